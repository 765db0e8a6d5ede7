"""Why less than expected, and what if: one application under other circumstances."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from calculator.engine.assessment import Assessment, assess
from calculator.engine.calculate import calculate_under
from calculator.engine.costs import round_cent
from calculator.engine.enterprise_size import find_sizes
from calculator.engine.exact import exact
from calculator.model import Application, EnterpriseSize, value
from calculator.outcome import Outcome, Status
from calculator.rules import Rule, Ruleset, rules_before, rules_on


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


@exact
def find_shortfalls(application: Application, outcome: Outcome) -> list[Shortfall]:
    """Give what lowers a granted subsidy, largest first; amounts overlap, so they do not add up.

    Each is the subsidy there would be if only that one thing were different, less the one there is.
    """
    rules = rules_on(application.submitted_on)
    if outcome.status is not Status.SUBSIDY or rules is None:
        return []
    shortfalls = compare_subsidies(assess(rules, application))
    return sorted(shortfalls, key=lambda shortfall: shortfall.amount, reverse=True)


def compare_subsidies(assessment: Assessment) -> Iterator[Shortfall]:
    """Give each reason that costs something."""
    costs, grant = assessment.costs, assessment.grants[0]
    if grant.rate is None or grant.ceiling is None:
        return
    available = grant.ceiling.available
    uncounted = costs.ineligible - costs.catering_excess
    increase = increase_for(assessment.rules, assessment.application) if not grant.increased else None
    raised = grant.rate if increase is None else grant.rate + increase.value
    imagined = {
        Reason.CATERING: min(round_cent((costs.eligible + costs.catering_excess) * grant.rate), available),
        Reason.INELIGIBLE_COSTS: min(round_cent((costs.eligible + uncounted) * grant.rate), available),
        Reason.CEILING: round_cent(costs.eligible * grant.rate),
        Reason.BASE_RATE: min(round_cent(costs.eligible * raised), available),
        Reason.VAT: min(round_cent((costs.eligible + costs.vat) * grant.rate), available),
    }
    for reason, subsidy in imagined.items():
        if subsidy > grant.subsidy:
            yield Shortfall(reason=reason, amount=subsidy - grant.subsidy)


@exact
def imagine(application: Application) -> list[Scenario]:
    """Give the outcomes for another size, with the raised rate and by the previous rules.

    What would be no change is left out, and so is all of it where no rules exist.
    """
    rules = rules_on(application.submitted_on)
    if rules is None:
        return []
    sizes = find_sizes(application.enterprise).sizes
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


def with_size(application: Application, size: EnterpriseSize) -> Application:
    """Return the same application by an enterprise of `size`."""
    return replace(application, enterprise=replace(application.enterprise, size=size))


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
