"""Generate requests for `plan`: the planner's rows, and spreadsheets as programs and people write them."""

import csv
from collections.abc import Callable
from io import StringIO
from random import Random

from calculator.page.form import CONTROLS
from calculator.page.plan_days import PLAN_DAYS
from calculator.page.plan_form import NAME, ROW, SHARED, control_name
from calculator.page.spreadsheet import BYTE_ORDER_MARK, COLUMNS, FIRST_COLUMNS
from tests.parity.chance import HOSTILE, Json, mangle, number, one_in, pick, write
from tests.parity.forms import BESIDE_DAYS, SIZE, describe, form, make_calendar_request
from tests.parity.values import half_typed, iso_day, spreadsheet_day, text_for

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
TITLES = {name: f"Kolom {name.replace('.', ' ')}" for name in COLUMNS} | {
    "name": "Naam",
    "submitted_on": "Datum van de aanvraag",
    "project.theme": "Thema",
}
"""Titles of all columns, as the page gives them."""

STRANGE_NAMES = ("plan", "plan.", "plan.0", "plan.x.name", "plan.1000.name", "plan.01.name", "plan.-1.name", "plan.0.v")
ENDINGS = ("\r\n", "\r\n", "\n", "\r")
DELIMITERS = (*";;;;,,,\t\t\t", "|")


def make_plan_request(random: Random) -> str:
    """Return a request for an answer, for a spreadsheet of the plan, or to read one."""
    headings: Json = pick(random, HOSTILE) if one_in(random, 30) else dict(TITLES)
    kind = number(random, 3)
    if kind == 0:
        return write(random, {"values": plan(random), "headings": headings})
    if kind == 1:
        return write(random, {"csv": spreadsheet(random), "headings": headings})
    return write(
        random, {"values": plan(random), "today": iso_day(random)} if number(random, 9) else {"values": plan(random)}
    )


def plan(random: Random) -> dict[str, Json]:
    """Return the texts of the planner's controls: what the rows share, and each row's own."""
    shared = form(random)
    values: dict[str, Json] = {name: shared[name] for name in SHARED if name in shared}
    numbers = range(row_count(random)) if number(random, 9) else (7, 3, 999)
    for place in numbers:
        values |= {control_name(place, name): text for name, text in row(random).items()}
    if one_in(random, 20):
        values[pick(random, STRANGE_NAMES)] = pick(random, HOSTILE)
    return values


def make_calendar(random: Random) -> str:
    """Return a request for the calendar file of one application, or of a plan."""
    if number(random, 2):
        return make_calendar_request(random)
    words: Json = {
        name: describe(random) for name in (*PLAN_DAYS, *BESIDE_DAYS, "row", "jaar-niet-gekend") if number(random, 9)
    }
    return write(random, {"values": plan(random), "words": words, "today": iso_day(random)})


def row_count(random: Random) -> int:
    """Return how many rows a plan has: mostly few, once in a while more than are read."""
    return pick(random, (0, 1, 99, 100, 101)) if one_in(random, 80) else 1 + number(random, 5)


def row(random: Random) -> dict[str, str]:
    """Return one row of the planner, most of it filled in; in a third of them with other controls too."""
    values = {name: text_for(random, CONTROLS[name]) for name in FIRST_COLUMNS if name != NAME and number(random, 11)}
    if values and one_in(random, 8):
        name = pick(random, tuple(values))
        values[name] = half_typed(random, values[name])
    more = {name: text for name, text in form(random).items() if name in ROW} if one_in(random, 3) else {}
    return {NAME: pick(random, NAMES), **more, **values}


def spreadsheet(random: Random) -> str:
    """Return the text of a spreadsheet file."""
    delimiter, ending = pick(random, DELIMITERS), pick(random, ENDINGS)
    table = StringIO(newline="")
    writer = csv.writer(
        table, delimiter=delimiter, lineterminator=ending, quoting=pick(random, (csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    )
    columns = pick(random, (FIRST_COLUMNS, FIRST_COLUMNS, COLUMNS, some_columns(random)))
    if number(random, 2) or columns is not FIRST_COLUMNS:
        writer.writerow(HEADINGS[: columns_in(random)] if columns is FIRST_COLUMNS else [TITLES[n] for n in columns])
    for _ in range(row_count(random)):
        writer.writerow(cells(random, columns))
    start = pick(
        random, ("", "", "", *[BYTE_ORDER_MARK] * 3, f"sep={delimiter}{ending}", f"{BYTE_ORDER_MARK}sep=;{ending}")
    )
    text = start + table.getvalue() + pick(random, (*[""] * 9, ending, delimiter * 8 + ending, '"', "\0"))
    return mangle(random, text) if one_in(random, 20) else text


def some_columns(random: Random) -> tuple[str, ...]:
    """Return a few columns, in an order of their own."""
    return tuple(dict.fromkeys(pick(random, COLUMNS) for _ in range(1 + number(random, 9))))


def cells(random: Random, columns: tuple[str, ...]) -> list[str]:
    """Return the cells of one line: a row as we write it or as Excel does, with too few or too many columns."""
    values = row(random) | {SIZE: "klein", "rate": "45,00", "subsidy": "1125,00"}
    if one_in(random, 2):
        values["submitted_on"] = spreadsheet_day(random)
    change = pick(random, CHANGES)
    made = [change(values.get(name, "")) for name in columns]
    if columns is FIRST_COLUMNS:
        made = [*made, "45,00", "1125,00", "1375,00", "6375,00"][: columns_in(random)]
    return made


CHANGES: tuple[Callable[[str], str], ...] = (str, str, str, str.upper, str.title, "'{}".format, " {} ".format)


def columns_in(random: Random) -> int:
    """Return how many columns a line has: mostly enough."""
    return number(random, 9) if one_in(random, 40) else pick(random, (5, 9))
