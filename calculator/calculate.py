"""From an application to its outcome: the order of the reasoning."""

from decimal import ROUND_HALF_UP, Context, localcontext

from calculator.conditions import apply_by, deposit_by, find_notices, find_problems, finish_by
from calculator.costs import CountedCosts, count_costs, round_cent
from calculator.grant import ZERO, Grant, make_grant, split_payment
from calculator.model import Application, Finding, Outcome, Problem, Status
from calculator.rules import CHECKED_ON, Ruleset, rules_on
from calculator.size import possible_sizes
from calculator.trace import trace_outcome, trace_refusal_without_rules

EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
"""So wide that only `round_cent` ever rounds, whatever context the caller has."""


def calculate(application: Application) -> Outcome:
    """Give the outcome of `application` by the rules in force on the day it is submitted."""
    return calculate_under(rules_on(application.submitted_on), application)


def calculate_under(rules: Ruleset | None, application: Application) -> Outcome:
    """Give the outcome by `rules`, whatever the day; None when no rules exist for that day."""
    with localcontext(EXACT):
        costs = count_costs(application.project)
        if rules is None:
            return refuse_without_rules(application, costs)
        shared = tuple(find_problems(rules, application, costs))
        sizes = possible_sizes(application.enterprise)
        grants = [make_grant(size, rules, application, costs, shared) for size in sizes]
        if len(grants) > 1 and not all(grant.problems for grant in grants):
            return leave_open(rules, application, costs, grants)
        return decide(rules, application, costs, grants)


def decide(rules: Ruleset, application: Application, costs: CountedCosts, grants: list[Grant]) -> Outcome:
    """Give the outcome for a known size, or the refusal that holds for every size still possible."""
    sure = common_grant(grants)
    payment = split_payment(costs, sure.subsidy)
    project, day = application.project, application.submitted_on
    return Outcome(
        status=Status.REFUSED if sure.problems else Status.SUBSIDY,
        in_force_from=rules.in_force_from,
        checked_on=CHECKED_ON,
        enterprise_size=sure.size,
        rate=sure.rate,
        eligible_cost=costs.eligible,
        ineligible_cost=costs.ineligible,
        vat=costs.vat,
        subsidy=sure.subsidy,
        own_share=payment.own_share,
        paid_to_provider=payment.paid_to_provider,
        outlay=payment.outlay,
        ceiling=sure.ceiling,
        ceiling_left=None if sure.available is None else sure.available - sure.subsidy,
        cost_at_ceiling=round_cent(sure.available / sure.rate) if sure.available is not None and sure.rate else None,
        apply_by=apply_by(project.starts_on) if project.starts_on else None,
        deposit_by=deposit_by(day),
        finish_by=finish_by(day, project.service),
        problems=sure.problems,
        notices=tuple(find_notices(application)),
        trace=trace_outcome(rules, application, costs, grants),
    )


def common_grant(grants: list[Grant]) -> Grant:
    """Give the one grant, or of several refused ones what they have in common.

    A size that the measure does not know is left out where another one is possible: its reason
    is not certain, and the others' reasons are what the applicant can act on.
    """
    if len(grants) == 1:
        return grants[0]
    inside = [grant for grant in grants if grant.rate is not None] or grants
    problems = tuple(p for p in inside[0].problems if all(p in grant.problems for grant in inside))
    return Grant(size=None, problems=problems)


def leave_open(rules: Ruleset, application: Application, costs: CountedCosts, grants: list[Grant]) -> Outcome:
    """Give the range of subsidies over the sizes still possible."""
    project, day = application.project, application.submitted_on
    return Outcome(
        status=Status.UNCERTAIN,
        in_force_from=rules.in_force_from,
        checked_on=CHECKED_ON,
        lowest=min(grant.subsidy for grant in grants),
        highest=max(grant.subsidy for grant in grants),
        apply_by=apply_by(project.starts_on) if project.starts_on else None,
        deposit_by=deposit_by(day),
        finish_by=finish_by(day, project.service),
        notices=tuple(find_notices(application)),
        trace=trace_outcome(rules, application, costs, grants),
    )


def refuse_without_rules(application: Application, costs: CountedCosts) -> Outcome:
    """Refuse an application from before the first ruleset: nothing else can be judged."""
    project, day = application.project, application.submitted_on
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
        apply_by=apply_by(project.starts_on) if project.starts_on else None,
        deposit_by=deposit_by(day),
        finish_by=finish_by(day, project.service),
        problems=(Finding("submitted_on", Problem.NO_RULES),),
        trace=trace_refusal_without_rules(application, costs),
    )
