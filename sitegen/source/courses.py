"""The courses that the provider offers, in `opleidingen.toml` and `opleidingen.csv`, if there is one."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from calculator.engine import deadlines
from calculator.model import Theme
from calculator.notation import UnreadableError, read_amount, write_date
from sitegen.common.diagnostics import Diagnostic, Message, suggest
from sitegen.source.csv_tables import read_csv
from sitegen.source.positions import KeyPath, nearest
from sitegen.source.schema import Document, Key
from sitegen.source.toml_tables import check_page_address, read_toml

FILE, SPREADSHEET = "opleidingen.toml", "opleidingen.csv"
TABLE, SESSION = "opleiding", "sessie"
TEMPLATE = "opleidingen"
"""The template of the page that shows the courses; without courses there is no such page."""

THEMES = tuple(str(theme) for theme in Theme if theme is not Theme.NONE)
ON_REQUEST = "op aanvraag"
"""A price that the provider only tells who asks."""

ONLINE = "online"
"""The place of a course on the internet."""

EVENING = 17
"""The hour from which a lesson is one in the evening."""

HOURS = re.compile(r"(\d{1,2})[.:u](\d{2})\s*[-–]\s*(\d{1,2})[.:u](\d{2})")


class State(StrEnum):
    """Whether one can still enrol."""

    OPEN = "open"
    WAITING_LIST = "wachtlijst"
    FULL = "volzet"
    CANCELLED = "geannuleerd"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlyPrice:
    """A lower fee, up to and including a day."""

    fee: Decimal
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A course on its lesson days, which are in order, and what it costs a participant, in euro.

    Each session of a course is one; `several` says that there are others of the same title. One within a company
    (in-company) has no days yet, and its price is for all its `participants`. Without a `fee` the price is on request.
    `place` is the file and line of its table, `address` the page where visitors read more and enrol.
    """

    place: str
    title: str
    theme: Theme
    days: tuple[date, ...]
    hours: tuple[time, time] | None
    location: str
    state: State
    several: bool
    in_company: bool
    participants: int
    fee: Decimal | None
    early: EarlyPrice | None
    material: Decimal
    catering: Decimal
    prices_include_vat: bool
    address: str

    @property
    def price(self) -> Decimal | None:
        """All that a participant is charged, with VAT if the prices include it; None on request."""
        return None if self.fee is None else self.fee + self.material + self.catering

    @property
    def apply_by(self) -> date | None:
        """The last day to apply for the subsidy; None if it is not known when the course begins."""
        return deadlines.apply_by(self.days[0]) if self.days else None

    @property
    def label(self) -> str:
        """The title, with what tells a session from the others."""
        told = (f"vanaf {write_date(self.days[0])}" if self.days else "in uw onderneming", self.location)
        return ", ".join((self.title, *filter(None, told))) if self.several else self.title

    @property
    def online(self) -> bool:
        """Whether the course is on the internet."""
        return self.location.casefold() == ONLINE

    @property
    def evening(self) -> bool:
        """Whether the lessons are in the evening."""
        return self.hours is not None and self.hours[0].hour >= EVENING

    @property
    def can_enrol(self) -> bool:
        """Whether one can enrol, if only for a place that comes free."""
        return self.state in (State.OPEN, State.WAITING_LIST)

    def is_early(self, day: date) -> bool:
        """Return whether the early price holds on a day."""
        return self.early is not None and day <= self.early.until


def check_theme(theme: str) -> Message | None:
    """Return a message about a text that is none of the subsidised themes."""
    if theme in THEMES:
        return None
    return "KMO070", f'onbekend thema "{theme}"', suggest(theme, THEMES, f"kies uit: {', '.join(THEMES)}")


def check_days(days: Sequence[date]) -> Message | None:
    """Return a message about days that are none, or out of order."""
    if not days:
        return "KMO071", "dit zijn geen lesdagen", "schrijf bv. [2027-01-18, 2027-01-25], zonder aanhalingstekens"
    if any(first >= second for first, second in pairwise(days)):
        return "KMO071", "de lesdagen staan niet op volgorde", "schrijf de eerste dag eerst, en elke dag één keer"
    return None


def check_amount(amount: int | str) -> Message | None:
    """Return a message about a value that is no amount."""
    try:
        read_amount(str(amount))
    except UnreadableError:
        return "KMO072", f'"{amount}" is geen bedrag', 'schrijf 850 of "1.250,50"'
    return None


def check_price(price: int | str) -> Message | None:
    """Return a message about a value that is neither an amount nor on request."""
    message = None if price == ON_REQUEST else check_amount(price)
    return message and (*message[:2], f'{message[2]}, of "{ON_REQUEST}"')


def check_state(state: str) -> Message | None:
    """Return a message about a text that does not say whether one can enrol."""
    states = tuple(map(str, State))
    if state in states:
        return None
    return "KMO074", f'onbekende stand "{state}"', suggest(state, states, f"kies uit: {', '.join(states)}")


def check_hours(hours: str) -> Message | None:
    """Return a message about a text that does not say from when till when."""
    if (read := read_hours(hours)) and read[0] < read[1]:
        return None
    return "KMO075", f'"{hours}" zijn geen uren', 'schrijf bv. "19.00-22.00"'


def check_participants(number: int) -> Message | None:
    """Return a message about a number of nobody."""
    return None if number > 0 else ("KMO033", '"deelnemers" heeft een verkeerde waarde', "schrijf een geheel getal")


def read_hours(text: str) -> tuple[time, time] | None:
    """Return from when till when; None if a text does not say so.

    >>> read_hours("19u00 - 22.00")
    (datetime.time(19, 0), datetime.time(22, 0))
    """
    if not (found := HOURS.fullmatch(text.strip())):
        return None
    hour, minute, last_hour, last_minute = map(int, found.groups())
    try:
        return time(hour, minute), time(last_hour, last_minute)
    except ValueError:
        return None


IN_WORDS = "een tekst"
Text = Annotated[str, Key(IN_WORDS)]
Amount = Annotated[int | str, Key('een bedrag, zoals 850 of "1.250,50"', check_amount)]
Truth = Annotated[bool, Key("true of false")]
DAYS = Key("een lijst van dagen, zoals [2027-01-18, 2027-01-25], zonder aanhalingstekens", check_days)
Hours = Annotated[str, Key('de uren, zoals "19.00-22.00"', check_hours)]
StateText = Annotated[str, Key(f"een van: {', '.join(State)}", check_state)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionTable:
    """A table `[[opleiding.sessie]]`: when and where a course is given, once."""

    lesdagen: Annotated[tuple[date, ...], DAYS]
    uren: Hours = ""
    plaats: Text = ""
    stand: StateText = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseTable:
    """A table `[[opleiding]]`, or a row of the spreadsheet."""

    titel: Text
    thema: Annotated[str, Key("een thema", check_theme)]
    lesdagen: Annotated[tuple[date, ...], DAYS] = ()
    uren: Hours = ""
    plaats: Text = ""
    stand: StateText = State.OPEN
    in_company: Truth = False
    deelnemers: Annotated[int, Key("een geheel getal", check_participants)] = 1
    prijs: Annotated[int | str, Key(f'een bedrag, zoals 850 of "1.250,50", of "{ON_REQUEST}"', check_price)]
    vroegboekprijs: Amount = 0
    vroegboeken_tot: Annotated[date, Key("een dag als 2026-12-31, zonder aanhalingstekens")] = date.max
    cursusmateriaal: Amount = 0
    catering: Amount = 0
    prijs_met_btw: Truth = False
    adres: Annotated[str, Key("een adres", check_page_address)]
    sessie: Annotated[tuple[SessionTable, ...], Key("[[opleiding.sessie]], met dubbele haken")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursesFile:
    """The tables of `opleidingen.toml`."""

    opleiding: Annotated[tuple[CourseTable, ...], Key("[[opleiding]], met dubbele haken")] = ()


def read_courses(source: Path) -> tuple[list[Course] | None, list[Diagnostic]]:
    """Return the courses of a source in order of their start, None without a file, and everything wrong with them."""
    tables: list[tuple[CourseTable, Document, KeyPath]] = []
    diagnostics: list[Diagnostic] = []
    found = False
    for read in (read_tables, read_rows):
        try:
            listed, document, wrong = read(source)
        except FileNotFoundError:
            continue
        found = True
        diagnostics += wrong
        tables += [(table, document, (TABLE, number)) for number, table in enumerate(listed)]
    if not found:
        return None, []
    for table, document, path in tables:
        diagnostics += check_course(table, document, path)
    if diagnostics:
        return [], diagnostics
    titles = Counter(table.titel for table, _, _ in tables for _ in table.sessie or (table,))
    courses = [
        make_course(table, session, f"{document.place}:{nearest(document.positions, here)[0]}", titles)
        for table, document, path in tables
        for session, here in sessions_of(table, path)
    ]
    return sorted(courses, key=lambda course: (not course.days, course.days, course.title)), []


def read_tables(source: Path) -> tuple[Sequence[CourseTable], Document, list[Diagnostic]]:
    """Return the tables of `opleidingen.toml`, and everything wrong with them. Raises FileNotFoundError."""
    file, document, diagnostics = read_toml(source / FILE, source, CoursesFile)
    return file.opleiding if file else (), document, diagnostics


def read_rows(source: Path) -> tuple[Sequence[CourseTable], Document, list[Diagnostic]]:
    """Return the rows of `opleidingen.csv`, and everything wrong with them. Raises FileNotFoundError."""
    return read_csv(source / SPREADSHEET, source, CourseTable, TABLE)


def check_course(table: CourseTable, document: Document, path: KeyPath) -> Iterator[Diagnostic]:
    """Find keys of a course that do not go together."""
    dated = [*(["lesdagen"] if table.lesdagen else []), *(["sessie"] if table.sessie else [])]
    if table.in_company and dated:
        message, remedy = "een opleiding in-company heeft nog geen lesdagen", "schrap ze, of schrap in_company"
        yield document.diagnostic((*path, dated[0]), ("KMO071", message, remedy))
    elif not table.in_company and len(dated) != 1:
        message = "de lesdagen staan er twee keer" if dated else "de lesdagen ontbreken"
        remedy = "schrijf lesdagen, of [[opleiding.sessie]] met lesdagen, of in_company = true"
        yield document.diagnostic((*path, "lesdagen"), ("KMO071", message, remedy))
    if table.deelnemers != 1 and not table.in_company:
        message, remedy = '"deelnemers" hoort bij een opleiding in-company', "schrap het, of schrijf in_company = true"
        yield document.diagnostic((*path, "deelnemers"), ("KMO033", message, remedy))
    early, ends = table.vroegboekprijs != 0, table.vroegboeken_tot != date.max
    if early != ends:
        has, wants = ("vroegboekprijs", "vroegboeken_tot") if early else ("vroegboeken_tot", "vroegboekprijs")
        yield document.diagnostic((*path, has), ("KMO073", f'bij "{has}" ontbreekt "{wants}"', "voeg die toe"))
    elif early and (
        table.prijs == ON_REQUEST or read_amount(str(table.vroegboekprijs)) >= read_amount(str(table.prijs))
    ):
        message, remedy = "de vroegboekprijs is niet lager dan de prijs", "kijk beide bedragen na"
        yield document.diagnostic((*path, "vroegboekprijs"), ("KMO073", message, remedy))


def sessions_of(table: CourseTable, path: KeyPath) -> Iterator[tuple[CourseTable | SessionTable, KeyPath]]:
    """Return where a course says when it is given: in its own table, or in that of each session."""
    if not table.sessie:
        yield table, path
    for number, session in enumerate(table.sessie):
        yield session, (*path, SESSION, number)


def make_course(
    table: CourseTable, session: CourseTable | SessionTable, place: str, titles: Mapping[str, int]
) -> Course:
    """Return one session of the course of a table; what it does not say itself, its course says."""
    early = EarlyPrice(fee=read_amount(str(table.vroegboekprijs)), until=table.vroegboeken_tot)
    return Course(
        place=place,
        title=table.titel,
        theme=Theme(table.thema),
        days=session.lesdagen,
        hours=read_hours(session.uren or table.uren),
        location=session.plaats or table.plaats,
        state=State(session.stand or table.stand),
        several=titles[table.titel] > 1,
        in_company=table.in_company,
        participants=table.deelnemers if table.in_company else 1,
        fee=None if table.prijs == ON_REQUEST else read_amount(str(table.prijs)),
        early=early if early.fee else None,
        material=read_amount(str(table.cursusmateriaal)),
        catering=read_amount(str(table.catering)),
        prices_include_vat=table.prijs_met_btw,
        address=table.adres,
    )
