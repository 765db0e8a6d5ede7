"""The last days to apply, to deposit the own share, to end a training and to pay."""

from datetime import date, timedelta

from calculator.engine.trace import make_step
from calculator.model import Application, Finding, Project, Refusal, Service
from calculator.notation import LAST_YEAR
from calculator.outcome import Deadlines, Step
from calculator.rules import APPLICATION_DAYS, DEPOSIT_DAYS, FINISH_YEARS, PAY_YEARS

APPLICATION_TERM = timedelta(days=APPLICATION_DAYS.value)
DEPOSIT_TERM = timedelta(days=DEPOSIT_DAYS.value)
APPLICATION_FIGURE = ("days", str(APPLICATION_DAYS.value))
DEPOSIT_FIGURE = ("days", str(DEPOSIT_DAYS.value))


def find_deadlines(application: Application) -> Deadlines:
    """Return the deadlines that count from the start of the service and from the application."""
    day, project = application.submitted_on, application.project
    steps: list[Step] = []
    start_deadline = too_late = finish_by = None
    if project.starts_on is not None:
        start_deadline = apply_by(project.starts_on)
        too_late = None if in_time(project, day) else Finding("submitted_on", Refusal.TOO_LATE)
        because = "te-laat" if too_late else "op-tijd"
        steps.append(make_step("apply_by", str(start_deadline), because, APPLICATION_DAYS, APPLICATION_FIGURE))
    deposit_by = day + DEPOSIT_TERM
    steps.append(make_step("deposit_by", str(deposit_by), "na-aanvraag", DEPOSIT_DAYS, DEPOSIT_FIGURE))
    if project.service is Service.TRAINING:
        finish_by = last_day_after(FINISH_YEARS.value, day)
        steps.append(make_step("finish_by", str(finish_by), "einde-volgend-jaar", FINISH_YEARS))
    pay_by = last_day_after(PAY_YEARS.value, day)
    steps.append(make_step("pay_by", str(pay_by), "einde-volgend-jaar", PAY_YEARS))
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


def last_day_after(years: int, day: date) -> date:
    """Return 31 December of the calendar year that comes `years` after that of `day`."""
    return date(day.year + years, 12, 31)


def next_january(day: date) -> date | None:
    """Return the first day of the next calendar year; None if its deadlines could not be written.

    >>> next_january(date(2026, 11, 23))
    datetime.date(2027, 1, 1)
    """
    return date(day.year + 1, 1, 1) if day.year < LAST_YEAR else None
