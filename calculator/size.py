"""The size of an enterprise (ondernemingsgrootte), by the European definition of an SME."""

from collections.abc import Iterator
from decimal import Decimal

from calculator.model import Enterprise, EnterpriseSize, RelatedEnterprise
from calculator.rules import BALANCE_SHEET_LIMIT, LINKED_SHARE, PARTNER_SHARE, STAFF_LIMIT, TURNOVER_LIMIT

SIZES = tuple(EnterpriseSize)
UNBOUNDED = Decimal("Infinity")

type Figures = tuple[Decimal, Decimal, Decimal]
"""Staff in annual work units, turnover and balance sheet total in euro."""


def possible_sizes(enterprise: Enterprise) -> tuple[EnterpriseSize, ...]:
    """Give the sizes that what is known of the enterprise leaves open, from small to large.

    A given size wins over the figures: the law fixes it at the first grant of the year. Every
    criterion grows with its figure, so the sizes lie between the one by the lowest and the one
    by the highest figures still possible.

    >>> possible_sizes(Enterprise(staff=Decimal(12), turnover=Decimal(900_000)))
    (<EnterpriseSize.SMALL: 'klein'>,)
    >>> [str(size) for size in possible_sizes(Enterprise(staff=Decimal(60)))]
    ['middelgroot', 'groot']
    """
    if enterprise.size is not None:
        return (enterprise.size,)
    lowest, highest = group_figures(enterprise)
    return SIZES[SIZES.index(size_of(lowest)) : SIZES.index(size_of(highest)) + 1]


def group_figures(enterprise: Enterprise) -> tuple[Figures, Figures]:
    """Add up the group's figures: as low, and as high, as what is unknown allows."""
    members = list(counted_parts(enterprise))
    columns = [[(weight, figures[i]) for weight, figures in members] for i in range(3)]
    low = [sum((weight * (figure or 0) for weight, figure in column), Decimal(0)) for column in columns]
    high = [
        UNBOUNDED if any(figure is None for _, figure in column) else total
        for column, total in zip(columns, low, strict=True)
    ]
    return (low[0], low[1], low[2]), (high[0], high[1], high[2])


def size_of(figures: Figures) -> EnterpriseSize:
    """Give the size by the figures of the whole group.

    >>> size_of((Decimal("49.99"), Decimal(10_000_000), Decimal(99_000_000)))
    <EnterpriseSize.SMALL: 'klein'>
    >>> size_of((Decimal(50), Decimal(1), Decimal(1)))
    <EnterpriseSize.MEDIUM: 'middelgroot'>
    """
    staff, turnover, balance_sheet_total = figures
    for size in (EnterpriseSize.SMALL, EnterpriseSize.MEDIUM):
        small_books = turnover <= TURNOVER_LIMIT[size].value or balance_sheet_total <= BALANCE_SHEET_LIMIT[size].value
        if staff < STAFF_LIMIT[size].value and small_books:
            return size
    return EnterpriseSize.LARGE


type UnknownFigures = tuple[Decimal | None, Decimal | None, Decimal | None]


def counted_parts(enterprise: Enterprise) -> Iterator[tuple[Decimal, UnknownFigures]]:
    """Give each enterprise that counts, with its weight: itself, linked ones whole, partners pro rata."""
    yield Decimal(1), (enterprise.staff, enterprise.turnover, enterprise.balance_sheet_total)
    for related in enterprise.related:
        weight = weight_of(related)
        if weight:
            yield weight, (related.staff, related.turnover, related.balance_sheet_total)


def weight_of(related: RelatedEnterprise) -> Decimal:
    """Give the fraction of a related enterprise's figures that counts.

    >>> [str(weight_of(RelatedEnterprise(share=Decimal(share)))) for share in ("24.99", "25", "50", "50.01")]
    ['0', '0.25', '0.5', '1']
    """
    if related.share > LINKED_SHARE.value:
        return Decimal(1)
    return related.share / 100 if related.share >= PARTNER_SHARE.value else Decimal(0)
