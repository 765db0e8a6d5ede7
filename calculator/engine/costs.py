"""What counts: the costs of a project sorted by what the law makes of them."""

from decimal import ROUND_HALF_UP, Decimal

from calculator.model import CostKind, Project, value
from calculator.rules import CATERING_LIMIT

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
"""No euro; sums start here, so that every amount of money has two decimals."""

ALWAYS_ELIGIBLE = frozenset({CostKind.FEE, CostKind.COURSE_MATERIAL, CostKind.TRAINER_TRAVEL})


@value
class CountedCosts:
    """The costs of a project, in euro without VAT, and the VAT (btw) on all of them.

    `catering_limit` is what of `catering` may count at most, `catering_excess` what does not.
    """

    total: Decimal
    eligible: Decimal
    catering: Decimal
    catering_limit: Decimal
    catering_excess: Decimal
    vat: Decimal

    @property
    def ineligible(self) -> Decimal:
        """Euro without VAT that do not count."""
        return self.total - self.eligible


def count_costs(project: Project) -> CountedCosts:
    """Sort the costs of `project`; catering counts line by line, up to its persons times its days."""
    total = eligible = catering = limit = excess = ZERO
    for cost in project.costs:
        total += cost.amount
        if cost.kind in ALWAYS_ELIGIBLE:
            eligible += cost.amount
        elif cost.kind is CostKind.CATERING:
            allowed = CATERING_LIMIT.value * (cost.persons or 0) * (cost.days or 0)
            counted = min(cost.amount, allowed)
            eligible += counted
            catering += cost.amount
            limit += allowed
            excess += cost.amount - counted
    return CountedCosts(
        total=total,
        eligible=eligible,
        catering=catering,
        catering_limit=limit,
        catering_excess=excess,
        vat=round_cent(total * project.vat_rate / 100),
    )


def round_cent(amount: Decimal) -> Decimal:
    """Round euro half up to the cent: the one rounding there is.

    >>> round_cent(Decimal("0.125")), round_cent(Decimal("0.1249"))
    (Decimal('0.13'), Decimal('0.12'))
    """
    return amount.quantize(CENT, ROUND_HALF_UP)
