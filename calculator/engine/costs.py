"""Divide a project's costs into eligible and ineligible, and between wallet and provider."""

from decimal import ROUND_HALF_UP, Decimal

from calculator.engine.trace import make_step, trim_zeros
from calculator.model import CostKind, Project
from calculator.outcome import Costs, Payment, Step
from calculator.rules import CATERING_LIMIT, DEPOSIT_DAYS

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
"""Zero euro; sums start from it, so that every amount of money has two decimals."""


def count_costs(project: Project) -> Costs:
    """Return the costs of `project` by what counts; catering does line by line, up to its persons times its days."""
    total = eligible = catering = limit = excess = ZERO
    for cost in project.costs:
        total += cost.amount
        if cost.kind is CostKind.CATERING:
            allowed = CATERING_LIMIT.value * (cost.persons or 0) * (cost.days or 0)
            counted = min(cost.amount, allowed)
            eligible += counted
            catering += cost.amount
            limit += allowed
            excess += cost.amount - counted
        elif cost.kind.counts:
            eligible += cost.amount
    ineligible = total - eligible
    steps = [show_catering(catering, limit, excess)] if catering else []
    steps.append(show_eligible(total, eligible, ineligible))
    return Costs(
        total=total,
        eligible=eligible,
        ineligible=ineligible,
        catering_excess=excess,
        vat=round_cent(total * project.vat_rate / 100),
        vat_rate=project.vat_rate,
        steps=tuple(steps),
    )


def show_catering(catering: Decimal, limit: Decimal, excess: Decimal) -> Step:
    """Return the step that shows what of the catering counts."""
    because = "boven-grens" if excess else "binnen-grens"
    figures = ("limit", str(CATERING_LIMIT.value)), ("catering", str(catering)), ("excess", str(excess))
    return make_step("catering_limit", str(limit), because, CATERING_LIMIT, *figures)


def show_eligible(total: Decimal, eligible: Decimal, ineligible: Decimal) -> Step:
    """Return the step that shows what of all costs counts."""
    because = "deels" if ineligible else "alles"
    figures = ("total", str(total)), ("ineligible", str(ineligible))
    return make_step("eligible_cost", str(eligible), because, CATERING_LIMIT, *figures)


def split_payment(costs: Costs, subsidy: Decimal) -> Payment:
    """Return who pays what the subsidy leaves; without a subsidy the enterprise pays everything to the provider."""
    steps = []
    if subsidy:
        own_share, to_provider, because = costs.eligible - subsidy, costs.ineligible + costs.vat, "buiten-portefeuille"
        steps.append(make_step("own_share", str(own_share), "aanvaardbaar-min-subsidie", DEPOSIT_DAYS))
    else:
        own_share, to_provider, because = ZERO, costs.total + costs.vat, "alles"
    outlay = own_share + to_provider
    figures = (
        ("eligible", str(costs.eligible)),
        ("ineligible", str(costs.ineligible)),
        ("vat", str(costs.vat)),
        ("vat_rate", trim_zeros(costs.vat_rate)),
    )
    steps.append(make_step("paid_to_provider", str(to_provider), because, CATERING_LIMIT, *figures))
    steps.append(make_step("outlay", str(outlay), "som", CATERING_LIMIT))
    return Payment(own_share, to_provider, outlay, tuple(steps))


def round_cent(amount: Decimal) -> Decimal:
    """Return euro rounded half up to the cent: the one rounding there is.

    >>> round_cent(Decimal("0.125")), round_cent(Decimal("0.1249"))
    (Decimal('0.13'), Decimal('0.12'))
    """
    return amount.quantize(CENT, ROUND_HALF_UP)
