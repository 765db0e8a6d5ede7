"""The days on which banks carry out no payments, beside an independent computation of Easter."""

from datetime import date, timedelta

import pytest
from dateutil.easter import easter

from calculator.page.bank_days import last_bank_day, public_holidays

YEARS = range(2016, 2101)
FIXED = ("01-01", "05-01", "07-21", "08-15", "11-01", "11-11", "12-25")
"""Public holidays of the law of 4 January 1974 that fall on the same day each year."""


@pytest.mark.parametrize("year", YEARS)
def test_a_year_has_the_ten_holidays_of_the_law(year: int) -> None:
    movable = {easter(year) + timedelta(days=days) for days in (1, 39, 50)}
    assert public_holidays(year) == movable | {date.fromisoformat(f"{year}-{day}") for day in FIXED}


@pytest.mark.parametrize(
    ("day", "bank_day"),
    [
        ("2026-12-23", "2026-12-23"),  # a Wednesday
        ("2026-11-28", "2026-11-27"),  # a Saturday
        ("2026-11-29", "2026-11-27"),  # a Sunday
        ("2026-11-11", "2026-11-10"),  # a holiday in the week
        ("2026-04-06", "2026-04-03"),  # Easter Monday, and the weekend before it
        ("2027-01-03", "2026-12-31"),  # a Sunday after a Friday that is New Year's Day
        ("2027-05-17", "2027-05-14"),  # Whit Monday
    ],
)
def test_the_last_bank_day_lies_before_weekends_and_holidays(day: str, bank_day: str) -> None:
    assert last_bank_day(date.fromisoformat(day)) == date.fromisoformat(bank_day)


def test_no_bank_day_is_a_weekend_or_a_holiday_and_none_lies_between_it_and_the_day() -> None:
    day = date(YEARS[0], 1, 1)
    while day.year in YEARS:
        found = last_bank_day(day)
        assert found.weekday() < 5
        assert found not in public_holidays(found.year)
        between = [found + timedelta(days=count) for count in range(1, (day - found).days + 1)]
        assert all(free.weekday() >= 5 or free in public_holidays(free.year) for free in between)
        day += timedelta(days=1)
