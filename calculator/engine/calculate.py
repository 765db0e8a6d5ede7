"""From an application to its outcome: the verdict on what was worked out."""

from decimal import ROUND_HALF_UP, Context, localcontext

from calculator.engine.assessment import Assessment, assess
from calculator.engine.conditions import find_notices
from calculator.engine.costs import ZERO, count_costs, round_cent
from calculator.engine.deadlines import deadlines_of
from calculator.engine.grant import Grant, split_payment
from calculator.engine.trace import trace_assessment, trace_without_rules
from calculator.model import Application, Finding, Outcome, Refusal, Status
from calculator.rules import CHECKED_ON, Ruleset, rules_on

EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
"""So wide that only `round_cent` ever rounds, whatever context the caller has."""


def calculate(application: Application) -> Outcome:
    """Give the outcome of `application` by the rules in force on the day it is submitted."""
    return calculate_under(rules_on(application.submitted_on), application)


def calculate_under(rules: Ruleset | None, application: Application) -> Outcome:
    """Give the outcome by `rules`, whatever the day; None when no rules exist for that day."""
    with localcontext(EXACT):
        return refuse_without_rules(application) if rules is None else conclude(assess(rules, application))


def conclude(assessment: Assessment) -> Outcome:
    """Give the verdict: the same for every size still possible, or left open."""
    grants = assessment.grants
    if len(grants) > 1 and not all(grant.problems for grant in grants):
        return leave_open(assessment)
    return decide(assessment, common_grant(grants))


def decide(assessment: Assessment, grant: Grant) -> Outcome:
    """Give the outcome for a known size, or the refusal that holds for every size still possible."""
    costs, deadlines = assessment.costs, assessment.deadlines
    payment = split_payment(costs, grant.subsidy)
    left = at_ceiling = None
    if grant.available is not None and grant.rate is not None:
        left = grant.available - grant.subsidy
        at_ceiling = round_cent(grant.available / grant.rate)
    return Outcome(
        status=Status.REFUSED if grant.problems else Status.SUBSIDY,
        in_force_from=assessment.rules.in_force_from,
        checked_on=CHECKED_ON,
        enterprise_size=grant.size,
        rate=grant.rate,
        eligible_cost=costs.eligible,
        ineligible_cost=costs.ineligible,
        vat=costs.vat,
        subsidy=grant.subsidy,
        own_share=payment.own_share,
        paid_to_provider=payment.paid_to_provider,
        outlay=payment.outlay,
        ceiling=grant.ceiling,
        ceiling_left=left,
        cost_at_ceiling=at_ceiling,
        apply_by=deadlines.apply_by,
        deposit_by=deadlines.deposit_by,
        finish_by=deadlines.finish_by,
        problems=grant.problems,
        notices=tuple(find_notices(assessment.application, deadlines)),
        trace=tuple(trace_assessment(assessment, payment)),
    )


def common_grant(grants: tuple[Grant, ...]) -> Grant:
    """Give the one grant, or of several refused ones what they have in common.

    A size that the measure does not know is left out where another one is possible: its reason
    is not certain, and the others' reasons are what the applicant can act on.
    """
    if len(grants) == 1:
        return grants[0]
    inside = [grant for grant in grants if grant.rate is not None]
    problems = tuple(p for p in inside[0].problems if all(p in grant.problems for grant in inside))
    return Grant(size=None, problems=problems)


def leave_open(assessment: Assessment) -> Outcome:
    """Give the range of subsidies over the sizes still possible."""
    deadlines = assessment.deadlines
    return Outcome(
        status=Status.UNCERTAIN,
        in_force_from=assessment.rules.in_force_from,
        checked_on=CHECKED_ON,
        lowest=min(grant.subsidy for grant in assessment.grants),
        highest=max(grant.subsidy for grant in assessment.grants),
        apply_by=deadlines.apply_by,
        deposit_by=deadlines.deposit_by,
        finish_by=deadlines.finish_by,
        notices=tuple(find_notices(assessment.application, deadlines)),
        trace=tuple(trace_assessment(assessment, None)),
    )


def refuse_without_rules(application: Application) -> Outcome:
    """Refuse an application from before the first ruleset: nothing else can be judged."""
    costs, deadlines = count_costs(application.project), deadlines_of(application)
    payment = split_payment(costs, ZERO)
    return Outcome(
        status=Status.REFUSED,
        checked_on=CHECKED_ON,
        eligible_cost=costs.eligible,
        ineligible_cost=costs.ineligible,
        vat=costs.vat,
        subsidy=ZERO,
        own_share=payment.own_share,
        paid_to_provider=payment.paid_to_provider,
        outlay=payment.outlay,
        apply_by=deadlines.apply_by,
        deposit_by=deadlines.deposit_by,
        finish_by=deadlines.finish_by,
        problems=(Finding("submitted_on", Refusal.NO_RULES),),
        trace=tuple(trace_without_rules(application, costs, deadlines, payment)),
    )
