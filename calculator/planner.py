"""The year planner's page: rows of a form in, the running ceiling and a spreadsheet out, and back."""

import csv
from collections.abc import Iterable, Mapping
from decimal import Decimal
from io import StringIO

from calculator.answer import write_errors, write_texts
from calculator.form import application_of, values_of
from calculator.model import InvalidError, Outcome, Status
from calculator.notation import UnreadableError, read_amount, read_date, write_amount
from calculator.plan import PlanOutcome, calculate_plan
from calculator.reading import read_plan
from calculator.strict_json import Json, Members, read_json
from calculator.writing import Plain, encode

NAME = "name"
COLUMNS = (NAME, "submitted_on", "project.service", "project.theme", "costs.deelname")
"""What a row of the planner holds, in the order of the spreadsheet's first columns."""

RESULTS = ("rate", "subsidy", "outlay", "ceiling_left")
SHARED = ("subsidy_received", "enterprise.size")
FORMULA_STARTS = ("=", "+", "-", "@")
BYTE_ORDER_MARK = "\ufeff"


def planner_json(text: str) -> str:
    """Answer the planner. Never raises.

    {"values": {…}, "rows": [{…}], "headings": […]} gives an answer for each row, the years, the total
    and the spreadsheet; {"csv": "…"} gives the rows of a spreadsheet, or the number of the first line that is wrong.
    """
    try:
        request = read_json(text)
    except InvalidError:
        request = None
    if not isinstance(request, dict):
        request = Members([])
    if isinstance(table := request.get("csv"), str):
        return encode(read_table(table))
    return encode(answer_rows(request))


def answer_rows(request: Mapping[str, Json]) -> Plain:
    """Give an answer for each row, in the order given."""
    shared, rows = values_of(request.get("values")), rows_of(request.get("rows"))
    planned = plan_rows(shared, rows)
    headings = request.get("headings")
    return {
        "rows": [write_row(outcome, row) for outcome, row in zip(planned.outcomes, rows, strict=True)],
        "years": [
            {
                "year": str(number),
                "subsidy": write_known(year.subsidy),
                "ceiling_left": write_known(year.ceiling_left),
            }
            for number, year in sorted(planned.years.items())
        ],
        "total": {name: write_total(planned.outcomes, name) for name in ("subsidy", "outlay")},
        "csv": write_table(headings if isinstance(headings, list) else [], rows, planned.outcomes),
    }


def rows_of(value: Json) -> list[dict[str, str]]:
    """Take the rows out of a JSON value, each with the name that the visitor gave it."""
    if not isinstance(value, list):
        return []
    rows = []
    for row in value:
        name = row.get(NAME) if isinstance(row, dict) else None
        rows.append({NAME: name if isinstance(name, str) else "", **values_of(row)})
    return rows


def plan_rows(shared: Mapping[str, str], rows: list[dict[str, str]]) -> PlanOutcome:
    """Plan the rows as projects of one enterprise."""
    if not rows:
        return calculate_plan(())
    common = application_of({name: shared[name] for name in SHARED if name in shared})
    projects: list[Json] = []
    for row in rows:
        application = application_of({name: text for name, text in row.items() if name != NAME})
        projects.append(members({key: application[key] for key in ("submitted_on", "project") if key in application}))
    common["projects"] = projects
    common.pop("project", None)
    return calculate_plan(read_plan(members(common)).projects)


def members(values: dict[str, Json]) -> Members:
    """Make a JSON object for the reader."""
    return Members(list(values.items()))


def write_row(outcome: Outcome, row: Mapping[str, str]) -> Plain:
    """Write what one row gets; `reached` says that it uses up the ceiling of its year."""
    invalid = outcome.status is Status.INVALID
    return {
        "status": outcome.status,
        "texts": write_texts(outcome),
        "reached": outcome.ceiling_reached is True,
        "problems": [] if invalid else [str(finding.problem) for finding in outcome.problems],
        "errors": write_errors(outcome, row) if invalid else [],
    }


def write_known(amount: Decimal | None) -> str:
    """Write euro, or nothing for what is not known."""
    return "" if amount is None else write_amount(amount)


def write_total(outcomes: Iterable[Outcome], name: str) -> str:
    """Write the sum of one figure over all rows that have it."""
    amounts = [getattr(outcome, name) for outcome in outcomes]
    return write_amount(sum((amount for amount in amounts if amount is not None), Decimal(0)))


def write_table(headings: list[Json], rows: list[dict[str, str]], outcomes: Iterable[Outcome]) -> str:
    """Write the planner as a spreadsheet for a Belgian Excel: semicolons, decimal commas, a byte order mark."""
    table = StringIO()
    writer = csv.writer(table, delimiter=";", lineterminator="\r\n")
    writer.writerow([str(heading) for heading in headings])
    for row, outcome in zip(rows, outcomes, strict=True):
        typed = [write_cell(name, row.get(name, "")) for name in COLUMNS]
        rate = None if outcome.rate is None else outcome.rate * 100
        results = [rate, outcome.subsidy, outcome.outlay, outcome.ceiling_left]
        writer.writerow([*typed, *(write_decimal(result) for result in results)])
    return BYTE_ORDER_MARK + table.getvalue()


def write_cell(name: str, text: str) -> str:
    """Write what was typed, so that a spreadsheet reads the same and runs none of it as a formula."""
    try:
        if name == "submitted_on":
            return f"{read_date(text):%d/%m/%Y}"
        if name == "costs.deelname":
            return write_decimal(read_amount(text))
    except UnreadableError:
        pass
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def write_decimal(number: Decimal | None) -> str:
    """Write a number for a Belgian spreadsheet.

    >>> write_decimal(Decimal("1192.5"))
    '1192,50'
    """
    return "" if number is None else f"{number:.2f}".replace(".", ",")


def read_table(text: str) -> Plain:
    """Read the rows of a spreadsheet: a line of headings, then a line for each training."""
    text = text.removeprefix(BYTE_ORDER_MARK)
    heading = text.partition("\n")[0]
    delimiter = next((mark for mark in ";\t," if mark in heading), ";")
    rows: list[Plain] = []
    try:
        for number, cells in enumerate(csv.reader(StringIO(text), delimiter=delimiter), 1):
            if number == 1 or not any(cells):
                continue
            if len(cells) < len(COLUMNS):
                return {"rows": [], "wrong_line": str(number)}
            rows.append({name: read_cell(name, cell) for name, cell in zip(COLUMNS, cells, strict=False)})
    except csv.Error:
        return {"rows": [], "wrong_line": "1"}
    return {"rows": rows, "wrong_line": "" if rows else "2"}


def read_cell(name: str, text: str) -> str:
    """Read a cell the way the planner's controls want it."""
    text = text.strip().removeprefix("'")
    if name == "submitted_on":
        try:
            return read_date(text).isoformat()
        except UnreadableError:
            return text
    return text
