"""The conditions that do not depend on size: reasons for refusal, and notices."""

from collections.abc import Iterator
from datetime import date

from calculator import rules as law
from calculator.engine.costs import CountedCosts
from calculator.engine.deadlines import Deadlines
from calculator.model import Application, Finding, LegalForm, Notice, Project, Refusal, Remark, Service, Theme
from calculator.rules import Ruleset


def find_problems(
    rules: Ruleset, application: Application, costs: CountedCosts, deadlines: Deadlines
) -> Iterator[Finding]:
    """Give every reason for refusal that holds for any size, in the order of the contract."""
    enterprise, project = application.enterprise, application.project
    if enterprise.in_flanders is False:
        yield Finding("enterprise.in_flanders", Refusal.OUTSIDE_FLANDERS)
    if excludes_form(rules, enterprise.legal_form):
        yield Finding("enterprise.legal_form", Refusal.LEGAL_FORM_EXCLUDED)
    if enterprise.public_share is not None and enterprise.public_share >= law.PUBLIC_SHARE_LIMIT.value:
        yield Finding("enterprise.public_share", Refusal.PUBLIC_SHARE)
    if enterprise.eligible_activity is False:
        yield Finding("enterprise.eligible_activity", Refusal.ACTIVITY_EXCLUDED)
    if project.theme not in rules.themes[project.service].value:
        if project.theme is Theme.NONE:
            yield Finding("project.theme", Refusal.THEME_EXCLUDED)
        else:
            yield Finding("project.service", Refusal.SERVICE_EXCLUDED)
    if project.registered_provider is False:
        yield Finding("project.registered_provider", Refusal.PROVIDER_NOT_REGISTERED)
    if costs.eligible < law.MINIMUM_COST[project.service].value:
        yield Finding("project.costs", Refusal.BELOW_MINIMUM)
    if deadlines.missed_by(application.submitted_on):
        yield Finding("submitted_on", Refusal.TOO_LATE)


def excludes_form(rules: Ruleset, form: LegalForm | None) -> bool:
    """Tell whether `rules` refuse the legal form; a sheltered workshop needs a rule that admits it."""
    if form is LegalForm.SHELTERED_WORKSHOP:
        return form not in rules.size_exempt.value
    return form in law.EXCLUDED_FORMS


def find_notices(application: Application, deadlines: Deadlines) -> Iterator[Remark]:
    """Give what the applicant must check before relying on the outcome."""
    enterprise, project, day = application.enterprise, application.project, application.submitted_on
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
    for change in law.TRANSITIONS:
        if change.theme is project.theme and change.first <= day <= change.last:
            yield Remark("submitted_on", Notice.TRANSITION_UNCERTAIN)
    if straddles_change(application, deadlines):
        yield Remark("project.starts_on", Notice.TRANSITION_UNCERTAIN)
    if day - law.CHECKED_ON > law.STALE_AFTER:
        yield Remark("submitted_on", Notice.RULES_STALE)


def straddles_change(application: Application, deadlines: Deadlines) -> bool:
    """Tell whether advice starts before a change that ended its support and is applied for, in time, after it:
    no source says which of the two dates decides.
    """
    project = application.project
    return (
        project.service is Service.ADVICE
        and project.starts_on is not None
        and law.ADVICE_CHANGE.value <= application.submitted_on
        and supports(project, project.starts_on)
        and not supports(project, application.submitted_on)
        and not deadlines.missed_by(application.submitted_on)
    )


def supports(project: Project, day: date) -> bool:
    """Tell whether the rules of a day support the service for the theme."""
    rules = law.rules_on(day)
    return rules is not None and project.theme in rules.themes[project.service].value
