"""Answer the year planner: the outcome of each row, the picture of each year, the days and the better ones."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from calculator.engine.exact import exact
from calculator.engine.plan_advice import Advice
from calculator.notation import write_amount, write_date
from calculator.outcome import Status
from calculator.page.answer import find_errors, write_input
from calculator.page.form import CONTROLS, read_request, read_today
from calculator.page.plan_days import write_days
from calculator.page.plan_form import NAME, ROW, SHARED, control_name, plan_fragment, read_plan_form
from calculator.page.plan_years import cut_from, write_total, write_year
from calculator.page.planned_rows import CalculatedPlan, PlannedRow, calculate_form
from calculator.page.read_spreadsheet import read_table
from calculator.page.spreadsheet import RESULTS, write_table
from calculator.page.texts import write_texts
from calculator.rules import CHECKED_ON
from calculator.wire.strict_json import Json
from calculator.wire.write_outcome import Plain, encode

VAT_RATE = "project.vat_rate"


def planner_json(text: str) -> str:
    """Return the planner's answer as JSON. Never raises.

    {"values": {control: text}, "today": "…"} gives everything the page shows; with "headings", a title for each column,
    the spreadsheet instead. {"csv": "…", "headings": {…}} gives the texts that such a spreadsheet holds, by control,
    or what is wrong with its lines.
    """
    request = read_request(text)
    headings = headings_in(request.get("headings"))
    if isinstance(table := request.get("csv"), str):
        return encode(read_table(table, headings))
    form = read_plan_form(request.get("values"))
    calculated = calculate_form(form)
    if headings:
        return encode({"csv": write_table(headings, form, calculated.rows)})
    answer = write_answer(calculated, read_today(request))
    answer["fragment"] = plan_fragment(form)
    answer["inputs"] = write_inputs(form.shared)
    return encode(answer)


def headings_in(value: Json) -> dict[str, str]:
    """Return the titles of columns in a JSON value, by the names of what they hold; other names are left out."""
    given = value if isinstance(value, dict) else {}
    known = {NAME, *CONTROLS, *RESULTS}
    return {name: text for name, text in given.items() if name in known and isinstance(text, str)}


@exact
def write_answer(calculated: CalculatedPlan, today: date | None) -> dict[str, Plain]:
    """Write everything the page shows of a plan."""
    rows, years = calculated.rows, sorted(calculated.planned.years.items())
    return {
        "errors": list(write_plan_errors(calculated)),
        "rows": [write_row(row) for row in rows],
        "years": [write_year(number, year, rows) for number, year in years],
        "total": write_total(rows, [year for _, year in years]),
        "vat_known": all(VAT_RATE in row.texts for row in rows),
        "days": list(write_days(rows, today)),
        "advice": [write_advice(advice, rows) for advice in useful_advice(calculated, today)],
    }


def write_plan_errors(calculated: CalculatedPlan) -> Iterator[Plain]:
    """Yield each problem once, with the control of the page where it can be mended."""
    found = {(finding.field, str(finding.problem)): None for finding in calculated.plan.findings}
    for row in calculated.rows:
        if row.outcome.status is Status.INVALID:
            for name, problem in find_errors(row.outcome, row.texts):
                found[control_name(row.number, name), problem] = None
    for name, problem in found:
        yield {"name": name, "problem": problem}


def write_inputs(texts: Mapping[str, str], number: int = 0) -> list[Plain]:
    """Write what stands in controls of one row, or in those that the rows share, as it was read."""
    names = [name for name in (*SHARED, *ROW) if name in texts and name != NAME]
    return [{"name": control_name(number, name), "text": write_input(name, texts[name])} for name in names]


def write_row(row: PlannedRow) -> Plain:
    """Write the outcome of one row; `cut` is what the ceiling took, and an empty text tells that something is so."""
    texts = write_texts(row.outcome) | row.title | {"with_vat" if VAT_RATE in row.texts else "no_vat": ""}
    if row.application:
        texts["day"] = write_date(row.application.submitted_on)
    if row.outcome.grant and row.outcome.grant.ceiling and row.outcome.grant.ceiling.reached:
        texts["reached"] = ""
    if cut := cut_from(row.outcome):
        texts["cut"] = write_amount(cut)
    return {
        "place": str(row.number),
        "status": row.outcome.status,
        "texts": texts,
        "inputs": write_inputs(row.texts, row.number),
        "notices": [{"notice": str(remark.notice), "field": remark.field} for remark in row.outcome.notices],
        "problems": [str(finding.problem) for finding in row.outcome.problems],
    }


def useful_advice(calculated: CalculatedPlan, today: date | None) -> list[Advice]:
    """Return the best advice for each row that is cut or refused, or else the best of all; never a day before today."""
    best: dict[int, Advice] = {}
    for advice in calculated.planned.advice:
        if today is None or advice.submitted_on >= today:
            best.setdefault(advice.project, advice)
    outcomes = [row.outcome for row in calculated.rows]
    in_need = [
        advice
        for place, advice in best.items()
        if outcomes[place].status is Status.REFUSED or cut_from(outcomes[place])
    ]
    return in_need or list(best.values())[:1]


def write_advice(advice: Advice, rows: Sequence[PlannedRow]) -> Plain:
    """Write which row gains the plan how much, on which day, and from which start that day is in time."""
    row, day = rows[advice.project], advice.submitted_on
    texts: dict[str, Plain] = {"submitted_on": write_date(day), "gain": write_amount(advice.gain), **row.title}
    texts["from" if (day.month, day.day) == (1, 1) else "on"] = ""
    if day.year > CHECKED_ON.year:
        texts["unknown_year"] = ""
    if advice.starts_on_from is not None:
        texts["starts_on_from"] = write_date(advice.starts_on_from)
    return {"place": str(row.number), "submitted_on": day.isoformat(), "texts": texts}
