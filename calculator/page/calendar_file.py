"""Write the deadlines as a calendar file (RFC 5545) with alarms.

Summaries and descriptions come from the page's template.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from calculator.engine.calculate import calculate
from calculator.model import InvalidError, value
from calculator.notation import write_amount, write_date, write_weekday
from calculator.outcome import Outcome
from calculator.page.answer import DEADLINES, FROM_APPLICATION, PAYMENTS
from calculator.page.bank_days import last_bank_day
from calculator.page.form import application_of, percent_encode, read_request, read_today, values_of
from calculator.page.plan_days import days_of_row
from calculator.page.plan_form import read_plan_form
from calculator.page.planned_rows import PlannedRow, calculate_form
from calculator.wire.read_application import read_application
from calculator.wire.strict_json import Json
from calculator.wire.write_outcome import days_of

ALARMS = ("-P6DT15H", "-PT15H")
"""Triggers at nine in the morning, a week and a day before."""

NO_TEXT = "\x7f\x85\u2028\u2029"
"""Characters beside those below the space that break a line or are no text."""

LONGEST_LINE = 74
"""Octets of an unfolded line at most: RFC 5545 allows 75, and a folded line starts with a space."""


@value
class Surroundings:
    """What a page says beside the days: its words, the day on which the file is made, and the link back to it."""

    words: Mapping[str, Json]
    made_on: date | None
    link: str

    def summary(self, name: str) -> str:
        """Return the short text of that name; empty where the page has none."""
        return self.text(name, "summary")

    def description(self, name: str) -> str:
        """Return the long text of that name; empty where the page has none."""
        return self.text(name, "description")

    def text(self, name: str, member: str) -> str:
        """Return one text of the words; empty where there is none."""
        words = self.words.get(name)
        text = words.get(member) if isinstance(words, dict) else None
        return text if isinstance(text, str) else ""


def calendar_json(text: str) -> str:
    """Return the calendar file for {"values": the form, "words": {name: {"summary", "description"}}}.

    The words hold a text for each deadline and notice, and for "title" (what all events are about), "row" (one without
    a name), "if_submitted_on" (what a day depends on), "bank_day" (before the last day of a term, where the banks are
    closed on it) and "amount" (before an amount to pay). The values may be those
    of the planner: then each event is named after its row; one of a form is named after "name". "link" leads back, and
    a day before "today" gets no event. Never raises; without events the file is empty text.
    """
    request = read_request(text)
    values, words, link = request.get("values"), request.get("words"), request.get("link")
    page = Surroundings(
        words=words if isinstance(words, dict) else {},
        made_on=read_today(request),
        link=link if isinstance(link, str) else "",
    )
    plan = read_plan_form(values)
    if plan.rows:
        events = list(write_plan_events(calculate_form(plan).rows, page))
    else:
        events = list(write_form_events(values_of(values), str(request.get("name") or ""), page))
    if not events:
        return ""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kmo-portefeuille//NL", *events, "END:VCALENDAR"]
    return "".join(f"{fold(line)}\r\n" for line in lines)


def write_form_events(values: Mapping[str, str], name: str, page: Surroundings) -> Iterator[str]:
    """Write the deadlines of one application; their identity is its theme and when it starts."""
    try:
        application = read_application(application_of(values))
    except InvalidError:
        return
    outcome = calculate(application)
    key = f"{application.project.theme}-{write_day(application.project.starts_on or application.submitted_on)}"
    days = {deadline: day for deadline in DEADLINES if (day := days_of(outcome)[deadline])}
    yield from write_events(Events(key, name, days, application.submitted_on, outcome), page)


def write_plan_events(rows: Iterable[PlannedRow], page: Surroundings) -> Iterator[str]:
    """Write the days of all rows of a plan.

    Their identity is the row's name, or its theme where it has none, and how many rows above it have the same.
    """
    seen: dict[str, int] = {}
    for row in rows:
        name = str(row.title["name"])
        key = percent_encode(name or row.texts.get("project.theme", ""))
        place = seen[key] = seen.get(key, -1) + 1
        if days := days_of_row(row):
            title = name or f"{page.summary('row')} {row.title['number']}".strip()
            yield from write_events(Events(f"{key}-{place}", title, days, days["submitted_on"], row.outcome), page)


@value
class Events:
    """The days of one application by their names, and what tells it from others.

    `key` stays when a price or a day is corrected, so that a calendar replaces an event and doubles none.
    """

    key: str
    name: str
    days: Mapping[str, date]
    submitted_on: date
    outcome: Outcome


def write_events(events: Events, page: Surroundings) -> Iterator[str]:
    """Write an event for each day that is not past and that the page has words for."""
    title = ", ".join(part for part in (page.summary("title"), events.name) if part)
    for name, day in events.days.items():
        if (summary := page.summary(name)) and not (page.made_on and day < page.made_on):
            named = f"{title}: {summary}" if title else summary
            uid = f"{name}-{events.key}"
            due = due_day(name, day, page.made_on)
            about = describe(name, events, day if due != day else None, page)
            yield from write_event(uid, page.made_on or events.submitted_on, due, named, about)


def due_day(name: str, day: date, made_on: date | None) -> date:
    """Return the day on which something must be done: for a payment the last bank day, unless that is past already."""
    due = last_bank_day(day) if name in PAYMENTS else day
    return day if made_on and due < made_on else due


def describe(name: str, events: Events, last: date | None, page: Surroundings) -> str:
    """Return what is to be known about a day: what it is, what it depends on, the amount, the notices, the link.

    `last` is the last day of the term, where the banks do not work on it and the event is earlier.
    """
    payment, costs = events.outcome.payment, events.outcome.costs
    amounts = {
        "deposit_by": payment.own_share if payment else None,
        "pay_by": costs.eligible if costs else None,
    }
    parts = [page.description(name)]
    if last and (words := page.description("bank_day")):
        parts.append(f"{words} {write_weekday(last)}.")
    if (condition := page.description("if_submitted_on")) and name in FROM_APPLICATION:
        parts.append(f"{condition} {write_date(events.submitted_on)}.")
    if (label := page.description("amount")) and (amount := amounts.get(name)):
        parts.append(f"{label} {write_amount(amount)}.")
    parts += [page.description(kind) for kind in dict.fromkeys(remark.notice for remark in events.outcome.notices)]
    return " ".join(part for part in (*parts, page.link) if part)


def write_event(uid: str, made_on: date, day: date, summary: str, description: str) -> Iterator[str]:
    """Write an event; a day without an end is a whole day."""
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
