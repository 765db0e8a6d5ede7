"""The reasoning behind an outcome, step by step, so that a reader can redo the sum on paper.

Data only: `because` is a key for which the page has a sentence, `figures` what fills it.
"""

from datetime import date
from decimal import Decimal
from functools import cache

from calculator import rules as law
from calculator.engine.assessment import Assessment
from calculator.engine.costs import CountedCosts, round_cent
from calculator.engine.deadlines import Deadlines
from calculator.engine.grant import Grant, Payment
from calculator.model import Application, Finding, LegalForm, Problem, Refusal, Service, Step
from calculator.rules import Rule, Ruleset

TOLD_BY_FIGURES = frozenset(
    {
        Refusal.ENTERPRISE_TOO_LARGE,
        Refusal.PUBLIC_SHARE,
        Refusal.BELOW_MINIMUM,
        Refusal.TOO_LATE,
        Refusal.CEILING_USED_UP,
    }
)
"""Reasons for refusal that a step about a figure tells already."""

APPLICATION_FIGURE = ("days", str(law.APPLICATION_DAYS.value))
DEPOSIT_FIGURE = ("days", str(law.DEPOSIT_DAYS.value))


def trace_without_rules(
    application: Application, costs: CountedCosts, deadlines: Deadlines, payment: Payment
) -> list[Step]:
    """Give the steps that hold when no ruleset covers the day of submission."""
    first = law.RULESETS[0]
    return [
        Step(step="regime", value=None, because="geen-regels", since=first.in_force_from, source=first.source),
        *trace_costs(costs),
        *trace_payment(application, costs, payment),
        *trace_deadlines(application, deadlines),
    ]


def trace_assessment(assessment: Assessment, payment: Payment | None) -> list[Step]:
    """Give every step from the regime to the deadlines; a size not known leaves out the money."""
    rules, application, costs = assessment.rules, assessment.application, assessment.costs
    grant, minimum = assessment.known_grant, law.MINIMUM_COST[application.project.service].value
    steps = [trace_regime(rules.in_force_from, rules.source), trace_size(assessment)]
    if grant is not None:
        steps += trace_rate(rules, grant)
    steps += trace_costs(costs)
    steps.append(trace_minimum(application.project.service, reached=costs.eligible >= minimum))
    steps += trace_conditions(rules, application, assessment.grants[0].problems)
    if grant is not None and payment is not None:
        steps += trace_subsidy(rules, application, grant)
        steps += trace_payment(application, costs, payment)
    return steps + trace_deadlines(application, assessment.deadlines)


@cache
def trace_regime(in_force_from: date, source: str) -> Step:
    """Say by which rules: those of the day of submission."""
    since = in_force_from.isoformat()
    return Step(step="regime", value=since, because="indieningsdatum", since=in_force_from, source=source)


def trace_size(assessment: Assessment) -> Step:
    """Say which size, or sizes, and by which figures of the group."""
    enterprise = assessment.application.enterprise
    sizes = ",".join([grant.size for grant in assessment.grants if grant.size])
    if enterprise.size is not None:
        return make_step("size", sizes, "opgegeven", law.STAFF_LIMIT[law.SMALL])
    low, high = assessment.group.lowest, assessment.group.highest
    figures = [("related", str(len(enterprise.related)))]
    if low.staff == high.staff:
        figures.append(("staff", write_number(low.staff)))
    if low.turnover == high.turnover:
        figures.append(("turnover", f"{low.turnover:.2f}"))
    if low.balance_sheet_total == high.balance_sheet_total:
        figures.append(("balance_sheet_total", f"{low.balance_sheet_total:.2f}"))
    because = "cijfers" if assessment.known_grant else "onbekend"
    return make_step("size", sizes, because, law.STAFF_LIMIT[law.SMALL], *figures)


def trace_rate(rules: Ruleset, grant: Grant) -> list[Step]:
    """Say which rate, for which size, and whether it is raised."""
    if grant.rate is None:
        return [make_step("rate", None, "te-groot", rules.rates)]
    steps, rate = [], str(grant.rate)
    if grant.paid_as is not grant.size:
        steps.append(make_step("paid_as", grant.paid_as, "maatwerkbedrijf", rules.size_exempt))
    if grant.increase is None:
        steps.append(make_step("rate", rate, "basis", rules.rates))
    else:
        raised_by = grant.increase.value
        figures = ("base", str(grant.rate - raised_by)), ("increase", str(raised_by))
        steps.append(make_step("rate", rate, "verhoogd", grant.increase, *figures))
    return steps


def trace_costs(costs: CountedCosts) -> list[Step]:
    """Say what counts, and what of the catering does not."""
    rule, steps, ineligible = law.CATERING_LIMIT, [], costs.ineligible
    if costs.catering:
        because = "boven-grens" if costs.catering_excess else "binnen-grens"
        limit, catering, excess = str(rule.value), str(costs.catering), str(costs.catering_excess)
        figures = ("limit", limit), ("catering", catering), ("excess", excess)
        steps.append(make_step("catering_limit", str(costs.catering_limit), because, rule, *figures))
    because = "deels" if ineligible else "alles"
    parts = ("total", str(costs.total)), ("ineligible", str(ineligible))
    steps.append(make_step("eligible_cost", str(costs.eligible), because, rule, *parts))
    return steps


@cache
def trace_minimum(service: Service, *, reached: bool) -> Step:
    """Say which cost an application needs at least."""
    minimum = law.MINIMUM_COST[service]
    return make_step("minimum_cost", str(minimum.value), "gehaald" if reached else "niet-gehaald", minimum)


def trace_conditions(rules: Ruleset, application: Application, problems: tuple[Finding, ...]) -> list[Step]:
    """Say which rule each reason for refusal comes from, and on which side of its limit a public share lies."""
    reasons = [finding.problem for finding in problems if finding.problem not in TOLD_BY_FIGURES]
    steps = [make_step("condition", None, reason, rule_of(reason, rules, application)) for reason in reasons]
    share, limit = application.enterprise.public_share, law.PUBLIC_SHARE_LIMIT
    if share is not None:
        because = "onder-grens" if share < limit.value else "niet-onder-grens"
        steps.append(make_step("public_share", write_number(share), because, limit, ("share_limit", str(limit.value))))
    return steps


def rule_of(problem: Problem, rules: Ruleset, application: Application) -> Rule[object]:
    """Give the rule that a reason for refusal comes from."""
    form = application.enterprise.legal_form
    match problem:
        case Refusal.OUTSIDE_FLANDERS:
            return law.IN_FLANDERS
        case Refusal.LEGAL_FORM_EXCLUDED if form is not None and form is not LegalForm.SHELTERED_WORKSHOP:
            return law.EXCLUDED_FORMS[form]
        case Refusal.LEGAL_FORM_EXCLUDED:
            return rules.size_exempt
        case Refusal.ACTIVITY_EXCLUDED:
            return law.ELIGIBLE_ACTIVITY
        case Refusal.PROVIDER_NOT_REGISTERED:
            return law.REGISTERED_PROVIDER
        case _:
            return rules.themes[application.project.service]


def trace_subsidy(rules: Ruleset, application: Application, grant: Grant) -> list[Step]:
    """Say how ceiling and rounding make the subsidy."""
    if grant.available is None or grant.unrounded is None:
        return []
    cut = round_cent(grant.unrounded) > grant.available
    because = ("beperkt" if cut else "volstaat") if grant.available else "opgebruikt"
    figures = ("ceiling", str(grant.ceiling)), ("received", f"{application.subsidy_received:.2f}")
    steps = [make_step("ceiling", str(grant.available), because, rules.ceilings, *figures)]
    if not grant.problems:
        because = "plafond" if cut else "exact" if grant.subsidy == grant.unrounded else "afgerond"
        unrounded = ("unrounded", write_number(grant.unrounded))
        steps.append(make_step("subsidy", str(grant.subsidy), because, rules.rates, unrounded))
    return steps


def trace_payment(application: Application, costs: CountedCosts, payment: Payment) -> list[Step]:
    """Say who pays the rest."""
    steps, because = [], "alles"
    if payment.own_share:
        steps.append(make_step("own_share", str(payment.own_share), "aanvaardbaar-min-subsidie", law.DEPOSIT_DAYS))
        because = "buiten-portefeuille"
    figures = (
        ("eligible", str(costs.eligible)),
        ("ineligible", str(costs.ineligible)),
        ("vat", str(costs.vat)),
        ("vat_rate", write_number(application.project.vat_rate)),
    )
    paid = str(payment.paid_to_provider)
    steps.append(make_step("paid_to_provider", paid, because, law.CATERING_LIMIT, *figures))
    steps.append(make_step("outlay", str(payment.outlay), "som", law.CATERING_LIMIT))
    return steps


def trace_deadlines(application: Application, deadlines: Deadlines) -> list[Step]:
    """Say which dates count down from the start and from the application."""
    steps = []
    if deadlines.apply_by is not None:
        because = "te-laat" if deadlines.missed_by(application.submitted_on) else "op-tijd"
        steps.append(make_step("apply_by", str(deadlines.apply_by), because, law.APPLICATION_DAYS, APPLICATION_FIGURE))
    steps.append(make_step("deposit_by", str(deadlines.deposit_by), "na-aanvraag", law.DEPOSIT_DAYS, DEPOSIT_FIGURE))
    if deadlines.finish_by is not None:
        steps.append(make_step("finish_by", str(deadlines.finish_by), "einde-volgend-jaar", law.FINISH_YEARS))
    return steps


def make_step(step: str, value: str | None, because: str, rule: Rule[object], *figures: tuple[str, str]) -> Step:
    """Make a step that rests on `rule`."""
    return Step(step, value, because, rule.since, rule.source, figures)


def write_number(number: Decimal) -> str:
    """Write a number with no more decimals than it has."""
    return f"{number.normalize():f}"
