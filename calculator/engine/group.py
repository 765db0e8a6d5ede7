"""Add up the figures of a group: an enterprise and those related to it."""

from collections.abc import Iterator
from decimal import Decimal

from calculator.engine.trace import make_step, trim_zeros
from calculator.model import Enterprise, RelatedEnterprise, value
from calculator.outcome import Step
from calculator.rules import INVESTOR_SHARE, LINKED_SHARE, PARTNER_SHARE

UNBOUNDED = Decimal("Infinity")


@value
class Figures:
    """Staff in annual work units (vte), turnover and balance sheet total in euro."""

    staff: Decimal
    turnover: Decimal
    balance_sheet_total: Decimal


@value
class GroupFigures:
    """The lowest and the highest figures of a whole group that its unknown figures allow."""

    lowest: Figures
    highest: Figures


def add_up_group(enterprise: Enterprise) -> GroupFigures:
    """Return the sums of the figures of the enterprise and of those related to it.

    >>> add_up_group(Enterprise(staff=Decimal(12), turnover=Decimal(900_000))).highest
    Figures(staff=Decimal('12'), turnover=Decimal('900000'), balance_sheet_total=Decimal('Infinity'))
    """
    others = list(counted_parts(enterprise.related))
    staff = add_up(enterprise.staff, [(weight, part.staff) for weight, part in others])
    turnover = add_up(enterprise.turnover, [(weight, part.turnover) for weight, part in others])
    balance = add_up(enterprise.balance_sheet_total, [(weight, part.balance_sheet_total) for weight, part in others])
    lowest, highest = zip(staff, turnover, balance, strict=True)
    return GroupFigures(Figures(*lowest), Figures(*highest))


def add_up(own: Decimal | None, others: list[tuple[Decimal, Decimal | None]]) -> tuple[Decimal, Decimal]:
    """Return the sum of one figure over the enterprise and `others` by weight, lowest and highest.

    An unknown figure adds nothing to the lowest sum and makes the highest one infinite.
    """
    low = own or Decimal(0)
    known = own is not None
    for weight, figure in others:
        if figure is None:
            known = False
        else:
            low += weight * figure
    return low, low if known else UNBOUNDED


def counted_parts(related: tuple[RelatedEnterprise, ...]) -> Iterator[tuple[Decimal, RelatedEnterprise]]:
    """Yield each related enterprise that counts, with its weight."""
    for part in related:
        if weight := weight_of(part):
            yield weight, part


def weight_of(related: RelatedEnterprise) -> Decimal:
    """Return the fraction of a related enterprise's figures that counts: linked ones whole, partners pro rata.

    An investor counts only when it is linked.

    >>> [str(weight_of(RelatedEnterprise(share=Decimal(share)))) for share in ("24.99", "25", "50", "50.01")]
    ['0', '0.25', '0.5', '1']
    """
    if related.investor and related.share <= INVESTOR_SHARE.value:
        return Decimal(0)
    if related.share > LINKED_SHARE.value:
        return Decimal(1)
    return related.share / 100 if related.share >= PARTNER_SHARE.value else Decimal(0)


def known_figures(group: GroupFigures) -> Iterator[tuple[str, str]]:
    """Yield the figures of the group that are known, written for the trace."""
    low, high = group.lowest, group.highest
    if low.staff == high.staff:
        yield "staff", trim_zeros(low.staff)
    if low.turnover == high.turnover:
        yield "turnover", f"{low.turnover:.2f}"
    if low.balance_sheet_total == high.balance_sheet_total:
        yield "balance_sheet_total", f"{low.balance_sheet_total:.2f}"


def show_group(enterprise: Enterprise, group: GroupFigures) -> Iterator[Step]:
    """Yield the step that shows the sums of a group and each part of them; none for an enterprise that stands alone."""
    parts = [(index, weight_of(part), part) for index, part in enumerate(enterprise.related)]
    counted = [(index, weight, part) for index, weight, part in parts if weight]
    if counted:
        figures = [*known_figures(group), *part_figures("own", Decimal(1), enterprise)]
        for index, weight, part in counted:
            figures += part_figures(f"related.{index}", weight, part)
        yield make_step("group", str(len(counted)), "som", LINKED_SHARE, *figures)


def part_figures(name: str, weight: Decimal, part: Enterprise | RelatedEnterprise) -> Iterator[tuple[str, str]]:
    """Yield the known figures of one part of a group as far as they count, written exactly for the trace."""
    if part.staff is not None:
        yield f"{name}.staff", trim_zeros(weight * part.staff)
    if part.turnover is not None:
        yield f"{name}.turnover", trim_zeros(weight * part.turnover)
    if part.balance_sheet_total is not None:
        yield f"{name}.balance_sheet_total", trim_zeros(weight * part.balance_sheet_total)
