"""Write the year planner's rows and outcomes as CSV, and read rows back from such a file."""

import csv
from collections.abc import Iterable, Mapping
from decimal import Decimal
from io import StringIO

from calculator.notation import UnreadableError, read_amount, read_date
from calculator.outcome import Outcome
from calculator.page.form import CONTROLS, FIRST_COST
from calculator.wire.fields import Kind
from calculator.wire.json_objects import MOST_ITEMS
from calculator.wire.write_outcome import Plain, amounts_of

NAME = "name"
COLUMNS = (NAME, "submitted_on", "project.service", "project.theme", FIRST_COST)
"""Controls of a row of the planner, in the order of the spreadsheet's first columns."""

CHOICES = {name: set(CONTROLS[name].words) for name in COLUMNS[1:] if CONTROLS[name].kind is Kind.CHOICE}
FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\ufe66", "\ufe62", "\ufe63", "\ufe6b")
"""The signs with which a formula starts; the last eight are the full-width and the small ones."""

INVISIBLE = "".join(
    chr(code)
    for first, last in (
        (0x00, 0x20),
        (0x7F, 0xA0),
        (0xAD, 0xAD),
        (0x1680, 0x1680),
        (0x2000, 0x200F),
        (0x2028, 0x202F),
        (0x205F, 0x206F),
        (0x3000, 0x3000),
        (0xFEFF, 0xFEFF),
    )
    for code in range(first, last + 1)
)
"""Spaces, line breaks, control characters and what has no width: spreadsheets look past them for a formula."""

QUOTE = "'"
"""Before a text, it tells a spreadsheet that this is no formula."""

BYTE_ORDER_MARK = "\ufeff"


def write_table(headings: Iterable[object], rows: list[dict[str, str]], outcomes: Iterable[Outcome]) -> str:
    """Write rows and their outcomes for a Belgian Excel: semicolons, decimal commas, a byte order mark."""
    table = StringIO()
    writer = csv.writer(table, delimiter=";", lineterminator="\r\n")
    writer.writerow([str(heading) for heading in headings])
    for row, outcome in zip(rows, outcomes, strict=True):
        typed = [write_cell(name, row.get(name, "")) for name in COLUMNS]
        amounts, rate = amounts_of(outcome), outcome.grant.rate if outcome.grant else None
        results = [rate and rate * 100, *(amounts[name] for name in ("subsidy", "outlay", "ceiling_left"))]
        writer.writerow([*typed, *(write_decimal(result) for result in results)])
    return BYTE_ORDER_MARK + table.getvalue()


def write_cell(name: str, text: str) -> str:
    """Write a typed text so that a spreadsheet reads the same value and runs no formula."""
    try:
        if name == "submitted_on":
            return "/".join(reversed(read_date(text).isoformat().split("-")))
        if name == FIRST_COST:
            return write_decimal(read_amount(text))
    except UnreadableError:
        pass
    return QUOTE + text if text.lstrip(INVISIBLE).startswith((QUOTE, *FORMULA_STARTS)) else text


def write_decimal(number: Decimal | None) -> str:
    """Write a number for a Belgian spreadsheet.

    >>> write_decimal(Decimal("1192.5"))
    '1192,50'
    """
    return "" if number is None else f"{number:.2f}".replace(".", ",")


def read_table(text: str) -> Plain:
    """Read the rows of a spreadsheet, or the number of the first line that is not a row; headings are optional.

    With more rows than a plan may hold there are none, and `too_many` says how many it may.
    """
    text = text.removeprefix(BYTE_ORDER_MARK)
    heading = text.partition("\n")[0]
    reader = csv.reader(StringIO(text, newline=""), delimiter=next((mark for mark in ";\t," if mark in heading), ";"))
    rows: list[Plain] = []
    line = 1
    try:
        for cells in reader:
            row = {name: read_cell(name, cell) for name, cell in zip(COLUMNS, cells, strict=False)}
            if can_stand_in_form(row):
                rows.append(dict(row))
            elif any(cells) and not (line == 1 and are_headings(cells)):
                return refuse_table(wrong_line=str(line))
            if len(rows) > MOST_ITEMS:
                return refuse_table(wrong_line=str(line), too_many=str(MOST_ITEMS))
            line = reader.line_num + 1
    except csv.Error:
        return refuse_table(wrong_line=str(line))
    return {"rows": rows, "wrong_line": "", "too_many": ""} if rows else refuse_table(wrong_line="1")


def refuse_table(*, wrong_line: str, too_many: str = "") -> Plain:
    """Return the answer to a spreadsheet of which nothing is taken over."""
    return {"rows": [], "wrong_line": wrong_line, "too_many": too_many}


def are_headings(cells: list[str]) -> bool:
    """Return whether a first line names the columns: a training has a day or an amount, so it has digits."""
    return not any(character.isdigit() for cell in cells for character in cell)


def read_cell(name: str, text: str) -> str:
    """Read a cell as the planner's control takes it; Excel writes a day as 1/12/2026."""
    text = text.strip().removeprefix(QUOTE)
    if name == "submitted_on":
        try:
            return read_date("/".join(part.rjust(2, "0") for part in text.split("/"))).isoformat()
        except UnreadableError:
            return text
    return text.lower() if name in CHOICES else text


def can_stand_in_form(row: Mapping[str, str]) -> bool:
    """Return whether the planner's controls can hold every cell; anything else would get lost."""
    if len(row) < len(COLUMNS) or not any(row.values()):
        return False
    try:
        if row["submitted_on"]:
            read_date(row["submitted_on"])
        if row[FIRST_COST]:
            read_amount(row[FIRST_COST])
    except UnreadableError:
        return False
    return all(not row[name] or row[name] in choices for name, choices in CHOICES.items())
