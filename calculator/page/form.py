"""The page's form: its controls, the application they make, and the share link."""

from collections.abc import Mapping
from datetime import date

from calculator.model import CostKind, InvalidError
from calculator.notation import UnreadableError, read_date
from calculator.wire import fields
from calculator.wire.fields import Fields, Kind, field
from calculator.wire.strict_json import Json, Members, read_json

LINK_VERSION = "1"
MOST_RELATED = 5

AMOUNT = field(Kind.AMOUNT)
BESIDE_AMOUNT: dict[CostKind, Fields] = {CostKind.FEE: fields.QUANTITY, CostKind.CATERING: fields.ATTENDANCE}
"""What the form asks of a cost beside its amount."""


def prefixed(prefix: str, part: Fields) -> Fields:
    """Return fields by the names of their controls."""
    return {f"{prefix}.{key}": control for key, control in part.items()}


def cost_controls(kind: CostKind) -> Fields:
    """Return the controls of a kind of cost: the fee has how often it is billed, catering who attends it."""
    return {f"costs.{kind}": AMOUNT, **prefixed(f"costs.{kind}", BESIDE_AMOUNT.get(kind, {}))}


RELATED_CONTROLS: list[Fields] = [
    prefixed(f"enterprise.related.{index}", fields.RELATED) for index in range(MOST_RELATED)
]
CONTROLS: Fields = {
    **fields.APPLICATION,
    **prefixed("enterprise", fields.ENTERPRISE_SIZE),
    **{name: control for controls in RELATED_CONTROLS for name, control in controls.items()},
    **prefixed("enterprise", fields.ENTERPRISE_CONDITIONS),
    **prefixed("project", fields.PROJECT),
    **{name: control for kind in CostKind for name, control in cost_controls(kind).items()},
}
"""Every control of the form by its name, in the order of the share link."""

NAMES = tuple(CONTROLS)
FIRST_COST = f"costs.{CostKind.FEE}"

UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~")

FLAGS = {"true": True, "false": False}


def application_of(values: Mapping[str, str]) -> Members:
    """Return the form's values as the JSON object of an application; empty controls are left out.

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
    """Return the kinds of cost that are filled in, in the order of the form."""
    return [kind for kind in CostKind if f"costs.{kind}" in filled]


def cost_line(kind: CostKind, filled: Mapping[str, str]) -> Members:
    """Return one cost line, with what stands beside its amount."""
    line: dict[str, Json] = {"kind": str(kind), "amount": filled[f"costs.{kind}"]}
    for key in BESIDE_AMOUNT.get(kind, {}):
        if text := filled.get(f"costs.{kind}.{key}"):
            line[key] = text
    return members(line)


def members(values: dict[str, Json]) -> Members:
    """Return a JSON object for the reader."""
    return Members(list(values.items()))


def control_of(path: str, values: Mapping[str, str]) -> str:
    """Return the control in which a person mends the field at `path` of the application.

    >>> control_of("project.costs.0.persons", {"costs.catering": "80"})
    'costs.catering.persons'
    """
    match path.split("."):
        case ["project", "costs", index, key]:
            filled = {name: text for name in values if (text := values[name].strip())}
            kind = kinds_in(filled)[int(index)]
            return f"costs.{kind}" if key in ("amount", "kind") else f"costs.{kind}.{key}"
        case ["project", "costs"]:
            return FIRST_COST
        case _:
            return path


def share_fragment(values: Mapping[str, str]) -> str:
    """Write the fragment of the share link: version first, then what is filled in, in order.

    >>> share_fragment({"costs.deelname": "2 500", "project.service": "opleiding", "costs.ander": ""})
    'v=1&project.service=opleiding&costs.deelname=2%20500'
    """
    return write_fragment({name: values[name] for name in NAMES if values.get(name, "").strip()})


def write_fragment(values: Mapping[str, str]) -> str:
    """Write texts by the names of their controls as a fragment, in the order given."""
    pairs = {"v": LINK_VERSION, **values}
    return "&".join(f"{name}={percent_encode(text)}" for name, text in pairs.items())


def percent_encode(text: str) -> str:
    """Write text for an address, as a browser's `encodeURIComponent` does.

    >>> percent_encode("€ 5")
    '%E2%82%AC%205'
    """
    return "".join(chr(byte) if byte in UNRESERVED else f"%{byte:02X}" for byte in text.encode("utf-8", "replace"))


def read_request(text: str) -> dict[str, Json]:
    """Read what a page asks from JSON; anything but an object has no members."""
    try:
        request = read_json(text)
    except InvalidError:
        return {}
    return request if isinstance(request, dict) else {}


def read_today(request: Mapping[str, Json]) -> date | None:
    """Return the day that a page gives as today, for the calculator reads no clock; None if it gives none."""
    try:
        return read_date(str(request.get("today")))
    except UnreadableError:
        return None


def values_of(value: Json) -> dict[str, str]:
    """Return the form's values in a JSON value; other members are left out."""
    if not isinstance(value, dict):
        return {}
    return {name: text for name, text in value.items() if name in NAMES and isinstance(text, str)}
