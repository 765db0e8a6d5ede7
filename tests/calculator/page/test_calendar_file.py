"""The calendar file: one event for each deadline, with what must be known about it."""

import json

import icalendar

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
