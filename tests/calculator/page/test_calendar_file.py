"""The calendar file: one event for each deadline, with what must be known about it."""

import json
from datetime import date

import icalendar
import pytest

from calculator.page.calendar_file import calendar_json
from tests.support.plans import row, values_of

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


def test_a_deposit_on_a_day_without_banks_stands_on_the_bank_day_before_and_says_so() -> None:
    words = WORDS | {"bank_day": {"description": "Dan werken de banken niet:"}}
    request = {"values": VALUES | {"submitted_on": "2026-11-27"}, "words": words}
    calendar = icalendar.Calendar.from_ical(calendar_json(json.dumps(request)))
    deposit = next(event for event in calendar.walk("VEVENT") if event["SUMMARY"] == "deposit_by")
    assert deposit["DTSTART"].dt == date(2026, 12, 24)
    assert deposit["DESCRIPTION"] == "over deposit_by Dan werken de banken niet: zondag 27 december 2026."


def test_a_bank_day_that_is_past_leaves_the_event_on_the_last_day_of_the_term() -> None:
    request = {"values": VALUES | {"submitted_on": "2026-11-27"}, "words": WORDS, "today": "2026-12-26"}
    calendar = icalendar.Calendar.from_ical(calendar_json(json.dumps(request)))
    assert {event["SUMMARY"]: event["DTSTART"].dt for event in calendar.walk("VEVENT")}["deposit_by"] == date(
        2026, 12, 27
    )


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
    assert f"UID:finish_by-cybersecurity-{submitted_on.replace('-', '')}@" in text


def test_a_deadline_lasts_the_whole_day() -> None:
    (event,) = icalendar.Calendar.from_ical(calendar_for("2026-11-23")).walk("VEVENT")
    assert isinstance(event, icalendar.Event)
    assert event.duration.days == 1


def test_words_with_half_a_character_make_a_file_that_can_be_saved() -> None:
    words = {"finish_by": {"summary": "\ud83d", "description": "half \udcc5"}}
    saved = calendar_for("2026-11-23", words).encode()
    (event,) = icalendar.Calendar.from_ical(saved).walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == ("?", "half ?")


COURSE = {
    "submitted_on": "2026-11-28",
    "enterprise.size": "klein",
    "project.service": "opleiding",
    "project.theme": "cybersecurity",
    "project.starts_on": "2026-12-07",
    "costs.deelname": "1000",
    "costs.verblijf": "100",
}
COURSE_WORDS = {
    "title": {"summary": "kmo-portefeuille", "description": ""},
    "apply_by": {"summary": "vraag aan", "description": "Laatste dag."},
    "deposit_by": {"summary": "stort", "description": "Stort uw deel."},
    "pay_by": {"summary": "betaal", "description": "Betaal de dienstverlener."},
    "if_submitted_on": {"summary": "", "description": "Als u aanvraagt op"},
    "amount": {"summary": "", "description": "Bedrag:"},
}


def course_events(today: str, **changed: str) -> list[icalendar.Event]:
    request = {
        "values": COURSE | changed,
        "words": COURSE_WORDS,
        "today": today,
        "name": "Cybersecurity",
        "link": "https://voorbeeld.be/bereken/#v=1",
    }
    text = calendar_json(json.dumps(request))
    return [event for event in icalendar.Calendar.from_ical(text).walk("VEVENT") if isinstance(event, icalendar.Event)]


def test_an_event_says_what_it_is_about_what_it_depends_on_the_amount_and_where_it_comes_from() -> None:
    apply_by, deposit_by, pay_by = course_events("2026-11-28")
    assert [str(event["SUMMARY"]) for event in (apply_by, deposit_by, pay_by)] == [
        "kmo-portefeuille, Cybersecurity: vraag aan",
        "kmo-portefeuille, Cybersecurity: stort",
        "kmo-portefeuille, Cybersecurity: betaal",
    ]
    assert str(apply_by["DESCRIPTION"]) == "Laatste dag. https://voorbeeld.be/bereken/#v=1"
    assert str(deposit_by["DESCRIPTION"]) == (
        "Stort uw deel. Als u aanvraagt op 28 november 2026. Bedrag: €\xa0550,00. https://voorbeeld.be/bereken/#v=1"
    )
    assert "Bedrag: €\xa01.000,00." in str(pay_by["DESCRIPTION"])


def test_a_day_that_is_past_is_not_in_the_file_and_today_is() -> None:
    deposit_by, pay_by = date(2026, 12, 28), date(2027, 12, 31)
    assert [event.start for event in course_events("2026-12-21")] == [date(2026, 12, 21), deposit_by, pay_by]
    assert [event.start for event in course_events("2026-12-22")] == [deposit_by, pay_by]


def test_when_all_days_are_past_there_is_no_file() -> None:
    request = {"values": COURSE, "words": COURSE_WORDS, "today": "2028-01-01"}
    assert calendar_json(json.dumps(request)) == ""


def test_a_corrected_amount_or_day_of_the_application_replaces_the_events() -> None:
    first, second = (
        [str(event["UID"]) for event in events]
        for events in (
            course_events("2026-11-28"),
            course_events("2026-11-28", **{"costs.deelname": "1200", "submitted_on": "2026-12-01"}),
        )
    )
    assert first == second
    assert len(set(first)) == 3


PLAN_WORDS = {
    "submitted_on": {"summary": "Vraag aan", "description": "Uw aanvraag"},
    "pay_by": {"summary": "Betaal", "description": "De dienstverlener moet betaald zijn"},
    "row": {"summary": "Aanvraag", "description": ""},
}


def plan_events(*rows: dict[str, str]) -> list[icalendar.Event]:
    request = {"values": values_of(*rows), "words": PLAN_WORDS, "today": "2026-11-28"}
    text = calendar_json(json.dumps(request))
    return [event for event in icalendar.Calendar.from_ical(text).walk("VEVENT") if isinstance(event, icalendar.Event)]


def identities(*rows: dict[str, str]) -> list[str]:
    return [str(event["UID"]) for event in plan_events(*rows)]


def test_the_days_of_all_rows_of_a_plan_are_in_one_file_each_under_the_name_of_its_row() -> None:
    events = plan_events(row("2026-12-01", "1000", name="Excel"), row("2026-12-08", "1000"))
    assert [(str(event["SUMMARY"]), event.start) for event in events] == [
        ("Excel: Vraag aan", date(2026, 12, 1)),
        ("Excel: Betaal", date(2027, 12, 31)),
        ("Aanvraag 2: Vraag aan", date(2026, 12, 8)),
        ("Aanvraag 2: Betaal", date(2027, 12, 31)),
    ]


def test_a_corrected_price_or_day_replaces_an_event_and_doubles_none() -> None:
    first = row("2026-12-01", "1000", name="Excel; deel 1")
    assert len(set(identities(first, first))) == 4
    assert identities(first | {"costs.deelname": "1200", "submitted_on": "2026-12-03"}, first) == identities(
        first, first
    )


def test_a_row_above_without_subsidy_leaves_the_identities_of_the_others() -> None:
    other = row("2026-12-01", "1000", name="Excel")
    assert identities(row("2026-12-01", "20", name="Te klein"), other) == identities(other)


def test_a_plan_without_days_makes_no_file() -> None:
    assert calendar_json(json.dumps({"values": values_of(row("2026-12-01", "20")), "words": PLAN_WORDS})) == ""
