"""What the pictures show: figures of the rules in Belgian notation, and where each stands in the drawing.

A drawing is 320 units wide, the width of a small phone. Words and lines are the template's.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from calculator import rules as law
from calculator.calculate import calculate
from calculator.costs import round_cent
from calculator.model import Application, Cost, CostKind, Enterprise, EnterpriseSize, Outcome, Project, Service, Theme
from calculator.notation import (
    write_millions,
    write_number,
    write_percentage,
    write_rate,
    write_round_amount,
)
from calculator.rules import Certainty, Rule, Ruleset
from sitegen.changes import SIZES, publisher_of

EXAMPLE_COST = Decimal(1000)
EXAMPLE_VAT_RATE = Decimal(21)
EXAMPLE_START = date(2026, 11, 9)


def pictures() -> dict[str, object]:
    """Give what each picture shows, by the name that pages use, and the key figures."""
    rules = law.RULESETS[-1]
    return {
        "groottetest": size_test(rules),
        "geldstroom": money_flow(example()),
        "tijdlijn": timeline(example()),
        "subsidie-per-kost": subsidy_chart(rules),
        "percentages-door-de-jaren": history(law.RULESETS),
        "kerncijfers": key_figures(rules),
    }


def example() -> Outcome:
    """Give the outcome of a small enterprise that applies for a training on the last day."""
    project = Project(
        service=Service.TRAINING,
        theme=Theme.DIGITALISATION,
        costs=(Cost(kind=CostKind.FEE, amount=EXAMPLE_COST),),
        starts_on=EXAMPLE_START,
        vat_rate=EXAMPLE_VAT_RATE,
    )
    enterprise = Enterprise(size=EnterpriseSize.SMALL)
    last_day = EXAMPLE_START + timedelta(days=law.APPLICATION_DAYS.value)
    return calculate(Application(submitted_on=last_day, enterprise=enterprise, project=project))


# The key figures.


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Since when a figure holds, where that stands, and for what if not for everything."""

    since: date | None
    source: str
    certainty: Certainty
    services: tuple[Service, ...] = ()
    theme: Theme | None = None

    @property
    def publisher(self) -> str:
        """Who published the source."""
        return publisher_of(self.source)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure that matters, as (size, text); the size is None where both sizes have the same."""

    name: str
    amounts: tuple[tuple[EnterpriseSize | None, str], ...]
    origins: tuple[Origin, ...]


def key_figures(rules: Ruleset) -> tuple[KeyFigure, ...]:
    """Give the rates, the increased rates and the ceiling."""
    raised = [
        KeyFigure("verhoogd", write_rates(rules, increase), tuple(increase_origins(rules, increase)))
        for increase in sorted({rule.value for rule in rules.increases.values()})
    ]
    return (
        KeyFigure("gewoon", write_rates(rules, Decimal(0)), (origin_of(rules.rates),)),
        *raised,
        KeyFigure("plafond", write_ceilings(rules), (origin_of(rules.ceilings),)),
    )


def write_rates(rules: Ruleset, increase: Decimal) -> tuple[tuple[EnterpriseSize, str], ...]:
    """Write the rate of each size with an increase."""
    return tuple((size, write_rate(rules.rates.value[size] + increase)) for size in SIZES)


def write_ceilings(rules: Ruleset) -> tuple[tuple[EnterpriseSize | None, str], ...]:
    """Write the ceiling, once if it is the same for every size."""
    amounts = [(size, write_round_amount(rules.ceilings.value[size])) for size in SIZES]
    return ((None, amounts[0][1]),) if len({text for _, text in amounts}) == 1 else tuple(amounts)


def origin_of[T](rule: Rule[T]) -> Origin:
    """Give where a rule comes from."""
    return Origin(since=rule.since, source=rule.source, certainty=rule.certainty)


def increase_origins(rules: Ruleset, increase: Decimal) -> Iterator[Origin]:
    """Give where an increase comes from, for each theme that has it."""
    pairs = {pair: rule for pair, rule in rules.increases.items() if rule.value == increase}
    for theme in Theme:
        services = tuple(service for service in Service if (service, theme) in pairs)
        if services:
            yield replace(origin_of(pairs[services[0], theme]), services=services, theme=theme)


# Small, medium or large?


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeLimits:
    """What makes an enterprise of this size, and what it then gets."""

    size: EnterpriseSize
    staff: str
    turnover: str
    balance_sheet: str
    rate: str


def size_test(rules: Ruleset) -> tuple[SizeLimits, ...]:
    """Give the limits of each size that the measure knows, from small to large."""
    return tuple(
        SizeLimits(
            size=size,
            staff=write_number(law.STAFF_LIMIT[size].value),
            turnover=write_millions(law.TURNOVER_LIMIT[size].value),
            balance_sheet=write_millions(law.BALANCE_SHEET_LIMIT[size].value),
            rate=write_rate(rules.rates.value[size]),
        )
        for size in SIZES
    )


# Where the money goes.


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyFlow:
    """The amounts of an example, in words."""

    cost: str
    vat_rate: str
    subsidy: str
    own_share: str
    vat: str


def money_flow(outcome: Outcome) -> MoneyFlow:
    """Write the amounts of an outcome."""
    amounts = (outcome.eligible_cost, outcome.subsidy, outcome.own_share, outcome.paid_to_provider)
    cost, subsidy, own_share, vat = (write_round_amount(amount or Decimal(0)) for amount in amounts)
    return MoneyFlow(
        cost=cost, vat_rate=write_percentage(EXAMPLE_VAT_RATE), subsidy=subsidy, own_share=own_share, vat=vat
    )


# The deadlines.


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on the timeline and its height in the drawing."""

    day: date
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The days that matter for a training that is applied for on the last day; a week is one tick."""

    start: Moment
    apply_by: Moment
    deposit_by: Moment
    finish_by: Moment
    days_to_apply: int
    days_to_deposit: int
    weeks: tuple[int, ...]


TIMELINE_START, UNITS_PER_DAY, UNITS_TO_FINISH = 92, 5, 84


def timeline(outcome: Outcome) -> Timeline:
    """Give the days of an outcome; up to the deposit they stand to scale."""
    start = EXAMPLE_START
    apply_by, deposit_by, finish_by = (
        day or start for day in (outcome.apply_by, outcome.deposit_by, outcome.finish_by)
    )

    def y(day: date) -> int:
        return TIMELINE_START + UNITS_PER_DAY * (day - start).days

    return Timeline(
        start=Moment(start, y(start)),
        apply_by=Moment(apply_by, y(apply_by)),
        deposit_by=Moment(deposit_by, y(deposit_by)),
        finish_by=Moment(finish_by, y(deposit_by) + UNITS_TO_FINISH),
        days_to_apply=law.APPLICATION_DAYS.value,
        days_to_deposit=law.DEPOSIT_DAYS.value,
        weeks=tuple(range(TIMELINE_START, y(deposit_by), 7 * UNITS_PER_DAY)),
    )


# Subsidy against cost.


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the plot of a chart stands."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A figure on an axis and its place."""

    text: str
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The subsidy at one rate: it rises to the ceiling at (x, y), and stays there."""

    size: EnterpriseSize
    raised: bool
    rate: str
    cost_at_ceiling: str
    x: float
    y: float
    label_y: int
    points: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidyChart:
    """A line per rate, from the one that reaches the ceiling first to the last."""

    frame: Frame
    lines: tuple[Line, ...]
    costs: tuple[Tick, ...]
    subsidies: tuple[Tick, ...]


SUBSIDY_FRAME = Frame(left=52, top=204, right=295, bottom=384)
LABEL_HEIGHT = 42
COST_STEP = Decimal(10_000)
SUBSIDY_STEPS = 3


def subsidy_chart(rules: Ruleset) -> SubsidyChart:
    """Draw the subsidy against the eligible cost, for each size with and without the increase."""
    frame, ceilings = SUBSIDY_FRAME, rules.ceilings.value
    rates = {(size, False): rules.rates.value[size] for size in SIZES}
    rates |= {(size, True): raised for size in SIZES if (raised := raised_rate(rules, size))}
    turns = sorted((round_cent(ceilings[size] / rate), size, raised) for (size, raised), rate in rates.items())
    highest = max(ceilings.values())
    cost_steps = int(turns[-1][0] // COST_STEP) + 1

    def x(cost: Decimal) -> float:
        return scale(cost / (COST_STEP * cost_steps), frame.left, frame.right)

    def y(subsidy: Decimal) -> float:
        return scale(subsidy / highest, frame.bottom, frame.top)

    lines = [
        Line(
            size=size,
            raised=raised,
            rate=write_rate(rates[size, raised]),
            cost_at_ceiling=write_round_amount(cost),
            x=x(cost),
            y=y(ceilings[size]),
            label_y=frame.top - LABEL_HEIGHT * (row + 1),
            points=f"{frame.left},{frame.bottom} {x(cost)},{y(ceilings[size])} {frame.right},{y(ceilings[size])}",
        )
        for row, (cost, size, raised) in enumerate(turns)
    ]
    costs = [COST_STEP * step for step in range(cost_steps + 1)]
    subsidies = [highest * step / SUBSIDY_STEPS for step in range(SUBSIDY_STEPS + 1)]
    return SubsidyChart(
        frame=frame,
        lines=tuple(lines),
        costs=tuple(Tick(write_number(cost), x(cost)) for cost in costs),
        subsidies=tuple(Tick(write_number(subsidy), y(subsidy)) for subsidy in subsidies),
    )


def raised_rate(rules: Ruleset, size: EnterpriseSize) -> Decimal | None:
    """Give the highest rate with an increase, None where no subject has one."""
    increases = [rule.value for rule in rules.increases.values()]
    return rules.rates.value[size] + max(increases) if increases else None


# Rates and ceilings through the years.


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A level that holds from a day on, as a bar from `x` that is `height` high."""

    since: date
    text: str
    x: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeHistory:
    """The rates of one size."""

    size: EnterpriseSize
    rates: tuple[Step, ...]
    raised: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Rates per size, and ceilings with the sizes they hold for, highest first; the years on the axis."""

    sizes: tuple[SizeHistory, ...]
    ceilings: tuple[tuple[tuple[EnterpriseSize, ...], Step], ...]
    years: tuple[Tick, ...]
    first: date
    last: date


HISTORY_LEFT, HISTORY_RIGHT = 18, 317
UNITS_PER_RATE = Decimal(200)
UNITS_AT_HIGHEST_CEILING = 132
YEARS_PER_TICK = 2


def history(rulesets: tuple[Ruleset, ...]) -> History:
    """Draw the rates and ceilings of all rulesets as steps."""
    first, last = rulesets[0].in_force_from, law.CHECKED_ON
    years = range(first.year, last.year + 1, YEARS_PER_TICK)
    new_year = date(first.year, 1, 1)
    highest = max(ceiling for rules in rulesets for ceiling in rules.ceilings.value.values())

    def x(day: date) -> float:
        return scale(Decimal((day - new_year).days) / (last - new_year).days, HISTORY_LEFT, HISTORY_RIGHT)

    def steps(
        level: Callable[[Ruleset], Decimal | None], write: Callable[[Decimal], str], unit: Decimal
    ) -> Iterator[Step]:
        starts = [(value, next(group).in_force_from) for value, group in groupby(rulesets, level)]
        ends = [*(start for _, start in starts[1:]), last]
        for (value, start), end in zip(starts, ends, strict=True):
            if value is not None:
                width, height = round(x(end) - x(start), 1), round(float(value * unit), 1)
                yield Step(since=start, text=write(value), x=x(start), width=width, height=height)

    def size_history(size: EnterpriseSize) -> SizeHistory:
        return SizeHistory(
            size=size,
            rates=tuple(steps(lambda rules: rules.rates.value[size], write_rate, UNITS_PER_RATE)),
            raised=tuple(steps(lambda rules: raised_rate(rules, size), write_rate, UNITS_PER_RATE)),
        )

    def ceiling_steps(size: EnterpriseSize) -> Iterator[Step]:
        return steps(lambda rules: rules.ceilings.value[size], write_round_amount, UNITS_AT_HIGHEST_CEILING / highest)

    ceilings: dict[Step, tuple[EnterpriseSize, ...]] = {}
    for size in SIZES:
        for step in ceiling_steps(size):
            ceilings[step] = (*ceilings.get(step, ()), size)
    return History(
        sizes=tuple(size_history(size) for size in SIZES),
        ceilings=tuple((sizes, step) for step, sizes in sorted(ceilings.items(), key=lambda item: -item[0].height)),
        years=tuple(Tick(str(year), x(date(year, 1, 1))) for year in years),
        first=first,
        last=last,
    )


def scale(part: Decimal, start: int, end: int) -> float:
    """Give the place between `start` and `end` of a `part` from 0 to 1.

    >>> scale(Decimal("0.25"), 100, 300)
    150.0
    """
    return round(start + float(part) * (end - start), 1)
