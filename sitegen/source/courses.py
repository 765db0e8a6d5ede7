"""The courses that the provider offers, in `opleidingen.toml`, if there is one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from calculator.engine import deadlines
from calculator.model import Theme
from calculator.notation import UnreadableError, read_amount
from sitegen.common.diagnostics import Diagnostic, Message, suggest
from sitegen.source.positions import nearest
from sitegen.source.schema import Key
from sitegen.source.toml_tables import check_page_address, read_toml

FILE = "opleidingen.toml"
TEMPLATE = "opleidingen"
"""The template of the page that shows the courses; without courses there is no such page."""

THEMES = tuple(str(theme) for theme in Theme if theme is not Theme.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A course: its lesson days in order, and what it costs a participant, in euro without VAT.

    `place` is the file and line of its table, `address` the page where visitors read more and enrol.
    """

    place: str
    title: str
    theme: Theme
    days: tuple[date, ...]
    fee: Decimal
    material: Decimal
    catering: Decimal
    address: str

    @property
    def price(self) -> Decimal:
        """All that a participant is charged, without VAT."""
        return self.fee + self.material + self.catering

    @property
    def apply_by(self) -> date:
        """The last day to apply for the subsidy."""
        return deadlines.apply_by(self.days[0])


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


IN_WORDS = "een tekst tussen aanhalingstekens"
Amount = Annotated[int | str, Key('een bedrag zonder btw, zoals 850 of "1.250,50"', check_amount)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseTable:
    """A table `[[opleiding]]`."""

    titel: Annotated[str, Key(IN_WORDS)]
    thema: Annotated[str, Key(IN_WORDS, check_theme)]
    lesdagen: Annotated[
        tuple[date, ...],
        Key("een lijst van dagen, zoals [2027-01-18, 2027-01-25], zonder aanhalingstekens", check_days),
    ]
    prijs: Amount
    cursusmateriaal: Amount = 0
    catering: Amount = 0
    adres: Annotated[str, Key(IN_WORDS, check_page_address)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursesFile:
    """The tables of `opleidingen.toml`."""

    opleiding: Annotated[tuple[CourseTable, ...], Key("[[opleiding]], met dubbele haken")] = ()


def read_courses(source: Path) -> tuple[list[Course] | None, list[Diagnostic]]:
    """Return the courses of a source in order of their start, None without a file, and everything wrong with them."""
    try:
        file, document, diagnostics = read_toml(source / FILE, source, CoursesFile)
    except FileNotFoundError:
        return None, []
    tables = file.opleiding if file else ()
    courses = [
        make_course(table, f"{document.place}:{nearest(document.positions, ('opleiding', number))[0]}")
        for number, table in enumerate(tables)
    ]
    return sorted(courses, key=lambda course: (course.days, course.title)), diagnostics


def make_course(table: CourseTable, place: str) -> Course:
    """Return the course of a table."""
    return Course(
        place=place,
        title=table.titel,
        theme=Theme(table.thema),
        days=table.lesdagen,
        fee=read_amount(str(table.prijs)),
        material=read_amount(str(table.cursusmateriaal)),
        catering=read_amount(str(table.catering)),
        address=table.adres,
    )
