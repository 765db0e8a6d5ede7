"""Add up the figures of a group: an enterprise and those related to it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from calculator.engine.trace import make_step, trim_zeros
from calculator.model import Enterprise, RelatedEnterprise, value
from calculator.outcome import Step
from calculator.rules import INVESTOR_SHARE, LINKED_SHARE, PARTNER_SHARE

FIGURES = ("staff", "turnover", "balance_sheet_total")
WHOLE, NOTHING = Decimal(1), Decimal(0)
UNBOUNDED = Decimal("Infinity")


@value
class Figures:
    """Staff in annual work units (vte), turnover and balance sheet total in euro."""

    staff: Decimal
    turnover: Decimal
    balance_sheet_total: Decimal


@value
class Part:
    """The figures of one enterprise of a group as far as they count, in the order of `FIGURES`; None is unknown."""

    name: str
    figures: tuple[Decimal | None, Decimal | None, Decimal | None]


@value
class GroupFigures:
    """The lowest and the highest figures of a whole group that its unknown figures allow."""

    lowest: Figures
    highest: Figures


def counted_parts(enterprise: Enterprise) -> list[Part]:
    """Return the enterprise itself and each related one that counts, by its weight."""
    parts = [Part("own", (enterprise.staff, enterprise.turnover, enterprise.balance_sheet_total))]
    for index, related in enumerate(enterprise.related):
        if weight := weight_of(related):
            staff = None if related.staff is None else weight * related.staff
            turnover = None if related.turnover is None else weight * related.turnover
            balance = None if related.balance_sheet_total is None else weight * related.balance_sheet_total
            parts.append(Part(f"related.{index}", (staff, turnover, balance)))
    return parts


def weight_of(related: RelatedEnterprise) -> Decimal:
    """Return the fraction of a related enterprise's figures that counts: linked ones whole, partners pro rata.

    An investor counts only when it is linked.

    >>> [str(weight_of(RelatedEnterprise(share=Decimal(share)))) for share in ("24.99", "25", "50", "50.01")]
    ['0', '0.25', '0.5', '1']
    """
    if related.investor and related.share <= INVESTOR_SHARE.value:
        return NOTHING
    if related.share > LINKED_SHARE.value:
        return WHOLE
    return related.share / 100 if related.share >= PARTNER_SHARE.value else NOTHING


def add_up_group(parts: list[Part]) -> GroupFigures:
    """Return the sums of the figures of the parts of a group.

    >>> add_up_group(counted_parts(Enterprise(staff=Decimal(12), turnover=Decimal(900_000)))).highest
    Figures(staff=Decimal('12'), turnover=Decimal('900000'), balance_sheet_total=Decimal('Infinity'))
    """
    sums = [add_up(figures) for figures in zip(*[part.figures for part in parts], strict=True)]
    lowest, highest = zip(*sums, strict=True)
    return GroupFigures(Figures(*lowest), Figures(*highest))


def add_up(figures: Iterable[Decimal | None]) -> tuple[Decimal, Decimal]:
    """Return the lowest and the highest sum of one figure.

    An unknown figure adds nothing to the lowest sum and makes the highest one infinite.
    """
    low, known = NOTHING, True
    for figure in figures:
        if figure is None:
            known = False
        else:
            low += figure
    return low, low if known else UNBOUNDED


def known_figures(group: GroupFigures) -> Iterator[tuple[str, str]]:
    """Yield the figures of the group that are known, written for the trace."""
    low, high = group.lowest, group.highest
    if low.staff == high.staff:
        yield "staff", trim_zeros(low.staff)
    if low.turnover == high.turnover:
        yield "turnover", f"{low.turnover:.2f}"
    if low.balance_sheet_total == high.balance_sheet_total:
        yield "balance_sheet_total", f"{low.balance_sheet_total:.2f}"


def show_group(parts: list[Part], sums: Iterable[tuple[str, str]]) -> Step:
    """Return the step that shows the sums of a group, and each part of them exactly."""
    shown = [
        (f"{part.name}.{name}", trim_zeros(figure))
        for part in parts
        for name, figure in zip(FIGURES, part.figures, strict=True)
        if figure is not None
    ]
    return make_step("group", str(len(parts) - 1), "som", LINKED_SHARE, *sums, *shown)
