"""Determine the size of an enterprise (ondernemingsgrootte) by the European definition of an SME."""

from decimal import Decimal
from functools import cache

from calculator.engine.group import Figures, add_up_group, counted_parts, known_figures, show_group
from calculator.engine.trace import make_step
from calculator.model import Enterprise, EnterpriseSize, value
from calculator.outcome import Steps
from calculator.rules import BALANCE_SHEET_LIMIT, SMALL, STAFF_LIMIT, TURNOVER_LIMIT

SIZES = tuple(EnterpriseSize)
SIZE_RULE = STAFF_LIMIT[SMALL]
MARGIN = Decimal("1.25")
"""How many times its figures an enterprise must be able to have, for its size not to be doubted: a choice of ours."""

SAFE_STAFF = STAFF_LIMIT[SMALL].value / MARGIN
SAFE_TURNOVER = TURNOVER_LIMIT[SMALL].value / MARGIN
SAFE_BALANCE_SHEET = BALANCE_SHEET_LIMIT[SMALL].value / MARGIN


@value
class PossibleSizes:
    """The sizes that an enterprise can have by its known figures, from small to large.

    `staff_known` is true if the staff of the whole group is known; `near_limit` if the figures give one size and it
    is not small, or would not be with the `MARGIN`.
    """

    sizes: tuple[EnterpriseSize, ...]
    steps: Steps
    staff_known: bool = False
    near_limit: bool = False


def find_sizes(enterprise: Enterprise) -> PossibleSizes:
    """Return the sizes still possible.

    A given size wins over the figures: the law fixes it at the first grant of the year. Every
    criterion grows with its figure, so the sizes lie between the one by the lowest and the one
    by the highest figures still possible.

    >>> [str(size) for size in find_sizes(Enterprise(staff=Decimal(60))).sizes]
    ['middelgroot', 'groot']
    """
    if enterprise.size is not None:
        return find_given_size(enterprise.size)
    parts = counted_parts(enterprise)
    group = add_up_group(parts)
    first, last = SIZES.index(size_of(group.lowest)), SIZES.index(size_of(group.highest))
    sizes = SIZES[first : last + 1]
    because = "cijfers" if len(sizes) == 1 else "onbekend"
    sums = tuple(known_figures(group))
    step = make_step("size", ",".join(sizes), because, SIZE_RULE, ("related", str(len(enterprise.related))), *sums)
    return PossibleSizes(
        sizes=sizes,
        steps=(show_group(parts, sums), step) if len(parts) > 1 else (step,),
        staff_known=group.lowest.staff == group.highest.staff,
        near_limit=len(sizes) == 1 and not stays_small(group.highest),
    )


@cache
def find_given_size(size: EnterpriseSize) -> PossibleSizes:
    """Return the one size that was given."""
    return PossibleSizes((size,), (make_step("size", size, "opgegeven", SIZE_RULE),))


def stays_small(figures: Figures) -> bool:
    """Return whether an enterprise would still be small with every figure higher by the `MARGIN`."""
    return figures.staff < SAFE_STAFF and (
        figures.turnover <= SAFE_TURNOVER or figures.balance_sheet_total <= SAFE_BALANCE_SHEET
    )


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
