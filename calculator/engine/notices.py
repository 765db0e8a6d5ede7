"""Find what the applicant must check before relying on the outcome."""

from collections.abc import Iterator
from datetime import date

from calculator import rules as law
from calculator.engine.conditions import supports
from calculator.engine.enterprise_size import PossibleSizes
from calculator.model import Application, Enterprise, LegalForm, Project, Service, Theme
from calculator.outcome import Deadlines, Notice, Remark
from calculator.rules import Certainty, Ruleset


def find_notices(application: Application, deadlines: Deadlines, possible: PossibleSizes) -> tuple[Remark, ...]:
    """Return the notices about an application: its enterprise, its project, its days, its size."""
    notices = [
        *check_enterprise(application.enterprise),
        *check_project(application),
        *check_days(application, deadlines),
    ]
    if application.enterprise.size is None:
        notices += check_size(application.enterprise, possible)
    return tuple(notices)


def check_enterprise(enterprise: Enterprise) -> Iterator[Remark]:
    """Yield a notice for each condition of the enterprise that could lead to refusal."""
    if enterprise.in_flanders is None:
        yield Remark("enterprise.in_flanders", Notice.TO_CHECK)
    if is_unclear(enterprise.legal_form):
        yield Remark("enterprise.legal_form", Notice.TO_CHECK)
    if enterprise.public_share is None or (
        enterprise.public_share >= law.PUBLIC_SHARE_LIMIT.value
        and enterprise.legal_form in law.PUBLIC_SHARE_EXEMPT.value
    ):
        yield Remark("enterprise.public_share", Notice.TO_CHECK)
    if enterprise.eligible_activity is None:
        yield Remark("enterprise.eligible_activity", Notice.TO_CHECK)


def is_unclear(form: LegalForm | None) -> bool:
    """Return whether no official source says that a legal form qualifies or that it does not."""
    excluded = law.EXCLUDED_FORMS.get(form) if form else None
    return form in (None, LegalForm.OTHER) or (excluded is not None and excluded.certainty is Certainty.OTHERS)


def check_project(application: Application) -> Iterator[Remark]:
    """Yield a notice for each condition of the project that could lead to refusal."""
    project, rules = application.project, law.rules_on(application.submitted_on)
    if project.theme is Theme.OCCUPATIONAL_SKILLS and rules and is_limited(rules, project):
        yield Remark("project.theme", Notice.TO_CHECK)
    if project.registered_provider is None:
        yield Remark("project.registered_provider", Notice.TO_CHECK)


def is_limited(rules: Ruleset, project: Project) -> bool:
    """Return whether `rules` support the theme, but not just any subject: then some services must be on a list."""
    return supports(rules, project) and Theme.NONE not in rules.themes[project.service].value


def check_days(application: Application, deadlines: Deadlines) -> Iterator[Remark]:
    """Yield a notice for days whose rules are disputed, stale or unknown."""
    project, day = application.project, application.submitted_on
    for change in law.TRANSITIONS:
        if change.theme is project.theme and change.first <= day <= change.last:
            yield Remark("submitted_on", Notice.TRANSITION_UNCERTAIN)
    if straddles_change(project, day, deadlines):
        yield Remark("project.starts_on", Notice.TRANSITION_UNCERTAIN)
    if day - law.CHECKED_ON > law.STALE_AFTER:
        yield Remark("submitted_on", Notice.RULES_STALE)
    if day.year > law.CHECKED_ON.year:
        yield Remark("submitted_on", Notice.YEAR_UNKNOWN)


def check_size(enterprise: Enterprise, possible: PossibleSizes) -> Iterator[Remark]:
    """Yield what a size by the figures leaves in doubt."""
    if possible.near_limit:
        yield Remark("enterprise.size", Notice.SIZE_TWO_YEARS)
    for index, related in enumerate(enterprise.related):
        if related.investor and related.share <= law.INVESTOR_SHARE.value:
            yield Remark(f"enterprise.related.{index}.investor", Notice.INVESTOR)
        elif related.share == law.PARTNER_SHARE.value:
            yield Remark(f"enterprise.related.{index}.share", Notice.PARTNER_EXACTLY)


def straddles_change(project: Project, day: date, deadlines: Deadlines) -> bool:
    """Return whether advice starts before a change that ended its support and is applied for, in time, after it.

    No source says which of the two dates decides.
    """
    if project.service is not Service.ADVICE or project.starts_on is None or day < law.ADVICE_CHANGE.value:
        return False
    before, after = law.rules_on(project.starts_on), law.rules_on(day)
    return (
        deadlines.too_late is None
        and before is not None
        and supports(before, project)
        and after is not None
        and not supports(after, project)
    )
