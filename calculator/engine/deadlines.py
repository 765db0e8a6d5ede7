"""The last days to apply, to deposit the own share, to end a training and to pay."""

from datetime import date, timedelta
from functools import lru_cache

from calculator.engine.trace import make_step
from calculator.model import Application, Finding, Project, Refusal, Service
from calculator.notation import LAST_YEAR
from calculator.outcome import Deadlines, Step
from calculator.rules import APPLICATION_DAYS, COUNTED_FROM_START, DEPOSIT_DAYS, FINISH_YEARS, PAY_YEARS

APPLICATION_TERM = timedelta(days=APPLICATION_DAYS.value)
DEPOSIT_TERM = timedelta(days=DEPOSIT_DAYS.value)
SAME_DAYS = 1000
"""Days whose steps are kept, for the same few come again and again."""


def find_deadlines(application: Application) -> Deadlines:
    """Return the deadlines that count from the start of the service and from the application."""
    day, project = application.submitted_on, application.project
    steps: list[Step] = []
    start_deadline = too_late = finish_by = None
    if project.starts_on is not None:
        start_deadline = apply_by(project.starts_on)
        too_late = None if in_time(project, day) else Finding("submitted_on", Refusal.TOO_LATE)
        steps.append(show_application(start_deadline, "te-laat" if too_late else "op-tijd"))
    deposit_by = day + DEPOSIT_TERM
    steps.append(show_deposit(deposit_by))
    if project.service is Service.TRAINING:
        finish_by = date(day.year + FINISH_YEARS.value, 12, 31)
        steps.append(show_finish(finish_by))
    pay_by = date(day.year + PAY_YEARS.value, 12, 31)
    steps.append(show_payment(pay_by))
    return Deadlines(start_deadline, deposit_by, finish_by, pay_by, too_late, tuple(steps))


def apply_by(starts_on: date) -> date:
    """Return the last day to apply for a service that starts on `starts_on`.

    >>> apply_by(date(2026, 12, 1))
    datetime.date(2026, 12, 15)
    """
    return starts_on + APPLICATION_TERM


def in_time(project: Project, day: date) -> bool:
    """Return whether `day` lies within the application term; a start that is not known rules out no day."""
    return project.starts_on is None or day <= apply_by(project.starts_on)


@lru_cache(maxsize=SAME_DAYS)
def show_application(day: date, because: str) -> Step:
    """Return the step that shows the last day to apply; a day later is too late however one counts."""
    rule = APPLICATION_DAYS if because == "te-laat" else COUNTED_FROM_START
    return make_step("apply_by", str(day), because, rule, ("days", str(APPLICATION_DAYS.value)))


@lru_cache(maxsize=SAME_DAYS)
def show_deposit(day: date) -> Step:
    """Return the step that shows the last day to deposit the own share."""
    return make_step("deposit_by", str(day), "na-aanvraag", DEPOSIT_DAYS, ("days", str(DEPOSIT_DAYS.value)))


@lru_cache(maxsize=SAME_DAYS)
def show_finish(day: date) -> Step:
    """Return the step that shows by when a training must end."""
    return make_step("finish_by", str(day), "einde-volgend-jaar", FINISH_YEARS)


@lru_cache(maxsize=SAME_DAYS)
def show_payment(day: date) -> Step:
    """Return the step that shows by when the order to pay should have been carried out."""
    return make_step("pay_by", str(day), "einde-volgend-jaar", PAY_YEARS)


def next_january(day: date) -> date | None:
    """Return the first day of the next calendar year; None if its deadlines could not be written.

    >>> next_january(date(2026, 11, 23))
    datetime.date(2027, 1, 1)
    """
    return date(day.year + 1, 1, 1) if day.year < LAST_YEAR else None
