"""Read the year planner's rows from a spreadsheet file, as programs and people save it, or say what is wrong where."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO

from calculator.model import value
from calculator.notation import UnreadableError
from calculator.page.cells import WORDS, read_cell
from calculator.page.form import CONTROLS, FLAGS
from calculator.page.plan_form import NAME, ROW, SHARED, control_name
from calculator.page.spreadsheet import BYTE_ORDER_MARK, FIRST_COLUMNS, RESULTS, SIZE
from calculator.wire.fields import Kind
from calculator.wire.json_objects import MOST_ITEMS
from calculator.wire.write_outcome import Plain

DELIMITERS = ";\t,"
MOST_REFUSED = 20
"""Cells that are refused at most; after that the rest of the file is not read."""

LONGEST_QUOTE = 60
"""Characters of a refused cell that are repeated."""

FEWEST_CELLS = 2
"""Cells of a line that can be a row."""

type Column = tuple[str, str]
"""What a column holds, "" for one that is not ours, and its title."""


@value
class Refused:
    """What is wrong with a line: the title of the column, if it is one cell, and what stands there.

    `expected` is a kind of value or one of "row", "rows", "fewer" and "same"; `words` are those that are allowed.
    """

    line: int
    column: str
    text: str
    expected: str
    words: tuple[str, ...] = ()

    def write(self) -> Plain:
        """Write it for the page."""
        return {
            "expected": self.expected,
            "texts": {
                "line": str(self.line),
                "column": self.column,
                "text": self.text[:LONGEST_QUOTE],
                "words": ", ".join(self.words),
            },
        }


@value
class Table:
    """What was read of a file: texts by the page's controls, what is refused, and the titles of columns not ours."""

    values: dict[str, str]
    refused: list[Refused]
    unknown: list[str]


def read_table(text: str, headings: Mapping[str, str]) -> Plain:
    """Return the texts that a spreadsheet holds, by the page's controls, or what is wrong with its lines.

    Of a file in which anything is refused, nothing is taken over. `unknown` are titles of columns that are not ours;
    `asks` says that the size of the enterprise is not in the file.
    """
    table = Table(values={}, refused=[], unknown=[])
    for refused in read_lines(text.removeprefix(BYTE_ORDER_MARK), headings, table):
        table.refused.append(refused)
        if len(table.refused) == MOST_REFUSED:
            break
    return {
        "values": {} if table.refused else dict(table.values),
        "refused": [refused.write() for refused in table.refused],
        "unknown": list(table.unknown),
        "asks": SIZE not in table.values,
    }


def read_lines(text: str, headings: Mapping[str, str], table: Table) -> Iterator[Refused]:
    """Read every line into a table, and yield what is refused."""
    columns: Sequence[Column] = [(name, headings.get(name, name)) for name in FIRST_COLUMNS]
    count = 0
    for place, (line, cells) in enumerate(lines_of(text)):
        if cells is None:
            yield Refused(line, "", "", "row")
        elif place == 0 and are_headings(cells, headings):
            columns = name_columns(cells, headings)
            table.unknown.extend(title for name, title in columns if not name and title.strip())
        elif count == MOST_ITEMS:
            table.refused.clear()
            yield Refused(line, "", "", "fewer", (str(MOST_ITEMS),))
            return
        else:
            yield from read_row(count, line, cells, columns, table)
            count += 1
    if not count and not table.refused:
        yield Refused(1, "", text.partition("\n")[0].strip(), "rows")


def lines_of(text: str) -> Iterator[tuple[int, list[str] | None]]:
    """Yield the number and the cells of each line that is not empty; no cells, at the end, for what is no line.

    A line may hold line breaks within quotes; its number is that of its beginning.
    """
    first = text.partition("\n")[0].removesuffix("\r")
    named = first.lower().startswith("sep=") and len(first) == len("sep=;")
    delimiter = first[-1] if named else max(DELIMITERS, key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not (named and line == 1):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        yield line, None


def are_headings(cells: Sequence[str], headings: Mapping[str, str]) -> bool:
    """Return whether a line has titles of columns: ours, or no digit at all, for a training has a day or an amount."""
    known = set(map(simplify, headings.values()))
    has_digits = any(character.isdigit() for cell in cells for character in cell)
    return not has_digits or any(simplify(cell) in known for cell in cells)


def simplify(title: str) -> str:
    """Return a title as it is compared."""
    return title.strip().lower()


def name_columns(cells: Sequence[str], headings: Mapping[str, str]) -> list[Column]:
    """Return what each column holds, by its title or else, for the first five, by its place."""
    known = {simplify(title): name for name, title in headings.items()}
    named = [known.get(simplify(cell), "") for cell in cells]
    places = [place if place not in named else "" for place in FIRST_COLUMNS] + [""] * len(cells)
    return [(name or place, cell) for name, place, cell in zip(named, places, cells, strict=False)]


def read_row(
    number: int, line: int, cells: Sequence[str], columns: Sequence[Column], table: Table
) -> Iterator[Refused]:
    """Read a line into a table as the row with that number, and yield each cell that no control can hold."""
    filled = [(name, title, cell) for (name, title), cell in zip(columns, cells, strict=False) if cell.strip()]
    if len(cells) < FEWEST_CELLS or not any(name in ROW for name, _, _ in filled):
        yield Refused(line, "", next(cell for cell in cells if cell.strip()), "row")
        return
    for name, title, cell in filled:
        if name in ("", *RESULTS):
            continue
        text = read_cell(name, cell)
        before = table.values.get(name, text) if name in SHARED else text
        if not can_hold(name, text):
            yield refuse_cell(line, name, title, cell)
        elif before != text:
            yield Refused(line, title, cell, "same", (before,))
        else:
            table.values[control_name(number, name)] = text


def refuse_cell(line: int, name: str, title: str, cell: str) -> Refused:
    """Return what a cell should hold in place of what it does."""
    kind, words = CONTROLS[name].kind, tuple(map(str, CONTROLS[name].words))
    return Refused(line, title, cell, kind.name.lower(), tuple(WORDS.values()) if kind is Kind.FLAG else words)


def can_hold(name: str, text: str) -> bool:
    """Return whether a control of the page can hold a text; anything else would get lost."""
    if not text or name == NAME:
        return True
    try:
        CONTROLS[name].read(FLAGS.get(text, text))
    except UnreadableError:
        return False
    return True
