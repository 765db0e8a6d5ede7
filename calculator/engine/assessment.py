"""Assess an application: its costs, deadlines and conditions, and one grant for each size still possible."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from calculator.engine.conditions import check_conditions
from calculator.engine.costs import count_costs
from calculator.engine.deadlines import find_deadlines
from calculator.engine.enterprise_size import PossibleSizes, find_sizes
from calculator.engine.grant import make_grant
from calculator.engine.trace import make_step
from calculator.model import Application, EnterpriseSize, value
from calculator.outcome import Costs, Deadlines, Grant, Regime, Steps
from calculator.rules import CHECKED_ON, Certainty, Rule, Ruleset

type BySize = Mapping[EnterpriseSize, Decimal]

NOTHING: BySize = {}


@value
class Assessment:
    """An application assessed by a ruleset: a grant for each size still possible, and the steps for any size."""

    rules: Ruleset
    application: Application
    possible: PossibleSizes
    regime: Regime
    costs: Costs
    deadlines: Deadlines
    grants: tuple[Grant, ...]
    steps: Steps


def assess(rules: Ruleset, application: Application, granted: BySize = NOTHING) -> Assessment:
    """Return the assessment of `application` by `rules`, whatever the day.

    `granted` is what the enterprise was granted in the same year for each size, besides the subsidy received.
    """
    costs = count_costs(application.project)
    deadlines = find_deadlines(application)
    regime = find_regime(rules.in_force_from, rules.source, rules.certainty)
    possible = find_sizes(application.enterprise)
    verdicts = list(check_conditions(rules, application, costs))
    problems = [*[verdict.problem for verdict in verdicts], deadlines.too_late]
    shared = tuple([problem for problem in problems if problem is not None])
    accounts = [(size, add_received(application, granted.get(size))) for size in possible.sizes]
    return Assessment(
        rules=rules,
        application=application,
        possible=possible,
        regime=regime,
        costs=costs,
        deadlines=deadlines,
        grants=tuple([make_grant(rules, account, size, costs, shared) for size, account in accounts]),
        steps=(
            regime.step,
            *possible.steps,
            *costs.steps,
            *[verdict.step for verdict in verdicts],
            *deadlines.steps,
        ),
    )


@cache
def find_regime(in_force_from: date, source: str, certainty: Certainty) -> Regime:
    """Return the regime of the ruleset in force on the day of submission."""
    start = Rule(in_force_from, in_force_from, source, certainty)
    step = make_step("regime", in_force_from.isoformat(), "indieningsdatum", start)
    return Regime(in_force_from, CHECKED_ON, step)


def add_received(application: Application, subsidy: Decimal | None) -> Application:
    """Return the application after `subsidy` was granted earlier in the year."""
    if subsidy is None:
        return application
    return replace(application, subsidy_received=application.subsidy_received + subsidy)
