"""The year planner's spreadsheet."""

import pytest

from calculator.page.spreadsheet import write_cell


@pytest.mark.parametrize(("day", "cell"), [("0999-01-02", "02/01/0999"), ("2026-11-23", "23/11/2026")])
def test_a_day_in_any_year_is_written_with_four_digits_for_its_year(day: str, cell: str) -> None:
    assert write_cell("submitted_on", day) == cell
