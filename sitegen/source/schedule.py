"""Says which pages a build leaves out, and until when the site is as it should be."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from calculator.notation import write_date
from sitegen.source.courses import Course
from sitegen.source.pages import Page

BRUSSELS = ZoneInfo("Europe/Brussels")


def today_in_brussels(now: datetime | None = None) -> date:
    """Give the day it is for readers in Flanders, wherever the build runs.

    >>> today_in_brussels(datetime.fromisoformat("2026-11-22T23:30+00:00"))
    datetime.date(2026, 11, 23)
    """
    return (now or datetime.now(BRUSSELS)).astimezone(BRUSSELS).date()


def is_visible(page: Page, today: date) -> bool:
    """Tell whether a page is published on a day; both its first and its last day count."""
    early = page.visible_from is not None and today < page.visible_from
    late = page.visible_until is not None and today > page.visible_until
    return not (page.draft or early or late)


def describe_absence(page: Page, today: date) -> str:
    """Say why a page is not published, and until when."""
    if page.draft:
        return "een concept"
    if page.visible_from is not None and today < page.visible_from:
        return f"verschijnt op {write_date(page.visible_from)}"
    return f"verdween na {write_date(page.visible_until)}" if page.visible_until else ""


def next_change(pages: Iterable[Page], today: date) -> date | None:
    """Give the first day on which other pages are published than today."""
    days = [page.visible_from for page in pages if not page.draft and page.visible_from]
    days += [page.visible_until + timedelta(days=1) for page in pages if not page.draft and page.visible_until]
    return min((day for day in days if day > today), default=None)


def courses_left_out(courses: Iterable[Course], today: date) -> dict[str, str]:
    """Say of each course that is over why it is not on the site."""
    return {
        f'{course.place} "{course.title}"': f"aanvragen kon tot en met {write_date(course.apply_by)}"
        for course in courses
        if today > course.apply_by
    }


def next_end(courses: Iterable[Course], today: date) -> date | None:
    """Give the first day on which there are fewer courses than today."""
    days = (course.apply_by + timedelta(days=1) for course in courses)
    return min((day for day in days if day > today), default=None)
