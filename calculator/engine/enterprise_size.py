"""Determine the size of an enterprise (ondernemingsgrootte) by the European definition of an SME."""

from collections.abc import Iterator
from decimal import Decimal

from calculator.engine.trace import make_step, trim_zeros
from calculator.model import Enterprise, EnterpriseSize, RelatedEnterprise, value
from calculator.outcome import Step
from calculator.rules import BALANCE_SHEET_LIMIT, LINKED_SHARE, PARTNER_SHARE, SMALL, STAFF_LIMIT, TURNOVER_LIMIT

SIZES = tuple(EnterpriseSize)
SIZE_RULE = STAFF_LIMIT[SMALL]
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


@value
class PossibleSizes:
    """The sizes that an enterprise can have by its known figures, from small to large."""

    sizes: tuple[EnterpriseSize, ...]
    step: Step


def find_sizes(enterprise: Enterprise) -> PossibleSizes:
    """Return the sizes still possible.

    A given size wins over the figures: the law fixes it at the first grant of the year. Every
    criterion grows with its figure, so the sizes lie between the one by the lowest and the one
    by the highest figures still possible.

    >>> [str(size) for size in find_sizes(Enterprise(staff=Decimal(60))).sizes]
    ['middelgroot', 'groot']
    """
    if enterprise.size is not None:
        return PossibleSizes((enterprise.size,), make_step("size", enterprise.size, "opgegeven", SIZE_RULE))
    group = add_up_group(enterprise)
    first, last = SIZES.index(size_of(group.lowest)), SIZES.index(size_of(group.highest))
    sizes = SIZES[first : last + 1]
    because = "cijfers" if len(sizes) == 1 else "onbekend"
    figures = ("related", str(len(enterprise.related))), *known_figures(group)
    return PossibleSizes(sizes, make_step("size", ",".join(sizes), because, SIZE_RULE, *figures))


def known_figures(group: GroupFigures) -> Iterator[tuple[str, str]]:
    """Yield the figures of the group that are known, written for the trace."""
    low, high = group.lowest, group.highest
    if low.staff == high.staff:
        yield "staff", trim_zeros(low.staff)
    if low.turnover == high.turnover:
        yield "turnover", f"{low.turnover:.2f}"
    if low.balance_sheet_total == high.balance_sheet_total:
        yield "balance_sheet_total", f"{low.balance_sheet_total:.2f}"


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

    >>> [str(weight_of(RelatedEnterprise(share=Decimal(share)))) for share in ("24.99", "25", "50", "50.01")]
    ['0', '0.25', '0.5', '1']
    """
    if related.share > LINKED_SHARE.value:
        return Decimal(1)
    return related.share / 100 if related.share >= PARTNER_SHARE.value else Decimal(0)


def size_of(figures: Figures) -> EnterpriseSize:
    """Return the size by the figures of the whole group.

    >>> size_of(Figures(staff=Decimal("49.99"), turnover=Decimal(10_000_000), balance_sheet_total=Decimal(99_000_000)))
    <EnterpriseSize.SMALL: 'klein'>
    >>> size_of(Figures(staff=Decimal(50), turnover=Decimal(1), balance_sheet_total=Decimal(1)))
    <EnterpriseSize.MEDIUM: 'middelgroot'>
    """
    for size in (EnterpriseSize.SMALL, EnterpriseSize.MEDIUM):
        if figures.staff < STAFF_LIMIT[size].value and (
            figures.turnover <= TURNOVER_LIMIT[size].value
            or figures.balance_sheet_total <= BALANCE_SHEET_LIMIT[size].value
        ):
            return size
    return EnterpriseSize.LARGE
