"""What an enterprise of one size gets, and who pays the rest."""

from decimal import Decimal

from calculator.engine.costs import ZERO, CountedCosts, round_cent
from calculator.model import Application, EnterpriseSize, Finding, Refusal, value
from calculator.rules import Rule, Ruleset


@value
class Grant:
    """The subsidy for one size (None: not known), in euro, and why there is none if there are `problems`.

    `paid_as` is the size whose rate applies, `increase` the rule that raised that rate, `available`
    the ceiling left before this subsidy, `unrounded` what the rate gives before ceiling and rounding.
    A size that the measure does not know has none of them.
    """

    size: EnterpriseSize | None
    problems: tuple[Finding, ...]
    paid_as: EnterpriseSize | None = None
    rate: Decimal | None = None
    increase: Rule[Decimal] | None = None
    ceiling: Decimal | None = None
    available: Decimal | None = None
    unrounded: Decimal | None = None
    subsidy: Decimal = ZERO


@value
class Payment:
    """Who pays what, in euro; with the subsidy it adds up to all costs and the VAT.

    `own_share` (eigen aandeel) goes through the wallet, `paid_to_provider` outside it.
    """

    own_share: Decimal
    paid_to_provider: Decimal

    @property
    def outlay(self) -> Decimal:
        """All that the enterprise pays."""
        return self.own_share + self.paid_to_provider


def make_grant(
    size: EnterpriseSize, rules: Ruleset, application: Application, costs: CountedCosts, shared: tuple[Finding, ...]
) -> Grant:
    """Work out the grant for an enterprise of `size`; `shared` are the problems of any size."""
    project = application.project
    paid_as = size
    if size is EnterpriseSize.LARGE:
        if application.enterprise.legal_form not in rules.size_exempt.value:
            return Grant(size=size, problems=(Finding("enterprise.size", Refusal.ENTERPRISE_TOO_LARGE), *shared))
        paid_as = EnterpriseSize.MEDIUM
    increase = rules.increases.get((project.service, project.theme))
    rate = rules.rates.value[paid_as] + (increase.value if increase else 0)
    ceiling = rules.ceilings.value[paid_as]
    available = max(ceiling - application.subsidy_received, ZERO)
    unrounded = costs.eligible * rate
    problems = shared if available else (*shared, Finding("subsidy_received", Refusal.CEILING_USED_UP))
    return Grant(
        size=size,
        problems=problems,
        paid_as=paid_as,
        rate=rate,
        increase=increase,
        ceiling=ceiling,
        available=available,
        unrounded=unrounded,
        subsidy=ZERO if problems else min(round_cent(unrounded), available),
    )


def split_payment(costs: CountedCosts, subsidy: Decimal) -> Payment:
    """Split what the subsidy leaves; without a subsidy everything is paid to the provider."""
    if not subsidy:
        return Payment(ZERO, costs.total + costs.vat)
    return Payment(costs.eligible - subsidy, costs.ineligible + costs.vat)
