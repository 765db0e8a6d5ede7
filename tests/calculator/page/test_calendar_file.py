"""The calendar file of any application that can be read."""

import json

import icalendar
import pytest

from calculator.page.calendar_file import calendar_json

WORDS = {"finish_by": {"summary": "Klaar", "description": "De opleiding moet afgelopen zijn"}}


def calendar_for(submitted_on: str, words: object = WORDS) -> str:
    values = {
        "submitted_on": submitted_on,
        "project.service": "opleiding",
        "project.theme": "cybersecurity",
        "costs.deelname": "500",
    }
    return calendar_json(json.dumps({"values": values, "words": words}))


@pytest.mark.parametrize(
    ("submitted_on", "day"), [("0999-01-01", "10001231"), ("0001-01-01", "00021231"), ("9998-12-31", "99991231")]
)
def test_a_day_in_any_year_has_eight_digits(submitted_on: str, day: str) -> None:
    text = calendar_for(submitted_on)
    assert f"DTSTART;VALUE=DATE:{day}\r\n" in text
    assert f"DTSTAMP:{submitted_on.replace('-', '')}T000000Z\r\n" in text
    assert f"UID:finish_by-{submitted_on.replace('-', '')}-{day}-" in text


def test_a_deadline_lasts_the_whole_day() -> None:
    (event,) = icalendar.Calendar.from_ical(calendar_for("2026-11-23")).walk("VEVENT")
    assert isinstance(event, icalendar.Event)
    assert event.duration.days == 1


def test_words_with_half_a_character_make_a_file_that_can_be_saved() -> None:
    words = {"finish_by": {"summary": "\ud83d", "description": "half \udcc5"}}
    calendar_for("2026-11-23", words).encode()
