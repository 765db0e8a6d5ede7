"""The diagrams: figures of the rules in Belgian notation, with their place in the drawing.

A drawing is 320 units wide, the width of a small phone. Words and lines stand in the template.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from calculator import rules as law
from calculator.engine.calculate import calculate
from calculator.engine.deadlines import APPLICATION_TERM
from calculator.model import Application, Cost, CostKind, Enterprise, EnterpriseSize, Project, Service, Theme
from calculator.notation import (
    write_millions,
    write_number,
    write_percentage,
    write_rate,
    write_round_amount,
)
from calculator.outcome import Outcome
from calculator.rules import Certainty, Rule, Ruleset, rules_on
from calculator.wire.write_outcome import amounts_of, days_of
from sitegen.figures.charts import history, subsidy_chart
from sitegen.figures.rule_changes import SIZES, publisher_of
from sitegen.figures.rule_topics import rules_of_site

EXAMPLE_COST = Decimal(1000)
EXAMPLE_VAT_RATE = Decimal(21)
EXAMPLE_START = date(2026, 11, 9)


def diagrams(today: date) -> dict[str, object]:
    """Return what each diagram shows on a day, by the name that pages use, and the key figures."""
    rules = rules_of_site(today)
    outcome = example(rules)
    return {
        "groottetest": size_test(rules),
        "geldstroom": money_flow(outcome),
        "tijdlijn": timeline(outcome, example_start(rules)),
        "subsidie-per-kost": subsidy_chart(rules),
        "percentages-door-de-jaren": history(
            tuple(each for each in law.RULESETS if each.in_force_from <= rules.in_force_from)
        ),
        "kerncijfers": key_figures(rules),
    }


def example_start(rules: Ruleset) -> date:
    """Return the start of the example's training: one whose last day to apply falls under `rules`."""
    if rules_on(EXAMPLE_START + APPLICATION_TERM) is rules:
        return EXAMPLE_START
    first = rules.in_force_from
    return first + timedelta(days=-first.weekday() % 7)


def example(rules: Ruleset) -> Outcome:
    """Return the outcome of a small enterprise that applies for a training on the last day, by `rules`."""
    start = example_start(rules)
    project = Project(
        service=Service.TRAINING,
        theme=Theme.DIGITALISATION,
        costs=(Cost(kind=CostKind.FEE, amount=EXAMPLE_COST),),
        starts_on=start,
        vat_rate=EXAMPLE_VAT_RATE,
    )
    enterprise = Enterprise(size=EnterpriseSize.SMALL)
    return calculate(Application(submitted_on=start + APPLICATION_TERM, enterprise=enterprise, project=project))


# The key figures.


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The first day of a figure, its source, and the services and theme to which it is limited."""

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
    """Return the rates, the increased rates and the ceiling."""
    raised = [
        KeyFigure("increased", write_rates(rules, increase), tuple(increase_origins(rules, increase)))
        for increase in sorted({rule.value for rule in rules.increases.values()})
    ]
    return (
        KeyFigure("base", write_rates(rules, Decimal(0)), (origin_of(rules.rates),)),
        *raised,
        KeyFigure("ceiling", write_ceilings(rules), (origin_of(rules.ceilings),)),
    )


def write_rates(rules: Ruleset, increase: Decimal) -> tuple[tuple[EnterpriseSize, str], ...]:
    """Write the rate of each size with an increase."""
    return tuple((size, write_rate(rules.rates.value[size] + increase)) for size in SIZES)


def write_ceilings(rules: Ruleset) -> tuple[tuple[EnterpriseSize | None, str], ...]:
    """Write the ceiling, once if it is the same for every size."""
    amounts = [(size, write_round_amount(rules.ceilings.value[size])) for size in SIZES]
    return ((None, amounts[0][1]),) if len({text for _, text in amounts}) == 1 else tuple(amounts)


def origin_of[T](rule: Rule[T]) -> Origin:
    """Return the origin of a rule."""
    return Origin(since=rule.since, source=rule.source, certainty=rule.certainty)


def increase_origins(rules: Ruleset, increase: Decimal) -> Iterator[Origin]:
    """Return the origin of an increase, for each theme that has it."""
    pairs = {pair: rule for pair, rule in rules.increases.items() if rule.value == increase}
    for theme in Theme:
        services = tuple(service for service in Service if (service, theme) in pairs)
        if services:
            yield replace(origin_of(pairs[services[0], theme]), services=services, theme=theme)


# Small, medium or large?


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeLimits:
    """The limits of a size of enterprise, and its rate."""

    size: EnterpriseSize
    staff: str
    turnover: str
    balance_sheet: str
    rate: str


def size_test(rules: Ruleset) -> tuple[SizeLimits, ...]:
    """Return the limits of each size with a subsidy, from small to large."""
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
    amounts, names = amounts_of(outcome), ("eligible_cost", "subsidy", "own_share", "paid_to_provider")
    cost, subsidy, own_share, vat = (write_round_amount(amounts[name] or Decimal(0)) for name in names)
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


def timeline(outcome: Outcome, start: date) -> Timeline:
    """Return the deadlines of an outcome with their places, which are to scale up to the deposit."""
    days = days_of(outcome)
    apply_by, deposit_by, finish_by = (days[name] or start for name in ("apply_by", "deposit_by", "finish_by"))

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
