"""Compare an application with itself under other circumstances: what lowers its subsidy, and what would change it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from calculator.engine.assessment import Assessment, assess
from calculator.engine.calculate import calculate, calculate_under
from calculator.engine.costs import ZERO, round_cent
from calculator.engine.deadlines import apply_by, in_time, next_january
from calculator.engine.enterprise_size import find_sizes
from calculator.engine.exact import exact
from calculator.model import Application, EnterpriseSize, Service, Theme, value
from calculator.outcome import Outcome, Status
from calculator.rules import RULESETS, Certainty, Rule, Ruleset, rules_before, rules_on

COMING_SOON = timedelta(days=60)
"""How near the rules to come must be to be told of, where the start of the service is not known."""


class Reason(StrEnum):
    """A reason why a subsidy is lower than it could be."""

    CATERING = "catering-boven-grens"
    INELIGIBLE_COSTS = "kosten-tellen-niet-mee"
    CEILING = "plafond"
    BASE_RATE = "basispercentage"
    VAT = "btw"


class Variant(StrEnum):
    """A way in which an application could be different."""

    SMALL = "klein"
    MEDIUM = "middelgroot"
    INCREASED = "verhoogd"
    TRAINING = "opleiding"
    CYBER_ADVICE = "advies-cybersecurity"
    NEXT_YEAR = "volgend-jaar"
    PREVIOUS_RULES = "vorige-regels"
    COMING_RULES = "volgende-regels"


@value
class Shortfall:
    """The amount, in euro, by which one reason lowers the subsidy."""

    reason: Reason
    amount: Decimal


@value
class Scenario:
    """The outcome of the same application in other circumstances, and the application as it would then be."""

    scenario: Variant
    application: Application
    outcome: Outcome


@exact
def find_shortfalls(application: Application, outcome: Outcome) -> list[Shortfall]:
    """Return the reasons that lower a granted subsidy, largest first; amounts overlap, so they do not add up.

    Each is the subsidy there would be if only that one thing were different, less the one there is.
    """
    rules = rules_on(application.submitted_on)
    if outcome.status is not Status.SUBSIDY or rules is None:
        return []
    shortfalls = compare_subsidies(assess(rules, application))
    return sorted(shortfalls, key=lambda shortfall: shortfall.amount, reverse=True)


def compare_subsidies(assessment: Assessment) -> Iterator[Shortfall]:
    """Yield each reason that lowers the subsidy."""
    costs, grant = assessment.costs, assessment.grants[0]
    if grant.rate is None or grant.ceiling is None:
        return
    available = grant.ceiling.available
    uncounted = costs.ineligible - costs.catering_excess
    increase = increase_for(assessment.rules, assessment.application) if not grant.increased else None
    raised = grant.rate if increase is None else grant.rate + increase.value
    subsidies = {
        Reason.CATERING: min(round_cent((costs.eligible + costs.catering_excess) * grant.rate), available),
        Reason.INELIGIBLE_COSTS: min(round_cent((costs.eligible + uncounted) * grant.rate), available),
        Reason.CEILING: round_cent(costs.eligible * grant.rate),
        Reason.BASE_RATE: min(round_cent(costs.eligible * raised), available),
        Reason.VAT: min(round_cent((costs.eligible + costs.vat) * grant.rate), available),
    }
    for reason, subsidy in subsidies.items():
        if subsidy > grant.subsidy:
            yield Shortfall(reason=reason, amount=subsidy - grant.subsidy)


@exact
def find_scenarios(application: Application, outcome: Outcome) -> list[Scenario]:
    """Return the outcomes in other circumstances, and last by the previous rules; without rules there are none.

    A variant equal to the application is left out, and where that is refused, every variant that pays nothing.
    """
    rules = rules_on(application.submitted_on)
    if rules is None:
        return []
    scenarios = list(imagine_variants(rules, application))
    if outcome.status is Status.REFUSED:
        scenarios += imagine_remedies(application)
        scenarios = [scenario for scenario in scenarios if scenario.outcome.status is Status.SUBSIDY]
    if previous := rules_before(rules):
        scenarios.append(Scenario(Variant.PREVIOUS_RULES, application, calculate_under(previous, application)))
    return scenarios


def imagine_variants(rules: Ruleset, application: Application) -> Iterator[Scenario]:
    """Yield the outcomes for another size and with the raised rate."""
    sizes = find_sizes(application.enterprise).sizes
    for variant, size in ((Variant.SMALL, EnterpriseSize.SMALL), (Variant.MEDIUM, EnterpriseSize.MEDIUM)):
        if sizes != (size,):
            sized = with_size(application, size)
            yield Scenario(variant, sized, calculate_under(rules, sized))
    if raised := with_increase(rules, application):
        yield Scenario(Variant.INCREASED, application, calculate_under(raised, application))


def imagine_remedies(application: Application) -> Iterator[Scenario]:
    """Yield the outcomes of what a refused applicant can do: another service, or an application next year."""
    project = application.project
    if project.service is Service.ADVICE:
        training = replace(application, project=replace(project, service=Service.TRAINING))
        yield Scenario(Variant.TRAINING, training, calculate(training))
        if project.theme is not Theme.CYBER_SECURITY:
            cyber = replace(application, project=replace(project, theme=Theme.CYBER_SECURITY))
            yield Scenario(Variant.CYBER_ADVICE, cyber, calculate(cyber))
    january = next_january(application.submitted_on)
    if january and in_time(project, january):
        later = replace(application, submitted_on=january, subsidy_received=ZERO)
        yield Scenario(Variant.NEXT_YEAR, later, calculate(later))


def imagine_coming_rules(application: Application) -> Scenario | None:
    """Return the outcome on the first day of the next ruleset, where that day is near and in time.

    Near is within the application term or, where the start is not known, within `COMING_SOON`. Rules whose first day
    is inferred are not foretold.
    """
    day, start = application.submitted_on, application.project.starts_on
    last = day + COMING_SOON if start is None else apply_by(start)
    dated = [rules.in_force_from for rules in RULESETS if rules.certainty is not Certainty.INFERRED]
    begins = next((begin for begin in dated if day < begin <= last), None)
    if begins is None or rules_on(day) is None:
        return None
    received = application.subsidy_received if begins.year == day.year else ZERO
    later = replace(application, submitted_on=begins, subsidy_received=received)
    return Scenario(Variant.COMING_RULES, later, calculate_under(rules_on(begins), later))


def with_size(application: Application, size: EnterpriseSize) -> Application:
    """Return the same application by an enterprise of `size`."""
    return replace(application, enterprise=replace(application.enterprise, size=size))


def with_increase(rules: Ruleset, application: Application) -> Ruleset | None:
    """Return `rules` with the increase for the application's theme; None if they have it, or raise no theme."""
    pair = application.project.service, application.project.theme
    increase = increase_for(rules, application)
    if increase is None or pair in rules.increases:
        return None
    return replace(rules, increases=rules.increases | {pair: increase})


def increase_for(rules: Ruleset, application: Application) -> Rule[Decimal] | None:
    """Return the increase that the service earns for some theme; None if it earns none."""
    service = application.project.service
    return next((rule for (raised, _), rule in rules.increases.items() if raised is service), None)
