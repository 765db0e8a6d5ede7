"""Write the year planner's rows and outcomes as CSV; `read_spreadsheet` reads them back."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO

from calculator.page.cells import write_cell, write_decimal
from calculator.page.form import FIRST_COST
from calculator.page.plan_form import NAME, ROW, SHARED, PlanForm
from calculator.page.planned_rows import PlannedRow
from calculator.wire.write_outcome import amounts_of

SIZE, RECEIVED = "enterprise.size", "subsidy_received"
FIRST_COLUMNS = (NAME, "submitted_on", "project.service", "project.theme", FIRST_COST)
"""Controls of a row that every spreadsheet has, in this order; a file without headings has these."""

RESULTS = ("rate", "subsidy", "outlay", "ceiling_left")
ALWAYS = {*FIRST_COLUMNS, SIZE, RECEIVED}
COLUMNS = (*FIRST_COLUMNS, *(name for name in ROW if name not in FIRST_COLUMNS), *RESULTS, *SHARED)
"""What a spreadsheet can hold, from left to right."""

BYTE_ORDER_MARK = "\ufeff"


def write_table(headings: Mapping[str, str], form: PlanForm, rows: Sequence[PlannedRow]) -> str:
    """Write rows and their outcomes for a Belgian Excel: semicolons, decimal commas, a byte order mark.

    What the rows share stands in each of them. A column that is empty throughout is left out, unless every file has it.
    """
    filled = ALWAYS.union(RESULTS, form.shared, *(row.texts for row in rows))
    columns = [name for name in COLUMNS if name in filled]
    table = StringIO()
    writer = csv.writer(table, delimiter=";", lineterminator="\r\n")
    writer.writerow([headings.get(name, name) for name in columns])
    for row in rows:
        texts = {**row.texts, **form.shared}
        results = results_of(row)
        writer.writerow(
            [results[name] if name in results else write_cell(name, texts.get(name, "")) for name in columns]
        )
    return BYTE_ORDER_MARK + table.getvalue()


def results_of(row: PlannedRow) -> dict[str, str]:
    """Return what a spreadsheet says of the outcome of a row."""
    amounts, rate = amounts_of(row.outcome), row.outcome.grant.rate if row.outcome.grant else None
    numbers = {"rate": rate and rate * 100, **{name: amounts[name] for name in RESULTS[1:]}}
    return {name: write_decimal(number) for name, number in numbers.items()}
