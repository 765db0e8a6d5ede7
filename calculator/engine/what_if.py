"""Why less than expected, and what if: one application under other circumstances."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal, localcontext
from enum import StrEnum

from calculator.engine.assessment import Assessment, assess, with_size
from calculator.engine.calculate import EXACT, calculate_under
from calculator.engine.costs import ZERO, round_cent
from calculator.engine.deadlines import apply_by
from calculator.engine.enterprise_size import add_up_group, possible_sizes
from calculator.model import Application, EnterpriseSize, Outcome, Status, value
from calculator.rules import RULESETS, Rule, Ruleset, rules_before, rules_on

COMING_SOON = timedelta(days=60)
"""How near the rules to come must be to be told of, where the start of the service is not known."""


class Reason(StrEnum):
    """What keeps a subsidy lower than it could be."""

    CATERING = "catering-boven-grens"
    INELIGIBLE_COSTS = "kosten-tellen-niet-mee"
    CEILING = "plafond"
    BASE_RATE = "basispercentage"
    VAT = "btw"


class Variant(StrEnum):
    """What could be different about an application."""

    SMALL = "klein"
    MEDIUM = "middelgroot"
    INCREASED = "verhoogd"
    PREVIOUS_RULES = "vorige-regels"
    COMING_RULES = "volgende-regels"


@value
class Shortfall:
    """How much more subsidy, in euro, there would be if one thing were different."""

    reason: Reason
    amount: Decimal


@value
class Scenario:
    """The outcome of the same application in other circumstances."""

    scenario: Variant
    outcome: Outcome


def find_shortfalls(application: Application, outcome: Outcome) -> list[Shortfall]:
    """Give what lowers a granted subsidy, largest first; amounts overlap, so they do not add up.

    Each is the subsidy there would be if only that one thing were different, less the one there is.
    """
    rules = rules_on(application.submitted_on)
    if outcome.status is not Status.SUBSIDY or rules is None:
        return []
    with localcontext(EXACT):
        shortfalls = list(compare_subsidies(assess(rules, application)))
    return sorted(shortfalls, key=lambda shortfall: shortfall.amount, reverse=True)


def compare_subsidies(assessment: Assessment) -> Iterator[Shortfall]:
    """Give each reason that costs something."""
    costs, grant = assessment.costs, assessment.grants[0]
    if grant.rate is None or grant.available is None:
        return
    uncounted = costs.ineligible - costs.catering_excess
    increase = increase_for(assessment.rules, assessment.application) if grant.increase is None else None
    raised = grant.rate if increase is None else grant.rate + increase.value
    imagined = {
        Reason.CATERING: min(round_cent((costs.eligible + costs.catering_excess) * grant.rate), grant.available),
        Reason.INELIGIBLE_COSTS: min(round_cent((costs.eligible + uncounted) * grant.rate), grant.available),
        Reason.CEILING: round_cent(costs.eligible * grant.rate),
        Reason.BASE_RATE: min(round_cent(costs.eligible * raised), grant.available),
        Reason.VAT: min(round_cent((costs.eligible + costs.vat) * grant.rate), grant.available),
    }
    for reason, subsidy in imagined.items():
        if subsidy > grant.subsidy:
            yield Shortfall(reason=reason, amount=subsidy - grant.subsidy)


def imagine(application: Application) -> list[Scenario]:
    """Give the outcomes for another size, with the raised rate and by the previous rules.

    What would be no change is left out, and so is all of it where no rules exist.
    """
    rules = rules_on(application.submitted_on)
    if rules is None:
        return []
    with localcontext(EXACT):
        sizes = possible_sizes(application.enterprise, add_up_group(application.enterprise))
    scenarios = [
        Scenario(scenario=variant, outcome=calculate_under(rules, with_size(application, size)))
        for variant, size in ((Variant.SMALL, EnterpriseSize.SMALL), (Variant.MEDIUM, EnterpriseSize.MEDIUM))
        if sizes != (size,)
    ]
    if raised := with_increase(rules, application):
        scenarios.append(Scenario(scenario=Variant.INCREASED, outcome=calculate_under(raised, application)))
    if previous := rules_before(rules):
        scenarios.append(Scenario(scenario=Variant.PREVIOUS_RULES, outcome=calculate_under(previous, application)))
    return scenarios


def imagine_coming_rules(application: Application) -> Scenario | None:
    """Return the outcome on the first day of the next ruleset, where that day is near and in time.

    Near is within the application term or, where the start is not known, within `COMING_SOON`.
    """
    day, start = application.submitted_on, application.project.starts_on
    last = day + COMING_SOON if start is None else apply_by(start)
    begins = next((rules.in_force_from for rules in RULESETS if day < rules.in_force_from <= last), None)
    if begins is None or rules_on(day) is None:
        return None
    received = application.subsidy_received if begins.year == day.year else ZERO
    later = replace(application, submitted_on=begins, subsidy_received=received)
    return Scenario(scenario=Variant.COMING_RULES, outcome=calculate_under(rules_on(begins), later))


def with_increase(rules: Ruleset, application: Application) -> Ruleset | None:
    """Give `rules` in which the application's theme is raised; None if it is, or if none is."""
    pair = application.project.service, application.project.theme
    increase = increase_for(rules, application)
    if increase is None or pair in rules.increases:
        return None
    return replace(rules, increases=rules.increases | {pair: increase})


def increase_for(rules: Ruleset, application: Application) -> Rule[Decimal] | None:
    """Give the increase that the service earns for some theme; None if it earns none."""
    service = application.project.service
    return next((rule for (raised, _), rule in rules.increases.items() if raised is service), None)
