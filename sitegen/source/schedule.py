"""The days on which pages and courses are published, and the next day on which others are."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from calculator.notation import write_date
from calculator.rules import FINISH_YEARS
from sitegen.source.courses import Course
from sitegen.source.pages import Page

BRUSSELS = ZoneInfo("Europe/Brussels")


def today_in_brussels(now: datetime | None = None) -> date:
    """Return the date in Flanders, wherever the build runs.

    >>> today_in_brussels(datetime.fromisoformat("2026-11-22T23:30+00:00"))
    datetime.date(2026, 11, 23)
    """
    return (now or datetime.now(BRUSSELS)).astimezone(BRUSSELS).date()


def is_visible(page: Page, today: date) -> bool:
    """Return whether a page is published on a day; both its first and its last day count."""
    early = page.visible_from is not None and today < page.visible_from
    late = page.visible_until is not None and today > page.visible_until
    return not (page.draft or early or late)


def describe_absence(page: Page, today: date) -> str:
    """Return why a page is not published, and until when."""
    if page.draft:
        return "een concept"
    if page.visible_from is not None and today < page.visible_from:
        return f"verschijnt op {write_date(page.visible_from)}"
    return f"verdween na {write_date(page.visible_until)}" if page.visible_until else ""


def days_of_pages(pages: Iterable[Page]) -> Iterator[date]:
    """Return the days on which pages appear or disappear."""
    for page in pages:
        if not page.draft:
            yield from [page.visible_from] if page.visible_from else []
            yield from [page.visible_until + timedelta(days=1)] if page.visible_until else []


def courses_left_out(courses: Iterable[Course], today: date) -> dict[str, str]:
    """Return the reason why each course that is over is left out, by its place and title."""
    return {
        f'{course.place} "{course.title}"': f"aanvragen kon tot en met {write_date(course.apply_by)}"
        for course in courses
        if course.apply_by and today > course.apply_by
    }


def days_of_courses(courses: Iterable[Course]) -> Iterator[date]:
    """Return the days from which courses are left out, cost more, have begun, or end in time after an application."""
    for course in courses:
        last = (course.apply_by, course.early and course.early.until, *course.days[:1])
        yield from (day + timedelta(days=1) for day in last if day)
        if course.days:
            yield first_day_in_time(course.days[-1])


def first_day_in_time(end: date) -> date:
    """Return the first day of an application after which a training that ends on a day still ends in time."""
    return date(end.year - FINISH_YEARS.value, 1, 1)


def lesson_times(course: Course, day: date) -> tuple[datetime, datetime] | None:
    """Return when a lesson on a day begins and ends, in coordinated universal time; None if its hours are not known."""
    if course.hours is None:
        return None
    first, last = (datetime.combine(day, hour, BRUSSELS).astimezone(UTC) for hour in course.hours)
    return first, last


def next_day(days: Iterable[date], today: date) -> date | None:
    """Return the first of some days after today."""
    return min((day for day in days if day > today), default=None)
