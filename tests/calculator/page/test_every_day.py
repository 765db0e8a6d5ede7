"""Every public function answers on every day that can be typed, from the year 1 to the year 9999."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from calculator import explain_json, plan_json
from calculator.page.calendar_file import calendar_json
from calculator.page.form import application_of
from sitegen.bundle.exports import EXPORTS

FIRST, LAST = date.min, date.max
any_day = st.dates(FIRST, LAST) | st.sampled_from([FIRST, LAST]) | st.dates(date(9997, 1, 1), LAST)
WORDS = {
    name: {"summary": "Stort", "description": "Stort nu"} for name in ("apply_by", "deposit_by", "finish_by", "pay_by")
}
FUNCTIONS: dict[str, Callable[[str], str]] = {
    **{name: getattr(import_module(module), function) for name, (module, function) in EXPORTS.items()},
    "explain": explain_json,
    "whole plan": plan_json,
}


def form(submitted_on: date, starts_on: date) -> dict[str, str]:
    """Return a form of a small enterprise that gets a subsidy where there are rules."""
    return {
        "submitted_on": submitted_on.isoformat(),
        "enterprise.size": "klein",
        "project.service": "opleiding",
        "project.theme": "cybersecurity",
        "project.starts_on": starts_on.isoformat(),
        "costs.deelname": "2500",
    }


@pytest.mark.parametrize("name", FUNCTIONS)
@example(LAST, LAST)
@example(date(9998, 12, 31), date(9998, 12, 31))
@example(FIRST, FIRST)
@given(any_day, any_day)
def test_an_answer_comes_on_any_day(name: str, submitted_on: date, starts_on: date) -> None:
    values = form(submitted_on, starts_on)
    application = application_of(values)
    plan = {"projects": [application], "rows": [values], "values": values, "words": WORDS}
    for request in (values, application, plan):
        assert isinstance(FUNCTIONS[name](json.dumps(request)), str)


@example(date(9998, 12, 31), date(9998, 12, 31))
@example(date(987, 6, 5), date(987, 6, 5))
@given(any_day, any_day)
def test_a_calendar_holds_whole_days(submitted_on: date, starts_on: date) -> None:
    text = calendar_json(json.dumps({"values": form(submitted_on, starts_on), "words": WORDS}))
    if not text:
        assert LAST.year in (submitted_on.year, starts_on.year)
        return
    for event in Calendar.from_ical(text).walk("VEVENT"):
        assert isinstance(event, Event)
        assert type(event.DTSTART) is date
        assert event.duration == timedelta(days=1)


@pytest.mark.parametrize("line_end", ["\r", "\n", "\r\n", "\u2028", "\x85", "\v", "\f", "\0"])
def test_no_words_start_another_line_of_the_calendar(line_end: str) -> None:
    words = {"apply_by": {"summary": f"a{line_end}ATTACH:https://elders.be/", "description": "b"}}
    today = date(2026, 11, 23)
    text = calendar_json(json.dumps({"values": form(today, today), "words": words}))
    assert [line for line in text.splitlines() if line.startswith("ATTACH")] == []
