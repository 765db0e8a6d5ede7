"""Tables that editors keep in a spreadsheet, saved as CSV, read into the dataclasses that declare their rows."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date
from pathlib import Path
from typing import get_args

from calculator.page.cells import YES_OR_NO, read_day
from calculator.page.read_spreadsheet import lines_of
from sitegen.common.diagnostics import Diagnostic, place_of
from sitegen.source.files import NO_UTF_8, read_text
from sitegen.source.positions import KeyPath, Position
from sitegen.source.schema import Document, Field, build_table, check_table, fields_of
from sitegen.source.toml_tables import CODES

BETWEEN_DAYS = re.compile(r"[\s,;|]+")
UNREADABLE = ("KMO030", "deze rij is niet te lezen", "sluit elk dubbel aanhalingsteken")
TOO_MANY = ("KMO030", "deze rij heeft te veel vakken", "zet een tekst met ; of , tussen dubbele aanhalingstekens")


def read_csv[Row](
    path: Path, source: Path, shape: type[Row], table: str
) -> tuple[list[Row], Document, list[Diagnostic]]:
    """Return the rows of a file, none if there are mistakes, with the document and the mistakes.

    The first line names the keys of `shape`; a row is what a table in an array with that name is in TOML.
    Raises FileNotFoundError.
    """
    place = place_of(path, source)
    document = Document(place=place, positions={}, codes=CODES)
    text, wrong = read_text(path)
    if wrong:
        return [], document, [Diagnostic(place, *wrong, *NO_UTF_8)]
    make: Callable[..., Row] = shape
    known = fields_of(make)
    names: list[str] = []
    titles: list[Position] = []
    positions: dict[KeyPath, Position] = {}
    diagnostics: list[Diagnostic] = []
    rows: list[dict[str, object]] = []
    for line, cells in lines_of(text):
        if cells is None:
            return [], document, [Diagnostic(place, line, 1, *UNREADABLE)]
        places = list(places_of(cells, text.split("\n")[line - 1], line))
        if not names:
            names, titles = [cell.strip().casefold() for cell in cells], places
            diagnostics += find_wrong_titles(names, titles, known, place)
            continue
        if any(cell.strip() for cell in cells[len(names) :]):
            diagnostics.append(Diagnostic(place, *places[len(names)], *TOO_MANY))
        row = (table, len(rows))
        positions[row] = places[0]
        positions |= {
            (*row, name): here if name in known else title
            for name, title, here in zip(names, titles, places, strict=False)
        }
        named = zip(names, cells, strict=False)
        rows.append({name: value_of(cell.strip(), known.get(name)) for name, cell in named if cell.strip()})
    document = Document(place=place, positions=positions, codes=CODES)
    if any(diagnostic.code == "KMO030" for diagnostic in diagnostics):
        return [], document, diagnostics
    for number, values in enumerate(rows):
        diagnostics += check_table(document, shape, values, (table, number))
    return [] if diagnostics else [build_table(shape, values) for values in rows], document, diagnostics


def find_wrong_titles(
    names: Sequence[str], titles: Sequence[Position], known: Mapping[str, Field], place: str
) -> Iterator[Diagnostic]:
    """Find columns that are there twice, or that stand for tables of their own in TOML."""
    for number, (name, title) in enumerate(zip(names, titles, strict=True)):
        if name and name in names[:number]:
            yield Diagnostic(place, *title, "KMO030", f'de kolom "{name}" staat er twee keer', "schrap er een")
        elif name in known and is_dataclass(next(iter(get_args(known[name].kind)), None)):
            yield Diagnostic(place, *title, "KMO030", f'een kolom "{name}" kan niet', "schrijf voor elke keer een rij")


def places_of(cells: Sequence[str], line: str, number: int) -> Iterator[Position]:
    """Return where each cell of a row begins; what cannot be found on the row's first line is at its start.

    >>> list(places_of(["Excel", "", "850"], "Excel;;850", 3))
    [(3, 1), (3, 7), (3, 8)]
    """
    offset = 0
    for cell in cells:
        found = line.find(cell.partition("\n")[0], offset)
        yield number, max(found, 0) + 1
        offset = max(found + len(cell) + 1, offset)


def value_of(cell: str, field: Field | None) -> object:
    """Return what a cell holds as its key has it in TOML; what cannot be that is left a text, and wrong."""
    kind = field.kind if field else str
    value: object = cell
    if kind is bool and cell.casefold() in YES_OR_NO:
        value = YES_OR_NO[cell.casefold()] == "true"
    elif kind is int and cell.isascii() and cell.isdecimal():
        value = int(cell)
    elif kind is date:
        value = day_of(cell)
    elif get_args(kind)[:1] == (date,):
        value = [day_of(day) for day in BETWEEN_DAYS.split(cell.strip("[] ")) if day]
    return value


def day_of(text: str) -> date | str:
    """Return a day as spreadsheets write it, or its text where it is none.

    >>> day_of("18/1/2027"), day_of("31/02/2027")
    (datetime.date(2027, 1, 18), '31/02/2027')
    """
    try:
        return date.fromisoformat(read_day(text))
    except ValueError:
        return text
