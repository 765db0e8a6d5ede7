"""Answer the year planner: from its rows to the outcome of each, the years and a spreadsheet."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from calculator.engine.year_plan import calculate_plan
from calculator.model import InvalidError, Plan
from calculator.notation import write_amount
from calculator.outcome import Outcome, Status
from calculator.page.answer import write_errors
from calculator.page.form import application_of, members, values_of
from calculator.page.spreadsheet import NAME, read_table, write_table
from calculator.page.texts import write_texts
from calculator.wire.read_application import read_plan
from calculator.wire.strict_json import Json, Members, read_json
from calculator.wire.write_outcome import Plain, amounts_of, encode

SHARED = ("subsidy_received", "enterprise.size")


def planner_json(text: str) -> str:
    """Return the planner's answer as JSON. Never raises.

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
    """Return an answer for each row, in the order given, with the years, the totals and the spreadsheet."""
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
    """Return the rows in a JSON value, each with the name that the visitor gave it."""
    if not isinstance(value, list):
        return []
    rows = []
    for row in value:
        name = row.get(NAME) if isinstance(row, dict) else None
        rows.append({NAME: name if isinstance(name, str) else "", **values_of(row)})
    return rows


def read_rows(shared: Mapping[str, str], rows: list[dict[str, str]]) -> Plan:
    """Read the rows as projects of one enterprise; too many rows give a plan without projects and a finding."""
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


def write_row(outcome: Outcome, row: Mapping[str, str]) -> Plain:
    """Write the outcome of one row; `reached` is true if it uses up the ceiling of its year."""
    invalid = outcome.status is Status.INVALID
    return {
        "status": outcome.status,
        "texts": write_texts(outcome),
        "reached": outcome.grant is not None and outcome.grant.ceiling is not None and outcome.grant.ceiling.reached,
        "problems": [] if invalid else [str(finding.problem) for finding in outcome.problems],
        "errors": write_errors(outcome, row) if invalid else [],
    }


def write_known(amount: Decimal | None) -> str:
    """Write euro; None is empty text."""
    return "" if amount is None else write_amount(amount)


def write_total(outcomes: Iterable[Outcome], name: str) -> str:
    """Write the sum of one figure over all rows that have it."""
    amounts = [amounts_of(outcome)[name] for outcome in outcomes]
    return write_amount(sum((amount for amount in amounts if amount is not None), Decimal(0)))
