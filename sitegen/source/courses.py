"""Reads `opleidingen.toml`, if there is one: the courses that the provider offers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import cast

from calculator.engine import deadlines
from calculator.model import Theme
from calculator.notation import UnreadableError, read_amount
from sitegen.common.diagnostics import Diagnostic, suggest
from sitegen.source.toml_tables import Complaint, Key, TomlFile, check_table, judge_address, read_toml

FILE = "opleidingen.toml"
TABLE = "opleiding"
TEMPLATE = "opleidingen"
"""The template of the page that shows the courses; without courses there is no such page."""

THEMES = tuple(str(theme) for theme in Theme if theme is not Theme.NONE)
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A course: its lesson days in order, and what it costs a participant, in euro without VAT.

    `place` says where it is written, `address` where visitors can read more and enrol.
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


def judge_theme(value: object) -> Complaint | None:
    """Find fault with what is none of the themes that get a subsidy."""
    if value in THEMES:
        return None
    return "KMO070", f'onbekend thema "{value}"', suggest(str(value), THEMES, f"kies uit: {', '.join(THEMES)}")


def judge_days(value: object) -> Complaint | None:
    """Find fault with days that are none, or out of order."""
    days = cast("list[object]", value)
    if not days or any(not isinstance(day, date) or isinstance(day, datetime) for day in days):
        return "KMO071", "dit zijn geen lesdagen", "schrijf bv. [2027-01-18, 2027-01-25], zonder aanhalingstekens"
    if any(first >= second for first, second in pairwise(cast("list[date]", days))):
        return "KMO071", "de lesdagen staan niet op volgorde", "schrijf de eerste dag eerst, en elke dag één keer"
    return None


def judge_amount(value: object) -> Complaint | None:
    """Find fault with what is no amount."""
    try:
        read_amount(str(value))
    except UnreadableError:
        return "KMO072", f'"{value}" is geen bedrag', 'schrijf 850 of "1.250,50"'
    return None


AMOUNT = Key(kind=(int, str), words='een bedrag zonder btw, zoals 850 of "1.250,50"', judge=judge_amount)
KEYS = {
    "titel": Key(),
    "thema": Key(judge=judge_theme),
    "lesdagen": Key(kind=list, words="een lijst van dagen, zoals [2027-01-18, 2027-01-25]", judge=judge_days),
    "prijs": AMOUNT,
    "cursusmateriaal": replace(AMOUNT, required=False),
    "catering": replace(AMOUNT, required=False),
    "adres": Key(judge=judge_address),
}


def read_courses(source: Path) -> tuple[list[Course] | None, list[Diagnostic]]:
    """Read the courses of a source, in order of their start, and everything that is wrong with them.

    There are None if there is no file.
    """
    try:
        file = read_toml(source / FILE, source)
    except FileNotFoundError:
        return None, []
    if isinstance(file, Diagnostic):
        return [], [file]
    diagnostics = list(check_courses(file))
    if diagnostics:
        return [], diagnostics
    courses = [make_course(file, line, values) for line, values in tables_of(file)]
    return sorted(courses, key=lambda course: (course.days, course.title)), []


def check_courses(file: TomlFile) -> Iterator[Diagnostic]:
    """Find what is wrong with a file of courses."""
    for name in file.tables.keys() - {TABLE}:
        remedy = suggest(name, [TABLE], f"schrijf elke opleiding onder [[{TABLE}]]")
        yield file.diagnostic(file.line_of(name), ("KMO031", f'onbekende tabel "{name}"', remedy))
    listed = file.tables.get(TABLE, [])
    if not isinstance(listed, list) or not all(isinstance(values, dict) for values in listed):
        complaint = ("KMO033", f'"{TABLE}" heeft een verkeerde waarde', f"schrijf [[{TABLE}]], met dubbele haken")
        yield file.diagnostic(file.line_of(TABLE), complaint)
        return
    for line, values in tables_of(file):
        yield from check_table(file, TABLE, values, KEYS, after=line)


def tables_of(file: TomlFile) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Give each course as it is written, with the line where it starts."""
    line = 0
    for values in cast("list[Mapping[str, object]]", file.tables.get(TABLE, [])):
        line = file.line_of(TABLE, line)
        yield line, values


def make_course(file: TomlFile, line: int, values: Mapping[str, object]) -> Course:
    """Make a course of a table without mistakes."""
    fee, material, catering = (
        read_amount(str(values[name])) if name in values else ZERO for name in ("prijs", "cursusmateriaal", "catering")
    )
    return Course(
        place=f"{file.place}:{line}",
        title=str(values["titel"]),
        theme=Theme(str(values["thema"])),
        days=tuple(cast("list[date]", values["lesdagen"])),
        fee=fee,
        material=material,
        catering=catering,
        address=str(values["adres"]),
    )
