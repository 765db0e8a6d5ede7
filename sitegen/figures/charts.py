"""The two charts: subsidy against cost, and rates and ceilings through the years.

A drawing is 320 units wide, as in `diagrams`. Words and lines stand in the template.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from calculator import rules as law
from calculator.engine.costs import round_cent
from calculator.model import EnterpriseSize
from calculator.notation import write_number, write_rate, write_round_amount
from calculator.rules import Ruleset
from sitegen.figures.rule_changes import SIZES

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
    """Return the chart of the subsidy against the eligible cost, for each size with and without the increase."""
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
    """Return the highest rate with an increase, None where no subject has one."""
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

    @property
    def narrow(self) -> bool:
        """Whether its label would not fit above it."""
        return self.x + ROOM_FOR_LABEL > HISTORY_RIGHT


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
    checked_on: date


HISTORY_LEFT, HISTORY_RIGHT = 18, 317
UNITS_PER_RATE = Decimal(200)
UNITS_AT_HIGHEST_CEILING = 132
YEARS_PER_TICK = 2
ROOM_FOR_LAST = timedelta(days=120)
"""How long the newest level is drawn at least, so that it can be seen."""

ROOM_FOR_LABEL = 75
"""Units that a level's label takes; a narrower last level has its figure only, at the edge."""


def history(rulesets: tuple[Ruleset, ...]) -> History:
    """Return the rates and ceilings of all rulesets as steps."""
    first, last = rulesets[0].in_force_from, max(law.CHECKED_ON, rulesets[-1].in_force_from + ROOM_FOR_LAST)
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
        checked_on=law.CHECKED_ON,
    )


def scale(part: Decimal, start: int, end: int) -> float:
    """Return the place between `start` and `end` of a `part` from 0 to 1.

    >>> scale(Decimal("0.25"), 100, 300)
    150.0
    """
    return round(start + float(part) * (end - start), 1)
