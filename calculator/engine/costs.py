"""Divide a project's costs into eligible and ineligible, and between wallet and provider."""

from decimal import ROUND_HALF_UP, Decimal

from calculator.engine.trace import make_step, trim_zeros
from calculator.model import Cost, CostKind, Project
from calculator.outcome import Costs, Payment, Step
from calculator.rules import (
    CATERING_LIMIT,
    DEPOSIT_DAYS,
    INELIGIBLE_TO_PROVIDER,
    INVOICED_COSTS,
    UNCLEAR_COSTS,
    VAT_EXCLUDED,
)

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
"""Zero euro; sums start from it, so that every amount of money has two decimals."""


def count_costs(project: Project) -> Costs:
    """Return the costs of `project` by what counts; catering does line by line, up to its persons times its days."""
    bill = total = eligible = catering = limit = excess = ZERO
    parts: list[Decimal] = []
    for cost in project.costs:
        billed = cost.amount * cost.quantity
        amount = without_vat(billed, project.vat_rate) if project.prices_include_vat else billed
        parts.append(amount)
        bill += billed
        total += amount
        if cost.kind is CostKind.CATERING:
            allowed = CATERING_LIMIT.value * (cost.persons or 0) * (cost.days or 0)
            counted = min(amount, allowed)
            eligible += counted
            catering += amount
            limit += allowed
            excess += amount - counted
        elif cost.kind.counts:
            eligible += amount
    vat = bill - total if project.prices_include_vat else round_cent(total * project.vat_rate / 100)
    ineligible = total - eligible
    steps = [show_quantity(cost) for cost in project.costs if cost.quantity > 1]
    if project.prices_include_vat:
        steps.append(show_without_vat(bill, parts, vat, project.vat_rate))
    if catering:
        steps.append(show_catering(catering, limit, excess))
    unclear = any(cost.amount and cost.kind in UNCLEAR_COSTS.value for cost in project.costs)
    steps.append(show_eligible(total, eligible, ineligible, unclear=unclear))
    return Costs(
        total=total,
        eligible=eligible,
        ineligible=ineligible,
        catering_excess=excess,
        vat=vat,
        vat_rate=project.vat_rate,
        invoice=total + vat,
        steps=tuple(steps),
    )


def without_vat(amount: Decimal, vat_rate: Decimal) -> Decimal:
    """Return an amount that includes VAT (btw) at a percentage, without it, in euro.

    >>> without_vat(Decimal("975.00"), Decimal(21))
    Decimal('805.79')
    """
    return round_cent(amount / (1 + vat_rate / 100))


def show_quantity(cost: Cost) -> Step:
    """Return the step that shows how often an amount is on the bill."""
    figures = ("amount", f"{cost.amount:.2f}"), ("quantity", str(cost.quantity))
    return make_step("billed_cost", f"{cost.amount * cost.quantity:.2f}", "aantal", INVOICED_COSTS, *figures)


def show_without_vat(bill: Decimal, parts: list[Decimal], vat: Decimal, vat_rate: Decimal) -> Step:
    """Return the step that shows each cost line without VAT, and their sum."""
    total = str(sum(parts, ZERO))
    lines = [(f"line.{index}.total", f"{part:.2f}") for index, part in enumerate(parts)]
    figures = ("bill", str(bill)), ("vat", str(vat)), ("vat_rate", trim_zeros(vat_rate)), ("total", total), *lines
    return make_step("cost_without_vat", total, "btw-inbegrepen", VAT_EXCLUDED, *figures)


def show_catering(catering: Decimal, limit: Decimal, excess: Decimal) -> Step:
    """Return the step that shows what of the catering counts."""
    because = "boven-grens" if excess else "binnen-grens"
    figures = ("limit", str(CATERING_LIMIT.value)), ("catering", str(catering)), ("excess", str(excess))
    return make_step("catering_limit", str(limit), because, CATERING_LIMIT, *figures)


def show_eligible(total: Decimal, eligible: Decimal, ineligible: Decimal, *, unclear: bool) -> Step:
    """Return the step that shows what of all costs counts; some are `unclear` where no source names their kind."""
    because = "voorzichtig" if unclear else "deels" if ineligible else "alles"
    figures = ("total", str(total)), ("ineligible", str(ineligible))
    return make_step("eligible_cost", str(eligible), because, UNCLEAR_COSTS if unclear else CATERING_LIMIT, *figures)


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
    rule = INELIGIBLE_TO_PROVIDER if subsidy and costs.ineligible else VAT_EXCLUDED
    steps.append(make_step("paid_to_provider", str(to_provider), because, rule, *figures))
    steps.append(make_step("outlay", str(outlay), "som", CATERING_LIMIT))
    return Payment(own_share, to_provider, outlay, tuple(steps))


def round_cent(amount: Decimal) -> Decimal:
    """Return euro rounded half up to the cent: the one rounding there is.

    >>> round_cent(Decimal("0.125")), round_cent(Decimal("0.1249"))
    (Decimal('0.13'), Decimal('0.12'))
    """
    return amount.quantize(CENT, ROUND_HALF_UP)
