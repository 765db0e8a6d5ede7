"""The last days to apply, to deposit the own share and to end a training."""

from datetime import date, timedelta

from calculator.engine.trace import make_step
from calculator.model import Application, Finding, Refusal, Service
from calculator.outcome import Deadlines, Step
from calculator.rules import APPLICATION_DAYS, DEPOSIT_DAYS, FINISH_YEARS

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
        too_late = Finding("submitted_on", Refusal.TOO_LATE) if day > start_deadline else None
        because = "te-laat" if too_late else "op-tijd"
        steps.append(make_step("apply_by", str(start_deadline), because, APPLICATION_DAYS, APPLICATION_FIGURE))
    deposit_by = day + DEPOSIT_TERM
    steps.append(make_step("deposit_by", str(deposit_by), "na-aanvraag", DEPOSIT_DAYS, DEPOSIT_FIGURE))
    if project.service is Service.TRAINING:
        finish_by = date(day.year + FINISH_YEARS.value, 12, 31)
        steps.append(make_step("finish_by", str(finish_by), "einde-volgend-jaar", FINISH_YEARS))
    return Deadlines(start_deadline, deposit_by, finish_by, too_late, tuple(steps))


def apply_by(starts_on: date) -> date:
    """Return the last day to apply for a service that starts on `starts_on`.

    >>> apply_by(date(2026, 12, 1))
    datetime.date(2026, 12, 15)
    """
    return starts_on + APPLICATION_TERM
