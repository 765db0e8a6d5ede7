"""Answer the year planner: from its rows to the outcome of each, the years and a spreadsheet."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from calculator.engine.plan_advice import Advice
from calculator.engine.year_plan import calculate_plan
from calculator.model import Plan
from calculator.notation import write_amount, write_date
from calculator.outcome import Outcome, Status
from calculator.page.answer import write_errors
from calculator.page.form import NAMES, application_of, members, read_request, read_today, values_of
from calculator.page.spreadsheet import NAME, read_table, write_table
from calculator.page.texts import write_texts
from calculator.wire.read_application import read_plan
from calculator.wire.strict_json import Json
from calculator.wire.write_outcome import Plain, amounts_of, encode

SHARED = tuple(name for name in NAMES if name == "subsidy_received" or name.startswith("enterprise."))
"""Controls for what the rows share."""


def planner_json(text: str) -> str:
    """Return the planner's answer as JSON. Never raises.

    {"values": {…}, "rows": [{…}], "headings": […], "today": "…"} gives an answer for each row, the years, the total,
    the days from today on that would gain more, and the spreadsheet; {"csv": "…"} gives the rows of a spreadsheet,
    or the number of the first line that is wrong.
    """
    request = read_request(text)
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
        "advice": [write_advice(advice) for advice in planned.advice if can_follow(advice, read_today(request))],
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
        "notices": [{"notice": str(remark.notice), "field": remark.field} for remark in outcome.notices],
        "problems": [] if invalid else [str(finding.problem) for finding in outcome.problems],
        "errors": write_errors(outcome, row) if invalid else [],
    }


def can_follow(advice: Advice, today: date | None) -> bool:
    """Return whether the day that is advised is still to come; without a today every day is."""
    return today is None or advice.submitted_on >= today


def write_advice(advice: Advice) -> Plain:
    """Write which row gains the plan how much, on which day, and from which start that day is in time."""
    texts: dict[str, Plain] = {"submitted_on": write_date(advice.submitted_on), "gain": write_amount(advice.gain)}
    if advice.starts_on_from is not None:
        texts["starts_on_from"] = write_date(advice.starts_on_from)
    return {"row": advice.project, "submitted_on": advice.submitted_on.isoformat(), "texts": texts}


def write_known(amount: Decimal | None) -> str:
    """Write euro; None is empty text."""
    return "" if amount is None else write_amount(amount)


def write_total(outcomes: Iterable[Outcome], name: str) -> str:
    """Write the sum of one figure over all rows that have it."""
    amounts = [amounts_of(outcome)[name] for outcome in outcomes]
    return write_amount(sum((amount for amount in amounts if amount is not None), Decimal(0)))
