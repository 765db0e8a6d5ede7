"""Write the sums of a plan: those of each year, with the picture of its ceiling, and those of all years together."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from calculator.engine.costs import ZERO, count_costs, round_cent
from calculator.engine.year_plan import Year
from calculator.notation import write_amount
from calculator.outcome import Outcome, Status
from calculator.page.ceiling_bar import Part, draw_bar, shorten
from calculator.page.planned_rows import PlannedRow
from calculator.wire.write_outcome import Plain

type Range = tuple[Decimal, Decimal]
"""The lowest and the highest amount, in euro, over the sizes still possible."""


def cut_from(outcome: Outcome) -> Decimal:
    """Return how much more the subsidy would be without a ceiling, in euro; zero where nothing was granted."""
    if outcome.status is not Status.SUBSIDY or not (outcome.grant and outcome.grant.rate and outcome.costs):
        return ZERO
    return round_cent(outcome.costs.eligible * outcome.grant.rate) - outcome.grant.subsidy


def write_year(number: int, year: Year, rows: Sequence[PlannedRow]) -> Plain:
    """Write the sums of a year and, where the size is known, the bar of its ceiling."""
    texts: dict[str, Plain] = {"year": str(number), **write_range("subsidy", range_of(year))}
    own = sorted([row for row in rows if year_of(row) == number], key=submitted_on)
    ceilings = [row.outcome.grant.ceiling for row in own if row.outcome.grant and row.outcome.grant.ceiling]
    if not ceilings or year.subsidy is None or year.ceiling_left is None:
        return {"texts": texts, "bar": None}
    yearly, left = ceilings[-1].yearly, year.ceiling_left
    texts |= {"ceiling": write_amount(yearly), "ceiling_left": write_amount(left)}
    received = Part("received", max(yearly - left - year.subsidy, ZERO), {})
    parts = [received, *[part_of(row) for row in own], Part("left", left, {})]
    return {"texts": texts, "bar": draw_bar(parts)}


def submitted_on(row: PlannedRow) -> date:
    """Return the day of a row's application; the first of all days if it cannot be read."""
    return row.application.submitted_on if row.application else date.min


def year_of(row: PlannedRow) -> int | None:
    """Return the calendar year whose ceiling a row goes off."""
    return row.application.submitted_on.year if row.application else None


def part_of(row: PlannedRow) -> Part:
    """Return the part of the ceiling that a row takes."""
    subsidy = row.outcome.grant.subsidy if row.outcome.grant else ZERO
    texts: dict[str, Plain] = {**row.title, "name": shorten(str(row.title["name"]))}
    return Part("cut" if cut_from(row.outcome) else "granted", subsidy, texts)


def range_of(year: Year) -> Range:
    """Return the subsidy of a year, twice the same where the size is known."""
    if year.range is not None:
        return year.range.lowest, year.range.highest
    return year.subsidy or ZERO, year.subsidy or ZERO


def write_total(rows: Sequence[PlannedRow], years: Sequence[Year]) -> dict[str, Plain]:
    """Write the sums over all rows that can be read, with and without VAT (btw)."""
    costs = [row.outcome.costs or count_costs(row.application.project) for row in rows if row.application]
    without, vat = (sum([each.total for each in costs], ZERO), sum([each.vat for each in costs], ZERO))
    ranges = [range_of(year) for year in years]
    lowest, highest = (sum([each[edge] for each in ranges], ZERO) for edge in (0, 1))
    return {
        **write_range("subsidy", (lowest, highest)),
        **write_range("without_vat", (without - highest, without - lowest)),
        "vat": write_amount(vat),
        **write_range("with_vat", (without + vat - highest, without + vat - lowest)),
    }


def write_range(name: str, amounts: Range) -> dict[str, Plain]:
    r"""Write an amount by its name or, where it is not known, its lowest and its highest.

    >>> write_range("subsidy", (ZERO, ZERO))
    {'subsidy': '€\xa00,00'}
    """
    lowest, highest = amounts
    if lowest == highest:
        return {name: write_amount(lowest)}
    return {f"{name}_lowest": write_amount(lowest), f"{name}_highest": write_amount(highest)}
