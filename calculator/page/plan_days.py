"""Put the days of all applications of a plan on one line."""

from collections.abc import Iterable, Iterator
from datetime import date

from calculator.outcome import Status
from calculator.page.answer import DEADLINES, write_moment
from calculator.page.planned_rows import PlannedRow
from calculator.wire.write_outcome import Plain, days_of

PLAN_DAYS = ("submitted_on", *DEADLINES)
"""The days of each application, in the order of their names on one day."""


def days_of_row(row: PlannedRow) -> dict[str, date]:
    """Return the days of a row by their names; a row that gets nothing has none."""
    if row.application is None or row.outcome.status not in (Status.SUBSIDY, Status.UNCERTAIN):
        return {}
    days = {"submitted_on": row.application.submitted_on, **days_of(row.outcome)}
    return {name: day for name in PLAN_DAYS if (day := days[name]) is not None}


def write_days(rows: Iterable[PlannedRow], today: date | None) -> Iterator[Plain]:
    """Yield each day of the plan in order, once, with the rows that it is for."""
    together: dict[tuple[date, int], list[Plain]] = {}
    for row in rows:
        for name, day in days_of_row(row).items():
            together.setdefault((day, PLAN_DAYS.index(name)), []).append(dict(row.title))
    for (day, place), titles in sorted(together.items()):
        yield {**write_moment(PLAN_DAYS[place], day, today), "rows": titles}
