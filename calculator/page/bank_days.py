"""Find the days on which Belgian banks carry out no payments."""

from datetime import date, timedelta
from functools import cache

SATURDAY = 5
FIXED_HOLIDAYS = ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))
"""Month and day of the public holidays that fall on the same day each year."""

DAYS_AFTER_EASTER = (1, 39, 50)
"""Easter Monday, Ascension Day and Whit Monday."""


def last_bank_day(day: date) -> date:
    """Return the last day up to and including `day` that is no weekend and no Belgian public holiday.

    >>> last_bank_day(date(2026, 12, 25)), last_bank_day(date(2026, 12, 24))
    (datetime.date(2026, 12, 24), datetime.date(2026, 12, 24))
    """
    while day.weekday() >= SATURDAY or day in public_holidays(day.year):
        day -= timedelta(days=1)
    return day


@cache
def public_holidays(year: int) -> frozenset[date]:
    """Return the ten Belgian public holidays (wettelijke feestdagen) of a year."""
    easter = easter_sunday(year)
    movable = {easter + timedelta(days=days) for days in DAYS_AFTER_EASTER}
    return frozenset(movable | {date(year, month, day) for month, day in FIXED_HOLIDAYS})


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of a year by the Gregorian computation of Meeus, Jones and Butcher.

    >>> easter_sunday(2027)
    datetime.date(2027, 3, 28)
    """
    golden = year % 19
    century, rest = divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)
