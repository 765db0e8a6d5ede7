"""The last days to apply, to deposit the own share and to end a training."""

from datetime import date, timedelta

from calculator.model import Application, Service, value
from calculator.rules import APPLICATION_DAYS, DEPOSIT_DAYS, FINISH_YEARS

APPLICATION_TERM = timedelta(days=APPLICATION_DAYS.value)
DEPOSIT_TERM = timedelta(days=DEPOSIT_DAYS.value)


@value
class Deadlines:
    """The last days of an application; `apply_by` needs a known start, `finish_by` is for training only."""

    apply_by: date | None
    deposit_by: date
    finish_by: date | None

    def missed_by(self, submitted_on: date) -> bool:
        """Tell whether an application on `submitted_on` comes too late."""
        return self.apply_by is not None and submitted_on > self.apply_by


def deadlines_of(application: Application) -> Deadlines:
    """Give the deadlines that count from the start of the service and from the application."""
    day, project = application.submitted_on, application.project
    return Deadlines(
        apply_by=None if project.starts_on is None else apply_by(project.starts_on),
        deposit_by=day + DEPOSIT_TERM,
        finish_by=date(day.year + FINISH_YEARS.value, 12, 31) if project.service is Service.TRAINING else None,
    )


def apply_by(starts_on: date) -> date:
    """Give the last day to apply for a service that starts on `starts_on`.

    >>> apply_by(date(2026, 12, 1))
    datetime.date(2026, 12, 15)
    """
    return starts_on + APPLICATION_TERM
