"""Advise on a year plan: the day on which one application would bring the whole plan more."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from calculator.engine.assessment import assess
from calculator.engine.costs import ZERO
from calculator.engine.deadlines import APPLICATION_TERM, in_time, next_january
from calculator.engine.enterprise_size import find_sizes
from calculator.model import Application, Planned, value
from calculator.rules import rules_on


@value
class Advice:
    """A better day for the application at a place in the plan, and what the plan gains by it, in euro.

    `starts_on_from` is the first start with which that day is still in time; None if the start is known.
    """

    project: int
    submitted_on: date
    gain: Decimal
    starts_on_from: date | None


@value
class Claim:
    """The subsidy, in euro, that an application submitted on a day gets as far as the ceiling of that year allows."""

    submitted_on: date
    subsidy: Decimal
    ceiling: Decimal


def find_advice(projects: Sequence[Planned]) -> tuple[Advice, ...]:
    """Return each day on which one application would gain the plan something, the largest gain first.

    A gain is that of following this one advice. Where the size is not known there is no advice.
    """
    applications = {place: project.application for place, project in enumerate(projects) if project.application}
    sizes = {size for application in applications.values() for size in find_sizes(application.enterprise).sizes}
    if len(sizes) != 1:
        return ()
    unreadable = [project.submitted_on for project in projects if not project.application and project.submitted_on]
    advices = [advice for place in applications for advice in find_better_days(place, applications, unreadable)]
    return tuple(sorted(advices, key=lambda advice: (-advice.gain, advice.project, advice.submitted_on)))


def find_better_days(
    place: int, applications: Mapping[int, Application], unreadable: Sequence[date]
) -> Iterator[Advice]:
    """Yield each day on which the application at `place` would gain the plan something."""
    application = applications[place]
    others = [claim_on(other.submitted_on, other) for index, other in applications.items() if index != place]

    def total_on(day: date) -> Decimal:
        return grant_all([*others, claim_on(day, application)], unreadable, application.subsidy_received)

    total = total_on(application.submitted_on)
    for day in other_days(application, {claim.submitted_on for claim in others}):
        gain = total_on(day) - total
        if gain > 0:
            yield Advice(place, day, gain, None if application.project.starts_on else day - APPLICATION_TERM)


def other_days(application: Application, others: Iterable[date]) -> Iterable[date]:
    """Return the days worth trying: next 1 January and those of the other applications, as far as they are in time.

    Of the days in one year under the same rules only the nearest is tried, for they bring the same.
    """
    own = application.submitted_on
    days = [day for day in {*others, next_january(own)} if day is not None and in_time(application.project, day)]
    nearest_last = sorted(days, key=lambda day: (abs(day - own), day), reverse=True)
    return {(day.year, name_of_rules(day)): day for day in nearest_last}.values()


def name_of_rules(day: date) -> str | None:
    """Return the name of the rules in force on a day."""
    rules = rules_on(day)
    return rules.name if rules else None


def claim_on(day: date, application: Application) -> Claim:
    """Return what the application claims when it is submitted on a day."""
    rules = rules_on(day)
    if rules is None:
        return Claim(day, ZERO, ZERO)
    (grant,) = assess(rules, replace(application, submitted_on=day, subsidy_received=ZERO)).grants
    return Claim(day, grant.subsidy, grant.ceiling.yearly if grant.ceiling else ZERO)


def grant_all(claims: Iterable[Claim], unreadable: Iterable[date], received: Decimal) -> Decimal:
    """Return the sum of the subsidies, in euro, granted in order of submission, each year from its own ceiling.

    What was received before counts in the earliest year, also if only an unreadable application is in it.
    """
    in_order = sorted(claims, key=lambda claim: claim.submitted_on)
    first_year = min([in_order[0].submitted_on, *unreadable]).year
    granted = {first_year: received}
    for claim in in_order:
        year = claim.submitted_on.year
        so_far = granted.get(year, ZERO)
        granted[year] = so_far + min(claim.subsidy, max(claim.ceiling - so_far, ZERO))
    return sum(granted.values(), -received)
