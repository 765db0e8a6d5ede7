"""Write the deadlines as a calendar file (RFC 5545) with alarms.

Summaries and descriptions come from the page's template.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from calculator.engine.calculate import calculate
from calculator.model import InvalidError
from calculator.outcome import Outcome
from calculator.page.answer import DEADLINES
from calculator.page.form import application_of, read_request, values_of
from calculator.wire.read_application import read_application
from calculator.wire.strict_json import Json
from calculator.wire.write_outcome import days_of

ALARMS = ("-P6DT15H", "-PT15H")
"""Triggers at nine in the morning, a week and a day before."""

NO_TEXT = "\x7f\x85\u2028\u2029"
"""Characters beside those below the space that break a line or are no text."""

LONGEST_LINE = 74
"""Octets of an unfolded line at most: RFC 5545 allows 75, and a folded line starts with a space."""


def calendar_json(text: str) -> str:
    """Return the calendar file for {"values": the form, "words": {deadline or notice: {"summary", "description"}}}.

    The description of a notice that the outcome has goes with each deadline.
    Never raises; without deadlines the file is empty text.
    """
    request = read_request(text)
    try:
        application = read_application(application_of(values_of(request.get("values"))))
    except InvalidError:
        return ""
    events = list(write_events(calculate(application), application.submitted_on, request.get("words")))
    if not events:
        return ""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kmo-portefeuille//NL", *events, "END:VCALENDAR"]
    return "".join(f"{fold(line)}\r\n" for line in lines)


def write_events(outcome: Outcome, submitted_on: date, words: Json) -> Iterator[str]:
    """Write an event for each deadline that has words; a day without an end is a whole day."""
    days = days_of(outcome)
    outlay = outcome.payment.outlay if outcome.payment else 0
    kinds = dict.fromkeys(remark.notice for remark in outcome.notices)
    notices = [text for kind in kinds if (text := words_for(kind, words))]
    for name in DEADLINES:
        day, text = days[name], words_for(name, words)
        if day is None or text is None:
            continue
        summary = str(text.get("summary"))
        description = " ".join(str(part.get("description")) for part in (text, *notices))
        yield "BEGIN:VEVENT"
        yield f"UID:{name}-{write_day(submitted_on)}-{write_day(day)}-{outlay}@kmo-portefeuille"
        yield f"DTSTAMP:{write_day(submitted_on)}T000000Z"
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
