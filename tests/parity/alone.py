"""Questions in which each character, and each day far away, stands alone: chance brings them seldom and with others.

Python keeps an object for each character of Latin-1, so that a text with another one reads another part of its memory.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta

from calculator.model import Service, Theme
from calculator.page.answer import DEADLINES
from tests.parity.chance import Json
from tests.parity.forms import BESIDE_DAYS
from tests.parity.questions import Question
from tests.parity.values import FAR_DAYS

CHARACTERS = (*map(chr, range(256)), *"€‘’“”–—…œŒŸĳ", *map(chr, (0x200B, 0x202F, 0x2212, 0xFEFF, 0x1F4C5)))
DAY = "2026-11-23"
YEARS_ABOUT = 2
"""Years before and after that day of which every day is asked about."""

FORM: Json = {
    "submitted_on": DAY,
    "enterprise.size": "klein",
    "project.service": "opleiding",
    "project.theme": "cybersecurity",
    "costs.deelname": "2500",
}


def questions_of_characters() -> list[Question]:
    """Return the questions, with each character as it is and escaped."""
    return [
        (name, json.dumps(value, ensure_ascii=escaped))
        for character in CHARACTERS
        for name, value in requests_with(character)
        for escaped in (False, True)
    ]


def questions_of_days() -> list[Question]:
    """Return the questions with each day far away, for every service and theme, and with each day about now.

    What Python worked out of a year while it was started is in its memory: each day of it reads another part.
    """
    far = [
        (day, theme, service, today)
        for day in (*FAR_DAYS, "9999-12-31", DAY)
        for theme in Theme
        for service in Service
        for today in (*FAR_DAYS, DAY)
    ]
    first = date.fromisoformat(DAY) - timedelta(YEARS_ABOUT * 366)
    days = [str(first + timedelta(number)) for number in range(2 * YEARS_ABOUT * 366)]
    near = [(day, Theme.CYBER_SECURITY, Service.TRAINING, today) for day in days for today in (DAY, day)]
    return [(name, json.dumps(value)) for each in (*far, *near) for name, value in requests_on(*each)]


def requests_on(day: str, theme: Theme, service: Service, today: str) -> Iterator[tuple[str, Json]]:
    """Yield a request for each function, of an application on a day, asked on another."""
    project = {"project.service": service, "project.theme": theme, "costs.deelname": "2500", "submitted_on": day}
    form: dict[str, Json] = {"enterprise.size": "klein", **project, "project.starts_on": day}
    plan: Json = {"enterprise.size": "klein", **{f"plan.0.{name}": text for name, text in project.items()}}
    words: Json = {name: {"summary": name, "description": name} for name in (*DEADLINES, *BESIDE_DAYS)}
    yield "answer", {**form, "today": today}
    yield "calendar", {"values": form, "words": words, "today": today}
    yield "calendar", {"values": plan, "words": words, "today": today}
    yield "plan", {"values": plan, "today": today}


def requests_with(character: str) -> Iterator[tuple[str, Json]]:
    """Yield a request for each place where people write a text, with this character in it."""
    words: Json = {name: {"summary": character, "description": character} for name in (*DEADLINES, *BESIDE_DAYS)}
    beside: dict[str, Json] = {"words": words, "today": DAY, "name": character, "link": character}
    row: Json = {"plan.0.name": character, "plan.0.costs.deelname": f"1{character}", "plan.0.submitted_on": DAY}
    headings: Json = {"name": character}
    yield "answer", dict.fromkeys(("submitted_on", "costs.deelname", "enterprise.staff"), character)
    yield "calendar", {"values": FORM, **beside}
    yield "calendar", {"values": row, **beside}
    yield "plan", {"values": row, "headings": headings, "today": DAY}
    yield "plan", {"csv": f"Naam;Datum\r\n{character};{character}\r\n", "headings": headings}
    yield "calculate", {"submitted_on": DAY, "project": {"costs": [{"kind": "deelname", "amount": character}]}}
