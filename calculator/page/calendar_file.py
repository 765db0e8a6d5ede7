"""Write the deadlines as a calendar file (RFC 5545) with alarms.

Summaries and descriptions come from the page's template.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from calculator.engine.calculate import calculate
from calculator.model import InvalidError
from calculator.outcome import Outcome
from calculator.page.answer import DEADLINES
from calculator.page.form import application_of, percent_encode, read_request, read_today, values_of
from calculator.page.plan_days import days_of_row
from calculator.page.plan_form import read_plan_form
from calculator.page.planned_rows import PlannedRow, calculate_form
from calculator.wire.read_application import read_application
from calculator.wire.strict_json import Json
from calculator.wire.write_outcome import days_of

type Text = tuple[str, str]
"""Summary and description of an event."""

ALARMS = ("-P6DT15H", "-PT15H")
"""Triggers at nine in the morning, a week and a day before."""

NO_TEXT = "\x7f\x85\u2028\u2029"
"""Characters beside those below the space that break a line or are no text."""

LONGEST_LINE = 74
"""Octets of an unfolded line at most: RFC 5545 allows 75, and a folded line starts with a space."""


def calendar_json(text: str) -> str:
    """Return the calendar file for {"values": the form, "words": {deadline or notice: {"summary", "description"}}}.

    The values may be those of the planner, with rows: then each event is named after its row, with "row" in the words
    for one without a name, and "today" is when the file was made. The description of a notice that the outcome has goes
    with each deadline. Never raises; without deadlines the file is empty text.
    """
    request = read_request(text)
    values, words = request.get("values"), request.get("words")
    plan = read_plan_form(values)
    if plan.rows:
        events = list(write_plan_events(calculate_form(plan).rows, words, read_today(request)))
    else:
        events = list(write_application_events(values_of(values), words))
    if not events:
        return ""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kmo-portefeuille//NL", *events, "END:VCALENDAR"]
    return "".join(f"{fold(line)}\r\n" for line in lines)


def write_application_events(values: Mapping[str, str], words: Json) -> Iterator[str]:
    """Write the deadlines of one application."""
    try:
        application = read_application(application_of(values))
    except InvalidError:
        return
    outcome, made_on = calculate(application), application.submitted_on
    outlay = outcome.payment.outlay if outcome.payment else 0
    for name in DEADLINES:
        if day := days_of(outcome)[name]:
            uid = f"{name}-{write_day(made_on)}-{write_day(day)}-{outlay}"
            yield from write_event(uid, made_on, day, text_of(name, outcome, words))


def write_plan_events(rows: Iterable[PlannedRow], words: Json, today: date | None) -> Iterator[str]:
    """Write the days of all rows of a plan.

    An event keeps its identity when a price or a day is corrected, so that a calendar replaces it: that is the row's
    name, or its theme where it has none, and how many rows above it have the same.
    """
    seen: dict[str, int] = {}
    unnamed = words_for("row", words) or {}
    for row in rows:
        name = str(row.title["name"])
        key = percent_encode(name or row.texts.get("project.theme", ""))
        place = seen[key] = seen.get(key, -1) + 1
        title = name or f"{unnamed.get('summary', '')} {row.title['number']}".strip()
        for deadline, day in days_of_row(row).items():
            text = text_of(deadline, row.outcome, words)
            named = text and (f"{title}: {text[0]}", text[1])
            yield from write_event(f"{deadline}-{key}-{place}", today or day, day, named)


def text_of(name: str, outcome: Outcome, words: Json) -> Text | None:
    """Return the summary and the description of a deadline, with the notices of the outcome; None without words."""
    text = words_for(name, words)
    if text is None:
        return None
    kinds = dict.fromkeys(remark.notice for remark in outcome.notices)
    notices = [said for kind in kinds if (said := words_for(kind, words))]
    return str(text.get("summary")), " ".join(str(part.get("description")) for part in (text, *notices))


def write_event(uid: str, made_on: date, day: date, text: Text | None) -> Iterator[str]:
    """Write an event, if there are words for it; a day without an end is a whole day."""
    if text is None:
        return
    summary, description = text
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}@kmo-portefeuille"
    yield f"DTSTAMP:{write_day(made_on)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{write_day(day)}"
    yield "DURATION:P1D"
    yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{escape(summary)}"
    yield f"DESCRIPTION:{escape(description)}"
    for trigger in ALARMS:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{trigger}", f"DESCRIPTION:{escape(summary)}")
        yield "END:VALARM"
    yield "END:VEVENT"


def words_for(name: str, words: Json) -> Mapping[str, Json] | None:
    """Return the words for a deadline or notice; None where there are none."""
    text = words.get(name) if isinstance(words, dict) else None
    return text if isinstance(text, dict) else None


def write_day(day: date) -> str:
    """Write a day as the format does, with all four digits of its year.

    >>> write_day(date(987, 6, 5))
    '09870605'
    """
    return day.isoformat().replace("-", "")


def escape(text: str) -> str:
    r"""Write text as a value of the format, on one line, with a question mark for half a character.

    >>> escape("stort; betaal, daarna\r\nklaar")
    'stort\\; betaal\\, daarna\\nklaar'
    """
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\n"), ("\r", "\n"), ("\n", "\\n")):
        text = text.replace(plain, written)
    clean = "".join(character for character in text if character >= " " and character not in NO_TEXT)
    return clean.encode("utf-8", "replace").decode()


def fold(line: str) -> str:
    """Return a line folded where it is too long, between characters and never inside one."""
    folded, length = "", 0
    for character in line:
        octets = len(character.encode())
        if length + octets > LONGEST_LINE:
            folded, length = f"{folded}\r\n ", 1
        folded, length = folded + character, length + octets
    return folded
