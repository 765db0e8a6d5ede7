"""Generate requests for `plan`: the planner's rows, and spreadsheets as programs and people write them."""

import csv
from collections.abc import Callable
from io import StringIO
from random import Random

from calculator.page.form import CONTROLS
from calculator.page.spreadsheet import BYTE_ORDER_MARK, COLUMNS, NAME
from calculator.page.year_planner import SHARED
from tests.parity.chance import HOSTILE, Json, mangle, number, one_in, pick, write
from tests.parity.forms import form
from tests.parity.values import half_typed, spreadsheet_day, text_for

NAMES = (
    "Boekhouden",
    "Coaché",
    "Leidinggeven: ‘hoe?’",
    "\U0001f4c5 Teamdag",
    'Excel "voor gevorderden"',
    "Eerste deel\nTweede deel",
    "Brussel; Gent, Luik\ten Namen",
    "=1+1",
    "-5",
    "@cel",
    "",
    "É" * 60,
)
HEADINGS = ("Naam", "Datum van de aanvraag", "Dienst", "Thema", "Kosten", "Percentage", "Subsidie", "U betaalt", "Over")
ENDINGS = ("\r\n", "\r\n", "\n", "\r")
DELIMITERS = (*";;;;,,,\t\t\t", "|")


def make_plan_request(random: Random) -> str:
    """Return a request with rows, or one with a spreadsheet."""
    return write(random, {"csv": spreadsheet(random)} if number(random, 1) else plan(random))


def plan(random: Random) -> dict[str, Json]:
    """Return the planner's rows, with what they share and the headings of the spreadsheet."""
    rows: list[Json] = [dict(row(random)) for _ in range(row_count(random))]
    shared = form(random)
    values: Json = {name: shared[name] for name in SHARED if name in shared}
    headings: Json = pick(random, HOSTILE) if one_in(random, 30) else list(HEADINGS)
    return {"values": values, "rows": rows, "headings": headings}


def row_count(random: Random) -> int:
    """Return how many rows a plan has: mostly few, once in a while more than are read."""
    return pick(random, (0, 1, 99, 100, 101)) if one_in(random, 80) else 1 + number(random, 5)


def row(random: Random) -> dict[str, str]:
    """Return one row of the planner, most of it filled in; once in a while with other controls too."""
    values = {name: text_for(random, CONTROLS[name]) for name in COLUMNS if name != NAME and number(random, 11)}
    if values and one_in(random, 8):
        name = pick(random, tuple(values))
        values[name] = half_typed(random, values[name])
    more = form(random) if one_in(random, 10) else {}
    return {NAME: pick(random, NAMES), **more, **values}


def spreadsheet(random: Random) -> str:
    """Return the text of a spreadsheet file."""
    delimiter, ending = pick(random, DELIMITERS), pick(random, ENDINGS)
    table = StringIO(newline="")
    writer = csv.writer(
        table, delimiter=delimiter, lineterminator=ending, quoting=pick(random, (csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    )
    if number(random, 2):
        writer.writerow(HEADINGS[: columns(random)])
    for _ in range(row_count(random)):
        writer.writerow(cells(random))
    start = pick(
        random, ("", "", "", *[BYTE_ORDER_MARK] * 3, f"sep={delimiter}{ending}", f"{BYTE_ORDER_MARK}sep=;{ending}")
    )
    text = start + table.getvalue() + pick(random, (*[""] * 9, ending, delimiter * 8 + ending, '"', "\0"))
    return mangle(random, text) if one_in(random, 20) else text


def cells(random: Random) -> list[str]:
    """Return the cells of one line: a row as we write it or as Excel does, with too few or too many columns."""
    values = row(random)
    texts = [values.get(name, "") for name in COLUMNS]
    if one_in(random, 2):
        texts[COLUMNS.index("submitted_on")] = spreadsheet_day(random)
    change = pick(random, CHANGES)
    made = [change(text) for text in texts] + ["45,00", "1125,00", "1375,00", "6375,00"]
    return made[: columns(random)]


CHANGES: tuple[Callable[[str], str], ...] = (str, str, str, str.upper, str.title, "'{}".format, " {} ".format)


def columns(random: Random) -> int:
    """Return how many columns a line has: mostly enough."""
    return number(random, 9) if one_in(random, 40) else pick(random, (5, 9))
