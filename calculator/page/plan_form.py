"""The year planner's form: what its rows share, the controls of each row, and the fragment that keeps both."""

from calculator.model import value
from calculator.page.form import NAMES, write_fragment
from calculator.wire.strict_json import Json

NAME = "name"
"""Control of a row for the name that the visitor gives it."""

SHARED = tuple(name for name in NAMES if name == "subsidy_received" or name.startswith("enterprise."))
"""Controls for what the rows share."""

ROW = (NAME, *(name for name in NAMES if name not in SHARED))
"""Controls of a row, without its prefix."""

ROWS = "plan"
MOST_DIGITS = 3


@value
class PlanForm:
    """The texts that the rows share, and those of each row that holds any, by its number."""

    shared: dict[str, str]
    rows: dict[int, dict[str, str]]


def read_plan_form(given: Json) -> PlanForm:
    """Return what stands in the planner's controls, by their names; other members are left out."""
    shared: dict[str, str] = {}
    rows: dict[int, dict[str, str]] = {}
    for name, text in given.items() if isinstance(given, dict) else ():
        number, control = split_name(name)
        if not isinstance(text, str) or not text.strip():
            continue
        if number is None and control in SHARED:
            shared[control] = text
        elif number is not None and control in ROW:
            rows.setdefault(number, {})[control] = text
    return PlanForm(shared, dict(sorted(rows.items())))


def split_name(name: str) -> tuple[int | None, str]:
    """Return the number of the row that a control belongs to, and its name there; None for what the rows share.

    >>> split_name("plan.2.project.theme")
    (2, 'project.theme')
    >>> split_name("enterprise.size")
    (None, 'enterprise.size')
    """
    prefix, _, rest = name.partition(".")
    number, _, control = rest.partition(".")
    if prefix == ROWS and number.isascii() and number.isdecimal() and len(number) <= MOST_DIGITS:
        return int(number), control
    return None, name


def control_name(number: int, control: str) -> str:
    """Return the name of a row's control on the page."""
    return control if control in SHARED else f"{ROWS}.{number}.{control}"


def write_texts(form: PlanForm) -> dict[str, str]:
    """Return the texts by the names of their controls, in the order of the link, with rows numbered from zero."""
    texts = {name: form.shared[name] for name in SHARED if name in form.shared}
    for number, row in enumerate(form.rows.values()):
        texts |= {control_name(number, control): row[control] for control in ROW if control in row}
    return texts


def plan_fragment(form: PlanForm) -> str:
    """Write the fragment of the plan's link.

    >>> plan_fragment(PlanForm({"enterprise.size": "klein"}, {3: {"name": "Een", "costs.deelname": "2 500"}}))
    'v=1&enterprise.size=klein&plan.0.name=Een&plan.0.costs.deelname=2%20500'
    """
    return write_fragment(write_texts(form))
