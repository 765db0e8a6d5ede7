"""Which day it is for the site, and which pages there are on it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sitegen.source.pages import Page, read_page
from sitegen.source.schedule import days_of_pages, describe_absence, is_visible, next_day, today_in_brussels


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-22T22:59:59", "2026-11-22"),
        ("2026-11-22T23:00:00", "2026-11-23"),
        ("2026-07-01T21:59:59", "2026-07-01"),
        ("2026-07-01T22:00:00", "2026-07-02"),
        ("2026-03-28T23:00:00", "2026-03-29"),  # the day on which summer time starts
        ("2026-03-29T22:00:00", "2026-03-30"),
        ("2026-10-24T22:00:00", "2026-10-25"),  # the day on which it ends
        ("2026-10-25T22:30:00", "2026-10-25"),
        ("2026-12-31T23:00:00", "2027-01-01"),
    ],
)
def test_a_day_starts_at_midnight_in_brussels(moment: str, day: str) -> None:
    assert today_in_brussels(datetime.fromisoformat(moment).replace(tzinfo=UTC)) == date.fromisoformat(day)


def page(source: Path, line: str) -> Page:
    path = source / "pages" / "proef.md"
    path.write_text(f"---\ntitel: Proef\nomschrijving: Een proef.\nnagekeken_op: 2026-11-23\n{line}\n---\n", "utf-8")
    return read_page(path, source)[0]


@pytest.mark.parametrize(
    ("line", "visible"),
    [
        ("vanaf: 2026-12-01", [False, True, True, True]),
        ("tot: 2026-12-01", [True, True, False, False]),
        ("vanaf: 2026-12-01\ntot: 2026-12-01", [False, True, False, False]),
        ("concept: true", [False, False, False, False]),
        ("concept: false", [True, True, True, True]),
    ],
)
def test_the_first_and_the_last_day_of_a_page_count(source: Path, line: str, visible: list[bool]) -> None:
    days = [date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2), date(2027, 1, 1)]
    proof = page(source, line)
    assert [is_visible(proof, day) for day in days] == visible
    assert all(describe_absence(proof, day) for day, there in zip(days, visible, strict=True) if not there)


def test_the_next_change_is_the_first_day_with_other_pages(source: Path) -> None:
    pages = [page(source, "vanaf: 2026-12-01\ntot: 2026-12-05"), page(source, "vanaf: 2026-11-25\nconcept: true")]
    assert next_day(days_of_pages(pages), date(2026, 11, 23)) == date(2026, 12, 1)
    assert next_day(days_of_pages(pages), date(2026, 12, 1)) == date(2026, 12, 6)
    assert next_day(days_of_pages(pages), date(2026, 12, 6)) is None
