"""Calculate the outcome of an application: granted, refused, or left open."""

from collections.abc import Iterable

from calculator.engine.assessment import Assessment, assess
from calculator.engine.costs import ZERO, count_costs, split_payment
from calculator.engine.deadlines import find_deadlines
from calculator.engine.exact import exact
from calculator.engine.notices import find_notices
from calculator.engine.trace import order_steps
from calculator.model import Application, Finding, Refusal
from calculator.outcome import Grant, Likely, Outcome, Regime, Status, Step, Steps, SubsidyRange
from calculator.rules import CHECKED_ON, RULESETS, Ruleset, rules_on

BEFORE_RULES = Regime(
    in_force_from=None,
    checked_on=CHECKED_ON,
    step=Step(
        step="regime",
        value=None,
        because="geen-regels",
        since=RULESETS[0].in_force_from,
        source=RULESETS[0].source,
        certainty=RULESETS[0].certainty,
    ),
)
"""The regime of every day before the first ruleset."""

REFUSED_BEFORE_RULES = Grant(size=None, problems=(Finding("submitted_on", Refusal.NO_RULES),), subsidy=ZERO)


def calculate(application: Application) -> Outcome:
    """Return the outcome of `application` by the rules in force on the day it is submitted."""
    return calculate_under(rules_on(application.submitted_on), application)


@exact
def calculate_under(rules: Ruleset | None, application: Application) -> Outcome:
    """Return the outcome by `rules`, whatever the day; None when no rules exist for that day."""
    return refuse_without_rules(application) if rules is None else conclude(assess(rules, application))


def conclude(assessment: Assessment) -> Outcome:
    """Return the outcome: decided if the verdict is the same for every size still possible, else left open."""
    grants = assessment.grants
    if len(grants) > 1 and not all(grant.problems for grant in grants):
        return leave_open(assessment)
    return decide(assessment, common_grant(grants))


def decide(assessment: Assessment, grant: Grant) -> Outcome:
    """Return the outcome for a known size, or the refusal that holds for every size still possible."""
    payment = split_payment(assessment.costs, grant.subsidy)
    own_steps = grant.steps if grant.size is None else (*grant.steps, *payment.steps)
    return Outcome(
        status=Status.REFUSED if grant.problems else Status.SUBSIDY,
        problems=grant.problems,
        regime=assessment.regime,
        grant=grant,
        costs=assessment.costs,
        payment=payment,
        deadlines=assessment.deadlines,
        notices=find_notices(assessment.application, assessment.deadlines, assessment.possible),
        trace=order_steps((*assessment.steps, *own_steps)),
    )


def common_grant(grants: tuple[Grant, ...]) -> Grant:
    """Return the one grant, or of several refused ones what they have in common.

    A size that the measure does not know is left out where another one is possible: its reason
    is not certain, and the others' reasons are what the applicant can act on.
    """
    if len(grants) == 1:
        return grants[0]
    inside = [grant for grant in grants if grant.rate is not None]
    problems = tuple(p for p in inside[0].problems if all(p in grant.problems for grant in inside))
    used_up = any(problem.problem is Refusal.CEILING_USED_UP for problem in problems)
    return Grant(size=None, problems=problems, subsidy=ZERO, steps=show_ceilings(inside) if used_up else ())


def show_ceilings(grants: Iterable[Grant]) -> Steps:
    """Return the steps that show the ceilings of several sizes, each different one once."""
    shown: list[Step] = []
    for step in [step for grant in grants for step in grant.steps if step.step == "ceiling"]:
        if step not in shown:
            shown.append(step)
    return tuple(shown)


def leave_open(assessment: Assessment) -> Outcome:
    """Return the range of subsidies over the sizes still possible."""
    subsidies = [grant.subsidy for grant in assessment.grants]
    return Outcome(
        status=Status.UNCERTAIN,
        regime=assessment.regime,
        range=SubsidyRange(min(subsidies), max(subsidies)),
        deadlines=assessment.deadlines,
        likely=find_likely(assessment),
        notices=find_notices(assessment.application, assessment.deadlines, assessment.possible),
        trace=order_steps(assessment.steps),
    )


def find_likely(assessment: Assessment) -> Likely | None:
    """Return what comes of the smallest size still possible; None where the staff is not known.

    It is that size if turnover or balance sheet total stays within its limit.
    """
    grant = assessment.grants[0]
    if not assessment.possible.staff_known or grant.size is None or grant.rate is None:
        return None
    payment = split_payment(assessment.costs, grant.subsidy)
    return Likely(grant.size, grant.rate, grant.subsidy, payment.own_share, payment.outlay)


def refuse_without_rules(application: Application) -> Outcome:
    """Return the refusal of an application from before the first ruleset: nothing else can be judged."""
    costs, deadlines = count_costs(application.project), find_deadlines(application)
    payment = split_payment(costs, ZERO)
    return Outcome(
        status=Status.REFUSED,
        problems=REFUSED_BEFORE_RULES.problems,
        regime=BEFORE_RULES,
        grant=REFUSED_BEFORE_RULES,
        costs=costs,
        payment=payment,
        deadlines=deadlines,
        trace=order_steps((BEFORE_RULES.step, *costs.steps, *payment.steps, *deadlines.steps)),
    )
