"""The year plan: several projects of one enterprise, each granted from what those before it left."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, localcontext

from calculator.engine.assessment import assess, with_size
from calculator.engine.calculate import EXACT, calculate, conclude
from calculator.engine.costs import ZERO
from calculator.engine.enterprise_size import add_up_group, possible_sizes
from calculator.model import Application, EnterpriseSize, Outcome, Planned, Status, value
from calculator.rules import rules_on

type BySize = dict[EnterpriseSize, Decimal]


@value
class Year:
    """What a plan makes of one calendar year, in euro; if the size is not known, the range of its subsidies."""

    subsidy: Decimal | None = None
    ceiling_left: Decimal | None = None
    lowest: Decimal | None = None
    highest: Decimal | None = None


@value
class PlanOutcome:
    """The outcomes of a plan's projects, in the order given, and its years by number."""

    outcomes: tuple[Outcome, ...]
    years: dict[int, Year]


def calculate_plan(projects: Sequence[Planned]) -> PlanOutcome:
    """Grant the projects in the order of their submission, each year from its own ceiling.

    What was received before counts in the earliest year only. Where the size is not known, each
    size still possible keeps its own account.
    """
    with localcontext(EXACT):
        return grant_in_order(projects)


def grant_in_order(projects: Sequence[Planned]) -> PlanOutcome:
    """Grant each project what those before it left."""
    days = [project.submitted_on for project in projects if project.submitted_on is not None]
    first_year = min(days).year if days else None
    outcomes = [Outcome(status=Status.INVALID, problems=project.findings) for project in projects]
    years: dict[int, Year] = {}
    granted: dict[int, BySize] = {}
    for place, application in in_order(projects):
        year = application.submitted_on.year
        own = application if year == first_year else replace(application, subsidy_received=ZERO)
        before = granted.get(year, {})
        outcomes[place], subsidies = grant_after(before, own)
        granted[year] = before | {size: before.get(size, ZERO) + subsidies[size] for size in subsidies}
        years[year] = add_to_year(years.get(year, Year(subsidy=ZERO)), outcomes[place], granted[year])
    return PlanOutcome(outcomes=tuple(outcomes), years=years)


def in_order(projects: Sequence[Planned]) -> list[tuple[int, Application]]:
    """Give each application with its place in the plan, in order of submission, ties as given."""
    applications = [(place, project.application) for place, project in enumerate(projects)]
    readable = [(place, application) for place, application in applications if application is not None]
    return sorted(readable, key=lambda numbered: numbered[1].submitted_on)


def grant_after(before: BySize, application: Application) -> tuple[Outcome, BySize]:
    """Give the outcome after `before` was granted in the same year, and the subsidy for each size still possible."""
    rules = rules_on(application.submitted_on)
    if rules is None:
        return calculate(application), {}
    sizes = possible_sizes(application.enterprise, add_up_group(application.enterprise))
    accounts = {size: add_received(application, before.get(size, ZERO)) for size in sizes}
    grants = {size: assess(rules, with_size(accounts[size], size)).grants[0] for size in sizes}
    assessment = replace(assess(rules, accounts[sizes[0]]), grants=tuple(grants.values()))
    return conclude(assessment), {size: grant.subsidy for size, grant in grants.items()}


def add_received(application: Application, subsidy: Decimal) -> Application:
    """Give the application after `subsidy` was granted earlier in the year."""
    return replace(application, subsidy_received=application.subsidy_received + subsidy)


def add_to_year(year: Year, outcome: Outcome, granted: BySize) -> Year:
    """Count an outcome in its year, in which `granted` is now the sum for each size still possible."""
    if outcome.status is Status.UNCERTAIN or year.subsidy is None:
        return Year(lowest=min(granted.values()), highest=max(granted.values()))
    return Year(subsidy=year.subsidy + (outcome.subsidy or ZERO), ceiling_left=outcome.ceiling_left)
