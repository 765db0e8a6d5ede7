"""The conditions that do not depend on size: reasons for refusal."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from calculator import rules as law
from calculator.engine.trace import make_step, trim_zeros
from calculator.model import Application, Finding, LegalForm, Project, Refusal, Service, Theme, value
from calculator.outcome import Costs, Step
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
        yield check_public_share(enterprise.public_share, enterprise.legal_form)
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


def check_public_share(share: Decimal, form: LegalForm | None) -> Verdict:
    """Return whether the share of public authorities, in percent, stays under its limit.

    Above it a form for which no source says whether the limit holds is not refused.
    """
    limit = law.PUBLIC_SHARE_LIMIT
    figure = ("share_limit", str(limit.value))
    if share < limit.value:
        return Verdict(None, make_step("public_share", trim_zeros(share), "onder-grens", limit, figure))
    if form in law.PUBLIC_SHARE_EXEMPT.value:
        return Verdict(None, make_step("public_share", trim_zeros(share), form, law.PUBLIC_SHARE_EXEMPT, figure))
    problem = Finding("enterprise.public_share", Refusal.PUBLIC_SHARE)
    return Verdict(problem, make_step("public_share", trim_zeros(share), "niet-onder-grens", limit, figure))


@cache
def check_minimum(service: Service, *, reached: bool) -> Verdict:
    """Return whether the eligible cost reached the least that an application needs."""
    minimum = law.MINIMUM_COST[service]
    problem = None if reached else Finding("project.costs", Refusal.BELOW_MINIMUM)
    because = "gehaald" if reached else "niet-gehaald"
    return Verdict(problem, make_step("minimum_cost", str(minimum.value), because, minimum))


def supports(rules: Ruleset, project: Project) -> bool:
    """Return whether `rules` support the service for the theme."""
    return project.theme in rules.themes[project.service].value
