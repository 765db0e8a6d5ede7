"""The conditions that do not depend on size: reasons for refusal, and notices."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from calculator import rules as law
from calculator.engine.trace import make_step, trim_zeros
from calculator.model import Application, Finding, LegalForm, Project, Refusal, Service, Theme, value
from calculator.outcome import Costs, Deadlines, Notice, Remark, Step
from calculator.rules import Rule, Ruleset


@value
class Verdict:
    """Whether a condition is met: the reason for refusal if it is not, and the step that shows it."""

    problem: Finding | None
    step: Step


def check_conditions(rules: Ruleset, application: Application, costs: Costs) -> Iterator[Verdict]:
    """Yield a verdict on each condition that fails or has a figure to show, in the order of the contract."""
    enterprise, project = application.enterprise, application.project
    if enterprise.in_flanders is False:
        yield refuse("enterprise.in_flanders", Refusal.OUTSIDE_FLANDERS, law.IN_FLANDERS)
    if enterprise.legal_form is not None and (rule := excluding_rule(rules, enterprise.legal_form)):
        yield refuse("enterprise.legal_form", Refusal.LEGAL_FORM_EXCLUDED, rule)
    if enterprise.public_share is not None:
        yield check_public_share(enterprise.public_share)
    if enterprise.eligible_activity is False:
        yield refuse("enterprise.eligible_activity", Refusal.ACTIVITY_EXCLUDED, law.ELIGIBLE_ACTIVITY)
    if not supports(rules, project):
        rule = rules.themes[project.service]
        if project.theme is Theme.NONE:
            yield refuse("project.theme", Refusal.THEME_EXCLUDED, rule)
        else:
            yield refuse("project.service", Refusal.SERVICE_EXCLUDED, rule)
    if project.registered_provider is False:
        yield refuse("project.registered_provider", Refusal.PROVIDER_NOT_REGISTERED, law.REGISTERED_PROVIDER)
    yield check_minimum(project.service, reached=costs.eligible >= law.MINIMUM_COST[project.service].value)


def refuse(field: str, refusal: Refusal, rule: Rule[object]) -> Verdict:
    """Return the verdict that a condition without figures is not met."""
    return Verdict(Finding(field, refusal), make_step("condition", None, refusal, rule))


def excluding_rule(rules: Ruleset, form: LegalForm) -> Rule[object] | None:
    """Return the rule that excludes a legal form; a sheltered workshop needs one that admits it."""
    if form is LegalForm.SHELTERED_WORKSHOP:
        return None if form in rules.size_exempt.value else rules.size_exempt
    return law.EXCLUDED_FORMS.get(form)


def check_public_share(share: Decimal) -> Verdict:
    """Return whether the share of public authorities, in percent, stays under its limit."""
    limit = law.PUBLIC_SHARE_LIMIT
    problem = Finding("enterprise.public_share", Refusal.PUBLIC_SHARE) if share >= limit.value else None
    because = "niet-onder-grens" if problem else "onder-grens"
    figure = ("share_limit", str(limit.value))
    return Verdict(problem, make_step("public_share", trim_zeros(share), because, limit, figure))


@cache
def check_minimum(service: Service, *, reached: bool) -> Verdict:
    """Return whether the eligible cost reached the least that an application needs."""
    minimum = law.MINIMUM_COST[service]
    problem = None if reached else Finding("project.costs", Refusal.BELOW_MINIMUM)
    because = "gehaald" if reached else "niet-gehaald"
    return Verdict(problem, make_step("minimum_cost", str(minimum.value), because, minimum))


def find_notices(application: Application, deadlines: Deadlines) -> Iterator[Remark]:
    """Yield what the applicant must check before relying on the outcome."""
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
    """Return whether advice starts before a change that ended its support and is applied for, in time, after it.

    No source says which of the two dates decides.
    """
    project, day = application.project, application.submitted_on
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


def supports(rules: Ruleset, project: Project) -> bool:
    """Return whether `rules` support the service for the theme."""
    return project.theme in rules.themes[project.service].value
