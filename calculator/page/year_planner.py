"""The year planner's page: rows of a form in, the running ceiling and a spreadsheet out, and back."""

import csv
from collections.abc import Iterable, Mapping
from decimal import Decimal
from io import StringIO

from calculator.engine.year_plan import calculate_plan
from calculator.model import InvalidError, Plan, Service, Theme
from calculator.notation import UnreadableError, read_amount, read_date, write_amount
from calculator.outcome import Outcome, Status
from calculator.page.answer import write_errors, write_texts
from calculator.page.form import application_of, values_of
from calculator.wire.read_application import read_plan
from calculator.wire.strict_json import Json, Members, read_json
from calculator.wire.write_outcome import Plain, amounts_of, encode

NAME = "name"
COLUMNS = (NAME, "submitted_on", "project.service", "project.theme", "costs.deelname")
"""What a row of the planner holds, in the order of the spreadsheet's first columns."""

CHOICES: dict[str, set[str]] = {"project.service": set(Service), "project.theme": set(Theme)}
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
    plan = read_rows(shared, rows)
    planned = calculate_plan(plan.projects)
    outcomes = planned.outcomes or tuple(Outcome(status=Status.INVALID) for _ in rows)
    headings = request.get("headings")
    return {
        "errors": [{"name": finding.field, "problem": str(finding.problem)} for finding in plan.findings],
        "rows": [write_row(outcome, row) for outcome, row in zip(outcomes, rows, strict=True)],
        "years": [
            {
                "year": str(number),
                "subsidy": write_known(year.subsidy),
                "ceiling_left": write_known(year.ceiling_left),
            }
            for number, year in sorted(planned.years.items())
        ],
        "total": {name: write_total(outcomes, name) for name in ("subsidy", "outlay")},
        "csv": write_table(headings if isinstance(headings, list) else [], rows, outcomes),
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


def read_rows(shared: Mapping[str, str], rows: list[dict[str, str]]) -> Plan:
    """Read the rows as projects of one enterprise; of too many rows the plan holds none, and says so."""
    if not rows:
        return Plan()
    common = application_of({name: shared[name] for name in SHARED if name in shared})
    projects: list[Json] = []
    for row in rows:
        application = application_of({name: text for name, text in row.items() if name != NAME})
        projects.append(members({key: application[key] for key in ("submitted_on", "project") if key in application}))
    common["projects"] = projects
    common.pop("project", None)
    return read_plan(members(common))


def members(values: dict[str, Json]) -> Members:
    """Make a JSON object for the reader."""
    return Members(list(values.items()))


def write_row(outcome: Outcome, row: Mapping[str, str]) -> Plain:
    """Write what one row gets; `reached` says that it uses up the ceiling of its year."""
    invalid = outcome.status is Status.INVALID
    return {
        "status": outcome.status,
        "texts": write_texts(outcome),
        "reached": outcome.grant is not None and outcome.grant.ceiling is not None and outcome.grant.ceiling.reached,
        "problems": [] if invalid else [str(finding.problem) for finding in outcome.problems],
        "errors": write_errors(outcome, row) if invalid else [],
    }


def write_known(amount: Decimal | None) -> str:
    """Write euro, or nothing for what is not known."""
    return "" if amount is None else write_amount(amount)


def write_total(outcomes: Iterable[Outcome], name: str) -> str:
    """Write the sum of one figure over all rows that have it."""
    amounts = [amounts_of(outcome)[name] for outcome in outcomes]
    return write_amount(sum((amount for amount in amounts if amount is not None), Decimal(0)))


def write_table(headings: list[Json], rows: list[dict[str, str]], outcomes: Iterable[Outcome]) -> str:
    """Write the planner as a spreadsheet for a Belgian Excel: semicolons, decimal commas, a byte order mark."""
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
    """Read the rows of a spreadsheet, or the number of the first line that is none; headings on top are not needed."""
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
                return {"rows": [], "wrong_line": str(line)}
            line = reader.line_num + 1
    except csv.Error:
        return {"rows": [], "wrong_line": str(line)}
    return {"rows": rows, "wrong_line": "" if rows else "1"}


def are_headings(cells: list[str]) -> bool:
    """Tell whether a first line names the columns: a training has a day or an amount, so it has digits."""
    return not any(character.isdigit() for cell in cells for character in cell)


def read_cell(name: str, text: str) -> str:
    """Read a cell the way the planner's controls want it; Excel writes a day as 1/12/2026."""
    text = text.strip().removeprefix("'")
    if name == "submitted_on":
        try:
            return read_date("/".join(part.rjust(2, "0") for part in text.split("/"))).isoformat()
        except UnreadableError:
            return text
    return text.lower() if name in CHOICES else text


def can_stand_in_form(row: Mapping[str, str]) -> bool:
    """Tell whether the planner's controls can hold every cell: what they cannot hold would get lost."""
    if len(row) < len(COLUMNS) or not any(row.values()):
        return False
    try:
        if row["submitted_on"]:
            read_date(row["submitted_on"])
        if row["costs.deelname"]:
            read_amount(row["costs.deelname"])
    except UnreadableError:
        return False
    return all(not row[name] or row[name] in choices for name, choices in CHOICES.items())
