"""Calculate the subsidy for an enterprise of one size: its rate, its ceiling, its amount."""

from decimal import Decimal

from calculator.engine.costs import ZERO, round_cent
from calculator.engine.trace import make_step, trim_zeros
from calculator.model import Application, EnterpriseSize, Finding, Refusal, value
from calculator.outcome import Ceiling, Costs, Grant, Step, Steps
from calculator.rules import REMAINDER_GRANTED, ROUNDING, Ruleset


@value
class Rate:
    """The rate (steunpercentage), a fraction, the size it is meant for, and whether it is raised."""

    value: Decimal
    paid_as: EnterpriseSize
    increased: bool
    steps: Steps


def make_grant(
    rules: Ruleset, application: Application, size: EnterpriseSize, costs: Costs, shared: tuple[Finding, ...]
) -> Grant:
    """Return the grant for an enterprise of `size`; `shared` are the reasons for refusal that hold for any size."""
    rate = find_rate(rules, application, size)
    if rate is None:
        too_large = Finding("enterprise.size", Refusal.ENTERPRISE_TOO_LARGE)
        step = make_step("rate", None, "te-groot", rules.rates)
        return Grant(size=size, problems=(too_large, *shared), subsidy=ZERO, steps=(step,))
    yearly, received = rules.ceilings.value[rate.paid_as], application.subsidy_received
    available = max(yearly - received, ZERO)
    unrounded = costs.eligible * rate.value
    rounded = round_cent(unrounded)
    limited, problems = rounded > available, shared
    because = "beperkt" if limited else "volstaat"
    if not available:
        because, problems = "opgebruikt", (*shared, Finding("subsidy_received", Refusal.CEILING_USED_UP))
    figures = ("ceiling", str(yearly)), ("received", f"{received:.2f}")
    steps = [*rate.steps, make_step("ceiling", str(available), because, rules.ceilings, *figures)]
    subsidy = ZERO
    if not problems:
        subsidy = available if limited else rounded
        steps.append(show_subsidy(rules, subsidy, unrounded, limited=limited))
    return Grant(
        size=size,
        problems=problems,
        subsidy=subsidy,
        rate=rate.value,
        increased=rate.increased,
        ceiling=Ceiling(yearly, available, available - subsidy, round_cent(available / rate.value)),
        steps=tuple(steps),
    )


def show_subsidy(rules: Ruleset, subsidy: Decimal, unrounded: Decimal, *, limited: bool) -> Step:
    """Return the step that shows how ceiling and rounding make the subsidy."""
    because = "plafond" if limited else "exact" if subsidy == unrounded else "afgerond"
    figures = ("unrounded", trim_zeros(unrounded))
    if because == "exact":
        return make_step("subsidy", str(subsidy), because, rules.rates, figures)
    certainty = (REMAINDER_GRANTED if limited else ROUNDING).certainty
    return Step("subsidy", str(subsidy), because, None, rules.rates.source, certainty, (figures,))


def find_rate(rules: Ruleset, application: Application, size: EnterpriseSize) -> Rate | None:
    """Return the rate for an enterprise of `size`; None if the measure has none for it.

    A legal form that qualifies whatever its size gets the rate for a medium enterprise when it is large.
    """
    steps: Steps = ()
    paid_as = size
    if size is EnterpriseSize.LARGE:
        if application.enterprise.legal_form not in rules.size_exempt.value:
            return None
        paid_as = EnterpriseSize.MEDIUM
        steps = (make_step("paid_as", paid_as, "maatwerkbedrijf", rules.size_exempt),)
    project = application.project
    rate = rules.rate(project.service, project.theme, paid_as)
    increase = rules.increases.get((project.service, project.theme))
    if increase is None:
        return Rate(rate, paid_as, increased=False, steps=(*steps, make_step("rate", str(rate), "basis", rules.rates)))
    figures = ("base", str(rules.rates.value[paid_as])), ("increase", str(increase.value))
    return Rate(
        rate, paid_as, increased=True, steps=(*steps, make_step("rate", str(rate), "verhoogd", increase, *figures))
    )
