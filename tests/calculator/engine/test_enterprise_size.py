"""The size of an enterprise, by the figures of its whole group."""

from decimal import Decimal
from itertools import product

import pytest

from calculator.engine.enterprise_size import find_sizes, size_of
from calculator.engine.group import Figures, GroupFigures, add_up_group, counted_parts
from calculator.model import Enterprise, EnterpriseSize, RelatedEnterprise

SMALL, MEDIUM, LARGE = EnterpriseSize
STAFF = ("0", "49.99", "50", "249.99", "250", "1000")
MONEY = ("0", "10000000", "10000000.01", "43000000", "43000000.01", "50000000", "50000000.01", "900000000")


def sizes_of(enterprise: Enterprise) -> tuple[EnterpriseSize, ...]:
    return find_sizes(enterprise).sizes


def enterprise_of(staff: str | None, turnover: str | None, balance: str | None) -> Enterprise:
    figures = [None if figure is None else Decimal(figure) for figure in (staff, turnover, balance)]
    return Enterprise(staff=figures[0], turnover=figures[1], balance_sheet_total=figures[2])


@pytest.mark.parametrize(
    ("staff", "turnover", "balance", "size"),
    [
        ("0", "0", "0", SMALL),
        ("49.99", "10000000", "900000000", SMALL),
        ("49.99", "900000000", "10000000", SMALL),
        ("50", "0", "0", MEDIUM),
        ("0", "10000000.01", "10000000.01", MEDIUM),
        ("249.99", "50000000", "900000000", MEDIUM),
        ("249.99", "900000000", "43000000", MEDIUM),
        ("250", "0", "0", LARGE),
        ("0", "50000000.01", "43000000.01", LARGE),
    ],
)
def test_staff_must_stay_under_its_limit_and_one_of_the_amounts_within_its_own(
    staff: str, turnover: str, balance: str, size: EnterpriseSize
) -> None:
    figures = Figures(staff=Decimal(staff), turnover=Decimal(turnover), balance_sheet_total=Decimal(balance))
    assert size_of(figures) is size
    assert sizes_of(enterprise_of(staff, turnover, balance)) == (size,)


@pytest.mark.parametrize("unknown", [unknown for unknown in product((True, False), repeat=3) if any(unknown)])
def test_unknown_figures_leave_open_exactly_the_sizes_that_some_figures_give(unknown: tuple[bool, bool, bool]) -> None:
    choices = (STAFF, MONEY, MONEY)
    for figures in product(*choices):
        known = [None if hidden else figure for hidden, figure in zip(unknown, figures, strict=True)]
        filled = product(
            *[choice if figure is None else (figure,) for choice, figure in zip(choices, known, strict=True)]
        )
        expected = {sizes_of(enterprise_of(*figures))[0] for figures in filled}
        assert set(sizes_of(enterprise_of(*known))) == expected


def test_the_size_that_is_given_wins_over_the_figures() -> None:
    for size in EnterpriseSize:
        assert sizes_of(Enterprise(size=size, staff=Decimal(100))) == (size,)


@pytest.mark.parametrize(
    ("share", "counted"),
    [("0", "0"), ("24.99", "0"), ("25", "10"), ("49.99", "19.996"), ("50", "20"), ("50.01", "40"), ("100", "40")],
)
def test_a_related_enterprise_counts_not_pro_rata_or_whole(share: str, counted: str) -> None:
    related = RelatedEnterprise(
        share=Decimal(share), staff=Decimal(40), turnover=Decimal(40), balance_sheet_total=Decimal(40)
    )
    own = Enterprise(staff=Decimal(1), turnover=Decimal(2), balance_sheet_total=Decimal(3), related=(related,))
    more = Decimal(counted)
    total = Figures(staff=1 + more, turnover=2 + more, balance_sheet_total=3 + more)
    assert add_up_group(counted_parts(own)) == GroupFigures(lowest=total, highest=total)


def test_an_unknown_figure_of_the_group_has_no_upper_bound() -> None:
    related = RelatedEnterprise(share=Decimal(100), staff=Decimal(5))
    own = Enterprise(staff=Decimal(1), balance_sheet_total=Decimal(3), related=(related,))
    group = add_up_group(counted_parts(own))
    assert group.lowest == Figures(staff=Decimal(6), turnover=Decimal(0), balance_sheet_total=Decimal(3))
    assert group.highest == Figures(
        staff=Decimal(6), turnover=Decimal("Infinity"), balance_sheet_total=Decimal("Infinity")
    )


def test_an_enterprise_under_the_partner_share_makes_nothing_unknown() -> None:
    related = RelatedEnterprise(share=Decimal("24.99"))
    own = Enterprise(staff=Decimal(1), turnover=Decimal(2), balance_sheet_total=Decimal(3), related=(related,))
    assert sizes_of(own) == (SMALL,)
