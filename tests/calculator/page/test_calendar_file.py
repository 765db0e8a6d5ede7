"""The calendar file: one event for each deadline, with what must be known about it."""

import json

import icalendar
import pytest

from calculator.page.calendar_file import calendar_json

VALUES = {
    "enterprise.size": "klein",
    "project.service": "advies",
    "project.theme": "cybersecurity",
    "costs.deelname": "1.000",
}
WORDS = {
    name: {"summary": name, "description": f"over {name}"} for name in ("deposit_by", "pay_by", "jaar-niet-gekend")
}


def events_on(submitted_on: str) -> dict[str, str]:
    request = {"values": VALUES | {"submitted_on": submitted_on}, "words": WORDS}
    calendar = icalendar.Calendar.from_ical(calendar_json(json.dumps(request)))
    return {str(event["SUMMARY"]): str(event["DESCRIPTION"]) for event in calendar.walk("VEVENT")}


def test_the_last_day_to_pay_is_in_the_file() -> None:
    assert events_on("2026-11-23") == {"deposit_by": "over deposit_by", "pay_by": "over pay_by"}


def test_a_year_whose_rules_are_not_known_is_said_with_each_deadline() -> None:
    assert events_on("9998-01-02")["pay_by"] == "over pay_by over jaar-niet-gekend"


def test_the_last_day_that_can_be_written_has_a_whole_day_too() -> None:
    request = {"values": VALUES | {"submitted_on": "9998-12-31"}, "words": WORDS}
    assert "DTSTART;VALUE=DATE:99991231\r\nDURATION:P1D\r\n" in calendar_json(json.dumps(request))


FINISH = {"finish_by": {"summary": "Klaar", "description": "De opleiding moet afgelopen zijn"}}


def calendar_for(submitted_on: str, words: object = FINISH) -> str:
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
