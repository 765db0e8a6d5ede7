"""Write an outcome as the JSON of the contract: every key always present, in one order."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from calculator.model import Finding
from calculator.outcome import Likely, Outcome, Step, SubsidyRange

type Plain = bool | int | str | list[Plain] | dict[str, Plain] | None

ENCODER = json.JSONEncoder(separators=(",", ":"), check_circular=False)
FLAGS = {True: "true", False: "false", None: "null"}


def amounts_of(outcome: Outcome) -> dict[str, Decimal | None]:
    """Return every amount of an outcome, in euro, by its name in the contract; what does not apply is None."""
    grant, costs, payment = outcome.grant, outcome.costs, outcome.payment
    subsidies, likely = outcome.range, outcome.likely
    ceiling = grant.ceiling if grant else None
    return {
        "subsidy": grant.subsidy if grant else None,
        "own_share": payment.own_share if payment else None,
        "paid_to_provider": payment.paid_to_provider if payment else None,
        "outlay": payment.outlay if payment else None,
        "invoice": costs.invoice if costs else None,
        "eligible_cost": costs.eligible if costs else None,
        "ineligible_cost": costs.ineligible if costs else None,
        "vat": costs.vat if costs else None,
        "ceiling": ceiling.yearly if ceiling else None,
        "ceiling_left": ceiling.left if ceiling else None,
        "cost_at_ceiling": ceiling.cost_at_ceiling if ceiling else None,
        "lowest": subsidies.lowest if subsidies else None,
        "highest": subsidies.highest if subsidies else None,
        "likely_subsidy": likely.subsidy if likely else None,
        "likely_own_share": likely.own_share if likely else None,
        "likely_outlay": likely.outlay if likely else None,
    }


def days_of(outcome: Outcome) -> dict[str, date | None]:
    """Return every day of an outcome by its name in the contract; what does not apply is None."""
    regime, deadlines = outcome.regime, outcome.deadlines
    return {
        "in_force_from": regime.in_force_from if regime else None,
        "checked_on": regime.checked_on if regime else None,
        "apply_by": deadlines.apply_by if deadlines else None,
        "deposit_by": deadlines.deposit_by if deadlines else None,
        "finish_by": deadlines.finish_by if deadlines else None,
        "pay_by": deadlines.pay_by if deadlines else None,
    }


def write_outcome(outcome: Outcome, *, with_trace: bool = True) -> str:
    """Write an outcome: money with two decimals, rates as fractions, dates ISO.

    Spliced from texts, for only what the applicant wrote needs escaping: `json.dumps` of a dictionary
    takes 26 microseconds where this takes 12, a fifth of all it takes to answer a short application:
    `--lines` would answer 14,300 of those a second instead of 17,900.
    """
    grant = outcome.grant
    ceiling = grant.ceiling if grant else None
    amounts = {name: "null" if euro is None else f'"{euro!s}"' for name, euro in amounts_of(outcome).items()}
    days = {name: "null" if day is None else f'"{day!s}"' for name, day in days_of(outcome).items()}
    problems = join_list([write_finding(finding) for finding in outcome.problems])
    notices = join_list([f'{{"field":"{remark.field}","notice":"{remark.notice}"}}' for remark in outcome.notices])
    trace = f',"trace":{join_list([write_step(step) for step in outcome.trace])}' if with_trace else ""
    return (
        f'{{"schema":"kmo-outcome/1"'
        f',"status":"{outcome.status}"'
        f',"rules":{{"in_force_from":{days["in_force_from"]},"checked_on":{days["checked_on"]}}}'
        f',"enterprise_size":{quote(grant.size if grant else None)}'
        f',"rate":{quote(grant.rate if grant else None)}'
        f',"eligible_cost":{amounts["eligible_cost"]}'
        f',"ineligible_cost":{amounts["ineligible_cost"]}'
        f',"vat":{amounts["vat"]}'
        f',"subsidy":{amounts["subsidy"]}'
        f',"own_share":{amounts["own_share"]}'
        f',"paid_to_provider":{amounts["paid_to_provider"]}'
        f',"outlay":{amounts["outlay"]}'
        f',"invoice":{amounts["invoice"]}'
        f',"ceiling":{amounts["ceiling"]}'
        f',"ceiling_left":{amounts["ceiling_left"]}'
        f',"ceiling_reached":{FLAGS[ceiling.reached if ceiling else None]}'
        f',"cost_at_ceiling":{amounts["cost_at_ceiling"]}'
        f',"range":{write_range(outcome.range)}'
        f',"likely":{write_likely(outcome.likely)}'
        f',"deadlines":{{"apply_by":{days["apply_by"]}'
        f',"deposit_by":{days["deposit_by"]}'
        f',"finish_by":{days["finish_by"]}'
        f',"pay_by":{days["pay_by"]}}}'
        f',"problems":{problems}'
        f',"notices":{notices}'
        f"{trace}}}"
    )


def write_range(subsidies: SubsidyRange | None) -> str:
    """Write a range of subsidies; null where there is none."""
    if subsidies is None:
        return "null"
    return f'{{"lowest":"{subsidies.lowest!s}","highest":"{subsidies.highest!s}"}}'


def write_likely(likely: Likely | None) -> str:
    """Write what comes of the smallest size still possible; null where that is not known."""
    if likely is None:
        return "null"
    return (
        f'{{"size":"{likely.size}","rate":"{likely.rate}","subsidy":"{likely.subsidy}"'
        f',"own_share":"{likely.own_share}","outlay":"{likely.outlay}"}}'
    )


def write_finding(finding: Finding) -> str:
    """Write a problem; only a misspelt key has a `nearest` one."""
    nearest = "" if finding.nearest is None else f',"nearest":"{finding.nearest}"'
    return f'{{"field":{encode(finding.field)},"problem":"{finding.problem}"{nearest}}}'


def write_step(step: Step) -> str:
    """Write one step of the trace."""
    result = "null" if step.value is None else f'"{step.value!s}"'
    since = "null" if step.since is None else f'"{step.since!s}"'
    figures = ",".join([f'"{name}":"{figure}"' for name, figure in step.figures]) if step.figures else ""
    return (
        f'{{"step":"{step.step}","value":{result},"because":"{step.because}",'
        f'"since":{since},"source":"{step.source}","certainty":"{step.certainty}","figures":{{{figures}}}}}'
    )


def quote(word: object) -> str:
    """Write a figure, date or word in which nothing needs escaping as JSON; None is null."""
    return "null" if word is None else f'"{word!s}"'


def encode(value: Plain) -> str:
    """Write JSON in ASCII, so that no string can break its carrier."""
    return ENCODER.encode(value)


def join_object(members: Mapping[str, str]) -> str:
    """Write a JSON object of members that are JSON already.

    >>> join_object({"years": "{}", "problems": "[]"})
    '{"years":{},"problems":[]}'
    """
    return "{" + ",".join([f'"{key}":{text}' for key, text in members.items()]) + "}"


def join_list(items: Iterable[str]) -> str:
    """Write a JSON list of items that are JSON already.

    >>> join_list(["{}", "null"])
    '[{},null]'
    """
    return f"[{','.join(items)}]"
