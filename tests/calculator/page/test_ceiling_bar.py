"""The bar of a ceiling: whole, in order, and with room for every name."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from calculator.page.ceiling_bar import LINE, Part, draw_bar, spread

amounts = st.lists(st.integers(0, 1_000_000).map(lambda cents: Decimal(cents) / 100), min_size=1, max_size=40)


@given(amounts)
def test_the_blocks_fill_the_bar_from_below_in_the_order_given(given_amounts: list[Decimal]) -> None:
    bar = draw_bar([Part("granted", amount, {"number": str(place)}) for place, amount in enumerate(given_amounts)])
    assert isinstance(bar, dict)
    parts = bar["parts"]
    assert isinstance(parts, list)
    drawn = [part for part in parts if isinstance(part, dict)]
    numbers = [part["texts"]["number"] for part in drawn if isinstance(part["texts"], dict)]
    assert numbers == [str(place) for place, amount in enumerate(given_amounts) if amount][::-1]
    tops = [Decimal(str(part["y"])) for part in drawn]
    ends = [top + Decimal(str(part["height"])) for top, part in zip(tops, drawn, strict=True)]
    for end, top in zip(ends, [*tops[1:], Decimal(str(bar["height"]))][: len(ends)], strict=True):
        assert abs(end - top) <= Decimal("0.1")


@given(st.lists(st.integers(0, 960).map(Decimal), min_size=1, max_size=40))
def test_no_name_stands_over_another_or_outside_the_bar(middles: list[Decimal]) -> None:
    placed = spread(sorted(middles), Decimal(960))
    assert all(LINE / 2 <= place <= 960 - LINE / 2 for place in placed)
    assert all(below - above >= LINE for above, below in pairwise(placed))


def test_a_name_that_has_room_stands_beside_the_middle_of_its_block() -> None:
    assert spread([Decimal(100), Decimal(200)], Decimal(240)) == [Decimal(100), Decimal(200)]
