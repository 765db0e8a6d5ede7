"""The conditions that do not depend on size: reasons for refusal, notices and deadlines."""

from collections.abc import Iterator
from datetime import date, timedelta

from calculator import rules as law
from calculator.costs import CountedCosts
from calculator.model import Application, Finding, LegalForm, Notice, Problem, Remark, Service, Theme
from calculator.rules import Ruleset


def find_problems(rules: Ruleset, application: Application, costs: CountedCosts) -> Iterator[Finding]:
    """Give every reason for refusal that holds for any size, in the order of the contract."""
    enterprise, project = application.enterprise, application.project
    if enterprise.in_flanders is False:
        yield Finding("enterprise.in_flanders", Problem.OUTSIDE_FLANDERS)
    if excludes_form(rules, enterprise.legal_form):
        yield Finding("enterprise.legal_form", Problem.LEGAL_FORM_EXCLUDED)
    if enterprise.public_share is not None and enterprise.public_share >= law.PUBLIC_SHARE_LIMIT.value:
        yield Finding("enterprise.public_share", Problem.PUBLIC_SHARE)
    if enterprise.eligible_activity is False:
        yield Finding("enterprise.eligible_activity", Problem.ACTIVITY_EXCLUDED)
    if project.theme not in rules.themes[project.service].value:
        if project.theme is Theme.NONE:
            yield Finding("project.theme", Problem.THEME_EXCLUDED)
        else:
            yield Finding("project.service", Problem.SERVICE_EXCLUDED)
    if project.registered_provider is False:
        yield Finding("project.registered_provider", Problem.PROVIDER_NOT_REGISTERED)
    if costs.eligible < law.MINIMUM_COST[project.service].value:
        yield Finding("project.costs", Problem.BELOW_MINIMUM)
    if project.starts_on is not None and application.submitted_on > apply_by(project.starts_on):
        yield Finding("submitted_on", Problem.TOO_LATE)


def excludes_form(rules: Ruleset, form: LegalForm | None) -> bool:
    """Tell whether `rules` refuse the legal form; a sheltered workshop needs a rule that admits it."""
    if form is LegalForm.SHELTERED_WORKSHOP:
        return form not in rules.size_exempt.value
    return form in law.EXCLUDED_FORMS.value


def find_notices(application: Application) -> Iterator[Remark]:
    """Give what the applicant must check before relying on the outcome."""
    enterprise, project = application.enterprise, application.project
    if enterprise.in_flanders is None:
        yield Remark("enterprise.in_flanders", Notice.TO_CHECK)
    if enterprise.legal_form is None or enterprise.legal_form is LegalForm.OTHER:
        yield Remark("enterprise.legal_form", Notice.TO_CHECK)
    if enterprise.public_share is None:
        yield Remark("enterprise.public_share", Notice.TO_CHECK)
    if enterprise.eligible_activity is None:
        yield Remark("enterprise.eligible_activity", Notice.TO_CHECK)
    if project.registered_provider is None:
        yield Remark("project.registered_provider", Notice.TO_CHECK)
    day = application.submitted_on
    if any(change.first <= day <= change.last and change.theme is project.theme for change in law.TRANSITIONS):
        yield Remark("submitted_on", Notice.TRANSITION_UNCERTAIN)
    if project.service is Service.ADVICE and straddles_change(day, project.starts_on):
        yield Remark("project.starts_on", Notice.TRANSITION_UNCERTAIN)
    if day - law.CHECKED_ON > law.STALE_AFTER:
        yield Remark("submitted_on", Notice.RULES_STALE)


def straddles_change(submitted_on: date, starts_on: date | None) -> bool:
    """Tell whether a service starts before a change and is applied for after it, where no source
    says which of the two dates decides.
    """
    change = law.ADVICE_CHANGE.value
    return starts_on is not None and starts_on < change <= submitted_on <= apply_by(starts_on)


def apply_by(starts_on: date) -> date:
    """Give the last day to apply for a service that starts on `starts_on`.

    >>> apply_by(date(2026, 12, 1))
    datetime.date(2026, 12, 15)
    """
    return starts_on + timedelta(days=law.APPLICATION_DAYS.value)


def deposit_by(submitted_on: date) -> date:
    """Give the last day to deposit the own share (eigen aandeel)."""
    return submitted_on + timedelta(days=law.DEPOSIT_DAYS.value)


def finish_by(submitted_on: date, service: Service) -> date | None:
    """Give the last day on which a training may end; None for advice, which has no such day."""
    return date(submitted_on.year + law.FINISH_YEARS.value, 12, 31) if service is Service.TRAINING else None
