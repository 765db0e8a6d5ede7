"""Make and order the steps of the reasoning, so that a reader can redo the sum on paper.

Data only: `because` is a key for which the page has a sentence, `figures` are what fills it.
"""

from collections.abc import Iterable
from decimal import Decimal

from calculator.outcome import Step, Steps
from calculator.rules import Certainty, Rule

ORDER = (
    "regime",
    "group",
    "size",
    "paid_as",
    "rate",
    "billed_cost",
    "cost_without_vat",
    "catering_limit",
    "eligible_cost",
    "minimum_cost",
    "condition",
    "public_share",
    "ceiling",
    "subsidy",
    "own_share",
    "paid_to_provider",
    "outlay",
    "apply_by",
    "deposit_by",
    "finish_by",
    "pay_by",
)
PLACES = {step: place for place, step in enumerate(ORDER)}


def order_steps(steps: Iterable[Step]) -> Steps:
    """Return the steps in the order of the reasoning; those of the same name stay as given."""
    return tuple(sorted(steps, key=place_of))


def place_of(step: Step) -> int:
    """Return the place of a step in the reasoning."""
    return PLACES[step.step]


def make_step(step: str, value: str | None, because: str, rule: Rule[object], *figures: tuple[str, str]) -> Step:
    """Return a step that rests on `rule`, without its day where that is inferred."""
    since = None if rule.certainty is Certainty.INFERRED else rule.since
    return Step(step, value, because, since, rule.source, rule.certainty, figures)


def trim_zeros(number: Decimal) -> str:
    """Return the digits of a number, with no more decimals than it has.

    >>> trim_zeros(Decimal("21.50"))
    '21.5'
    """
    text = str(number)
    return text if text.isdecimal() else f"{number.normalize():f}"
