"""The page's form: its control names, the application they make, the share link, the answer's texts."""

from collections.abc import Mapping
from urllib.parse import quote

from calculator.calculate import calculate
from calculator.model import CostKind, Outcome, Status
from calculator.notation import write_amount, write_date, write_rate
from calculator.reading import InvalidError, Json, Members, read_application, read_json
from calculator.writing import Plain, encode, write_outcome

LINK_VERSION = "1"

MOST_RELATED = 5
RELATED_NAMES = tuple(
    f"enterprise.related.{index}.{key}"
    for index in range(MOST_RELATED)
    for key in ("share", "staff", "turnover", "balance_sheet_total")
)
COST_NAMES = (
    "costs.deelname",
    "costs.cursusmateriaal",
    "costs.verplaatsing-lesgever",
    "costs.catering",
    "costs.catering.persons",
    "costs.catering.days",
    "costs.examen",
    "costs.verblijf",
    "costs.ander",
)
NAMES = (
    "submitted_on",
    "subsidy_received",
    "enterprise.size",
    "enterprise.staff",
    "enterprise.turnover",
    "enterprise.balance_sheet_total",
    *RELATED_NAMES,
    "enterprise.in_flanders",
    "enterprise.legal_form",
    "enterprise.public_share",
    "enterprise.eligible_activity",
    "project.service",
    "project.theme",
    "project.starts_on",
    "project.registered_provider",
    "project.vat_rate",
    *COST_NAMES,
)
"""Every control of the form, in the order of the share link."""

FLAGS = {"true": True, "false": False}


def application_of(values: Mapping[str, str]) -> Members:
    """Make an application, as the reader takes it, of what the form holds; empty controls say nothing.

    >>> application_of({"costs.deelname": "100", "project.theme": " "})
    {'enterprise': {}, 'project': {'costs': [{'kind': 'deelname', 'amount': '100'}]}}
    """
    filled = {name: text for name in values if (text := values[name].strip())}
    related: dict[str, dict[str, Json]] = {}
    enterprise: dict[str, Json] = {}
    project: dict[str, Json] = {}
    top: dict[str, Json] = {}
    for name, text in filled.items():
        value: Json = FLAGS.get(text, text)
        match name.split("."):
            case ["enterprise", "related", index, key]:
                related.setdefault(index, {})[key] = value
            case ["enterprise", key]:
                enterprise[key] = value
            case ["project", key]:
                project[key] = value
            case ["costs", *_]:
                pass
            case _:
                top[name] = value
    if related:
        enterprise["related"] = [members(related[index]) for index in sorted(related)]
    if kinds := kinds_in(filled):
        project["costs"] = [cost_line(kind, filled) for kind in kinds]
    return members(top | {"enterprise": members(enterprise), "project": members(project)})


def kinds_in(filled: Mapping[str, str]) -> list[CostKind]:
    """Give the kinds of cost that are filled in, in the order of the form."""
    return [CostKind(kind) for name in COST_NAMES if name in filled and (kind := name[6:]) in set(CostKind)]


def cost_line(kind: CostKind, filled: Mapping[str, str]) -> Members:
    """Make one cost line; catering takes its persons and days along."""
    line: dict[str, Json] = {"kind": kind, "amount": filled[f"costs.{kind}"]}
    for part in ("persons", "days"):
        if f"costs.{kind}.{part}" in filled:
            line[part] = filled[f"costs.{kind}.{part}"]
    return members(line)


def members(values: dict[str, Json]) -> Members:
    """Make a JSON object for the reader."""
    return Members(list(values.items()))


def control_of(path: str, values: Mapping[str, str]) -> str:
    """Give the control of the form where a person mends the field at `path` of the application.

    >>> control_of("project.costs.0.persons", {"costs.catering": "80"})
    'costs.catering.persons'
    """
    match path.split("."):
        case ["project", "costs", index, key]:
            filled = {name: text for name in values if (text := values[name].strip())}
            kind = kinds_in(filled)[int(index)]
            return f"costs.{kind}" if key in ("amount", "kind") else f"costs.{kind}.{key}"
        case ["project", "costs"]:
            return COST_NAMES[0]
        case _:
            return path


def share_fragment(values: Mapping[str, str]) -> str:
    """Write the fragment of the share link: version first, then what is filled in, in order.

    >>> share_fragment({"costs.deelname": "2 500", "project.service": "opleiding", "costs.ander": ""})
    'v=1&project.service=opleiding&costs.deelname=2%20500'
    """
    pairs = [("v", LINK_VERSION), *((name, values[name]) for name in NAMES if values.get(name, "").strip())]
    return "&".join(f"{name}={quote(text, safe='')}" for name, text in pairs)


def answer_json(text: str) -> str:
    """Answer the form: an object of control names and texts in, everything the page shows out.

    Never raises; what is no such object gets the outcome `ongeldig`.
    """
    values = read_values(text)
    try:
        outcome = calculate(read_application(application_of(values)))
    except InvalidError as error:
        outcome = Outcome(status=Status.INVALID, problems=error.findings)
    beside = encode(
        {
            "schema": "kmo-answer/1",
            "texts": write_texts(outcome),
            "errors": write_errors(outcome, values),
            "fragment": share_fragment(values),
        }
    )
    return f'{{"outcome":{write_outcome(outcome)},{beside[1:]}'


def read_values(text: str) -> dict[str, str]:
    """Read the form's values; what is not the form's is left out."""
    try:
        values = read_json(text)
    except InvalidError:
        return {}
    if not isinstance(values, dict):
        return {}
    return {name: value for name, value in values.items() if name in NAMES and isinstance(value, str)}


def write_texts(outcome: Outcome) -> dict[str, Plain]:
    """Write every figure of an outcome the way people read it."""
    amounts = {
        "subsidy": outcome.subsidy,
        "own_share": outcome.own_share,
        "paid_to_provider": outcome.paid_to_provider,
        "outlay": outcome.outlay,
        "eligible_cost": outcome.eligible_cost,
        "ineligible_cost": outcome.ineligible_cost,
        "vat": outcome.vat,
        "ceiling": outcome.ceiling,
        "ceiling_left": outcome.ceiling_left,
        "cost_at_ceiling": outcome.cost_at_ceiling,
        "lowest": outcome.lowest,
        "highest": outcome.highest,
    }
    dates = {
        "in_force_from": outcome.in_force_from,
        "checked_on": outcome.checked_on,
        "apply_by": outcome.apply_by,
        "deposit_by": outcome.deposit_by,
        "finish_by": outcome.finish_by,
    }
    return {
        **{name: write_amount(amount) for name, amount in amounts.items() if amount is not None},
        **{name: write_date(day) for name, day in dates.items() if day is not None},
        **({"rate": write_rate(outcome.rate)} if outcome.rate is not None else {}),
        **({"enterprise_size": str(outcome.enterprise_size)} if outcome.enterprise_size else {}),
    }


def write_errors(outcome: Outcome, values: Mapping[str, str]) -> list[Plain]:
    """Give each problem with the control where it can be mended, in the order of the form."""
    order = {name: place for place, name in enumerate(NAMES)}
    errors = [(control_of(finding.field, values), str(finding.problem)) for finding in outcome.problems]
    errors.sort(key=lambda error: order.get(error[0], -1))
    return [{"name": name, "problem": problem} for name, problem in errors]
