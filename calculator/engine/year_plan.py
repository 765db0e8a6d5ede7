"""Calculate a year plan: several projects of one enterprise that share the ceiling of each year."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from calculator.engine.assessment import BySize, assess
from calculator.engine.calculate import calculate, conclude
from calculator.engine.costs import ZERO
from calculator.engine.exact import exact
from calculator.engine.plan_advice import Advice, find_advice
from calculator.model import Application, Planned, value
from calculator.outcome import Outcome, Status, SubsidyRange
from calculator.rules import rules_on


@value
class Year:
    """The subsidy of one calendar year, and what is left of its ceiling, in euro; a range if the size is not known."""

    subsidy: Decimal | None = None
    ceiling_left: Decimal | None = None
    range: SubsidyRange | None = None


@value
class PlanOutcome:
    """The outcomes of a plan's projects, in the order given, its years by number, and advice on better days."""

    outcomes: tuple[Outcome, ...]
    years: dict[int, Year]
    advice: tuple[Advice, ...]


@exact
def calculate_plan(projects: Sequence[Planned]) -> PlanOutcome:
    """Return what comes of the projects, granted in the order of their submission, each year from its own ceiling.

    What was received before counts in the earliest year only. Where the size is not known, each
    size still possible keeps its own account.
    """
    days = [project.submitted_on for project in projects if project.submitted_on is not None]
    first_year = min(days).year if days else None
    outcomes = [Outcome(status=Status.INVALID, problems=project.findings) for project in projects]
    years: dict[int, Year] = {}
    granted: dict[int, BySize] = {}
    for place, application in in_order(projects):
        year = application.submitted_on.year
        own = application if year == first_year else replace(application, subsidy_received=ZERO)
        outcomes[place], granted[year] = grant_after(granted.get(year, {}), own)
        years[year] = add_to_year(years.get(year, Year(subsidy=ZERO)), outcomes[place], granted[year])
    return PlanOutcome(outcomes=tuple(outcomes), years=years, advice=find_advice(projects))


def in_order(projects: Sequence[Planned]) -> list[tuple[int, Application]]:
    """Return each application with its place in the plan, in order of submission, ties as given."""
    applications = [(place, project.application) for place, project in enumerate(projects)]
    readable = [(place, application) for place, application in applications if application is not None]
    return sorted(readable, key=lambda numbered: numbered[1].submitted_on)


def grant_after(granted: BySize, application: Application) -> tuple[Outcome, BySize]:
    """Return the outcome after `granted` in the same year, and the sums by size that this makes."""
    rules = rules_on(application.submitted_on)
    if rules is None:
        return calculate(application), granted
    assessment = assess(rules, application, granted)
    sums = {grant.size: granted.get(grant.size, ZERO) + grant.subsidy for grant in assessment.grants if grant.size}
    return conclude(assessment), {**granted, **sums}


def add_to_year(year: Year, outcome: Outcome, granted: BySize) -> Year:
    """Return the year with an outcome counted in it; `granted` is now the sum for each size still possible."""
    if outcome.grant is None or year.subsidy is None:
        return Year(range=SubsidyRange(min(granted.values()), max(granted.values())))
    ceiling = outcome.grant.ceiling
    return Year(subsidy=year.subsidy + outcome.grant.subsidy, ceiling_left=None if ceiling is None else ceiling.left)
