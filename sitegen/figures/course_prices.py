"""Course prices: what each course costs after the subsidy, by the rules of the day of the build."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from calculator.engine.calculate import calculate
from calculator.model import Application, Cost, CostKind, Enterprise, EnterpriseSize, Project, Service
from calculator.notation import read_percentage, write_number
from calculator.outcome import Outcome, Status
from calculator.page.form import percent_encode, share_fragment
from calculator.page.plan_form import NAME
from calculator.rules import MEDIUM, RULESETS, SMALL
from sitegen.source.courses import Course
from sitegen.source.schedule import first_day_in_time


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """The outcome for one participant from an enterprise of one size, and its fragment for the calculator."""

    size: EnterpriseSize
    outcome: Outcome
    fragment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A course with its prices for who applies on `applied_on`: today, or the first day on which it ends in time.

    Its fee is that of today; `later_price` is the price after its early one. One on request, or in which one cannot
    enrol, has no prices. `ends_too_late` says that there is no day to apply. `other_rules_from` is the day within the
    time to apply from which other rules hold; None if there is none. `fragment` holds the course for the year planner,
    with its name and without the size of the enterprise.
    """

    course: Course
    later_price: Decimal | None
    applied_on: date
    prices: tuple[Price, ...]
    fragment: str
    ends_too_late: bool
    other_rules_from: date | None

    @property
    def subsidised(self) -> tuple[Price, ...]:
        """The prices with a subsidy; none where there is no day to apply."""
        return tuple(
            price for price in self.prices if price.outcome.status is Status.SUBSIDY and not self.ends_too_late
        )

    @property
    def worth_applying(self) -> bool:
        """Whether one can enrol and may get a subsidy, as far as the price is known."""
        return bool(self.subsidised) or (self.course.can_enrol and not self.ends_too_late and not self.prices)


def make_offers(courses: Iterable[Course], today: date, vat_rate: str) -> list[Offer]:
    """Return the courses for which one can still apply, with their prices; `vat_rate` is the provider's percentage."""
    current = (course for course in courses if course.apply_by is None or today <= course.apply_by)
    return [make_offer(course, today, vat_rate) for course in current]


def make_offer(course: Course, today: date, vat_rate: str) -> Offer:
    """Return the offer of one course."""
    later_price = None
    if course.early and course.is_early(today):
        later_price, course = course.price, replace(course, fee=course.early.fee)
    day = likely_day(course, today)
    applied_on = day or today
    priced = course.fee is not None and course.can_enrol
    return Offer(
        course=course,
        later_price=later_price,
        applied_on=applied_on,
        prices=tuple(price_of(course, size, applied_on, vat_rate) for size in (SMALL, MEDIUM)) if priced else (),
        fragment=f"{share_fragment(form_of(course, vat_rate))}&{NAME}={percent_encode(course.title)}",
        ends_too_late=day is None,
        other_rules_from=next_rules(applied_on, course.apply_by or date.max),
    )


def likely_day(course: Course, today: date) -> date | None:
    """Return the first day, from today to the last one to apply, after which the course still ends in time.

    A training must end by 31 December of the year after the application; None if it never does. One without days yet
    is taken to end in time.
    """
    if not course.days or course.apply_by is None:
        return today
    day = max(today, first_day_in_time(course.days[-1]))
    return day if day <= course.apply_by else None


def price_of(course: Course, size: EnterpriseSize, day: date, vat_rate: str) -> Price:
    """Work out what an enterprise of a size pays for a course that it applies for on a day, with all of its ceiling."""
    project = Project(
        service=Service.TRAINING,
        theme=course.theme,
        starts_on=course.days[0] if course.days else None,
        registered_provider=True,
        vat_rate=read_percentage(vat_rate),
        prices_include_vat=course.prices_include_vat,
        costs=tuple(costs_of(course)),
    )
    outcome = calculate(Application(submitted_on=day, enterprise=Enterprise(size=size), project=project))
    return Price(
        size=size, outcome=outcome, fragment=share_fragment({"enterprise.size": str(size), **form_of(course, vat_rate)})
    )


def costs_of(course: Course) -> Iterator[Cost]:
    """Return the costs of one participant, or of all those of a course within a company."""
    if course.fee is not None:
        yield Cost(kind=CostKind.FEE, amount=course.fee)
    if course.material:
        yield Cost(kind=CostKind.COURSE_MATERIAL, amount=course.material)
    if course.catering:
        yield Cost(
            kind=CostKind.CATERING, amount=course.catering, persons=course.participants, days=max(len(course.days), 1)
        )


def form_of(course: Course, vat_rate: str) -> dict[str, str]:
    """Fill in the calculator's form for one participant; the day of the application is left to be today."""
    values = {
        "project.service": str(Service.TRAINING),
        "project.theme": str(course.theme),
        "project.starts_on": course.days[0].isoformat() if course.days else "",
        "project.registered_provider": "true",
        "project.vat_rate": vat_rate,
        "project.prices_include_vat": "true" if course.prices_include_vat else "",
    }
    for cost in costs_of(course):
        values[f"costs.{cost.kind}"] = write_number(cost.amount)
        if cost.persons is not None:
            values |= {"costs.catering.persons": str(cost.persons), "costs.catering.days": str(cost.days)}
    return values


def next_rules(today: date, last: date) -> date | None:
    """Return the first day after today, up to the last one, on which other rules begin."""
    days = (rules.in_force_from for rules in RULESETS)
    return next((day for day in days if today < day <= last), None)
