"""The reasoning behind an outcome, step by step, so that a reader can redo the sum on paper.

Data only: `because` is a key for which the page has a sentence, `figures` what fills it.
"""

from collections.abc import Iterator
from decimal import Decimal

from calculator import rules as law
from calculator.conditions import apply_by, deposit_by, finish_by
from calculator.costs import CountedCosts
from calculator.grant import Grant, split_payment
from calculator.model import Application, Step
from calculator.rules import Rule, Ruleset
from calculator.size import group_figures


def trace_refusal_without_rules(application: Application, costs: CountedCosts) -> tuple[Step, ...]:
    """Give the steps that hold when no ruleset covers the day of submission."""
    first = law.RULESETS[0]
    return (
        Step("regime", None, "geen-regels", first.in_force_from, first.source),
        *trace_costs(costs),
        *trace_deadlines(application),
    )


def trace_outcome(
    rules: Ruleset, application: Application, costs: CountedCosts, grants: list[Grant]
) -> tuple[Step, ...]:
    """Give every step from the regime to the deadlines; a size not known leaves out the money."""
    known = grants[0] if len(grants) == 1 else None
    minimum = law.MINIMUM_COST[application.project.service]
    return (
        Step("regime", rules.in_force_from.isoformat(), "indieningsdatum", rules.in_force_from, rules.source),
        trace_size(application, grants),
        *(trace_rate(rules, known) if known else ()),
        *trace_costs(costs),
        Step(
            "minimum_cost",
            money(minimum.value),
            "niet-gehaald" if costs.eligible < minimum.value else "gehaald",
            minimum.since,
            minimum.source,
        ),
        *(trace_money(rules, application, costs, known) if known else ()),
        *trace_deadlines(application),
    )


def trace_size(application: Application, grants: list[Grant]) -> Step:
    """Say which size, or sizes, and by which figures of the group."""
    rule = law.STAFF_LIMIT[law.SMALL]
    sizes = ",".join(str(grant.size) for grant in grants)
    if application.enterprise.size is not None:
        return Step("size", sizes, "opgegeven", rule.since, rule.source)
    (staff, turnover, balance), (most_staff, most_turnover, most_balance) = group_figures(application.enterprise)
    figures = (
        ("staff", f"{staff.normalize():f}" if staff == most_staff else None),
        ("turnover", money(turnover) if turnover == most_turnover else None),
        ("balance_sheet_total", money(balance) if balance == most_balance else None),
        ("related", str(len(application.enterprise.related))),
    )
    return Step("size", sizes, "cijfers" if len(grants) == 1 else "onbekend", rule.since, rule.source, figures)


def trace_rate(rules: Ruleset, grant: Grant) -> Iterator[Step]:
    """Say which rate, and whether it is raised."""
    if grant.rate is None:
        yield Step("rate", None, "te-groot", rules.rates.since, rules.rates.source)
    elif grant.increase is None:
        yield Step("rate", fraction(grant.rate), "basis", rules.rates.since, rules.rates.source)
    else:
        figures = (
            ("base", fraction(grant.rate - grant.increase.value)),
            ("increase", fraction(grant.increase.value)),
        )
        yield Step("rate", fraction(grant.rate), "verhoogd", grant.increase.since, grant.increase.source, figures)


def trace_costs(costs: CountedCosts) -> Iterator[Step]:
    """Say what counts, and what of the catering does not."""
    rule = law.CATERING_LIMIT
    if costs.catering:
        yield Step(
            "catering_limit",
            money(costs.catering_limit),
            "boven-grens" if costs.catering_excess else "binnen-grens",
            rule.since,
            rule.source,
            (
                ("limit", money(rule.value)),
                ("catering", money(costs.catering)),
                ("excess", money(costs.catering_excess)),
            ),
        )
    figures = (("total", money(costs.total)), ("ineligible", money(costs.ineligible)))
    because = "deels" if costs.ineligible else "alles"
    yield Step("eligible_cost", money(costs.eligible), because, rule.since, rule.source, figures)


def trace_money(rules: Ruleset, application: Application, costs: CountedCosts, grant: Grant) -> Iterator[Step]:
    """Say how ceiling and rounding make the subsidy, and who pays the rest."""
    if grant.available is not None and grant.ceiling is not None:
        figures = (("ceiling", money(grant.ceiling)), ("received", money(application.subsidy_received)))
        yield dated("ceiling", grant.available, why_ceiling(grant), rules.ceilings, figures)
    if not grant.problems and grant.unlimited is not None:
        unrounded = (("unrounded", f"{grant.unlimited.normalize():f}"),)
        yield dated("subsidy", grant.subsidy, why_subsidy(grant), rules.rates, unrounded)
    payment = split_payment(costs, grant.subsidy)
    parts = (("eligible", money(costs.eligible)), ("ineligible", money(costs.ineligible)), ("vat", money(costs.vat)))
    if grant.subsidy:
        yield dated("own_share", payment.own_share, "aanvaardbaar-min-subsidie", law.DEPOSIT_DAYS)
    because = "buiten-portefeuille" if grant.subsidy else "alles"
    yield dated("paid_to_provider", payment.paid_to_provider, because, law.CATERING_LIMIT, parts)
    yield dated("outlay", payment.outlay, "som", law.CATERING_LIMIT)


def why_ceiling(grant: Grant) -> str:
    """Tell what the ceiling does to this subsidy."""
    if not grant.available:
        return "opgebruikt"
    return "beperkt" if grant.cut_by_ceiling else "volstaat"


def why_subsidy(grant: Grant) -> str:
    """Tell what made the last digits of the subsidy."""
    if grant.cut_by_ceiling:
        return "plafond"
    return "exact" if grant.subsidy == grant.unlimited else "afgerond"


def trace_deadlines(application: Application) -> Iterator[Step]:
    """Say which dates count down from the start and from the application."""
    project, day = application.project, application.submitted_on
    if project.starts_on is not None:
        last, term = apply_by(project.starts_on), law.APPLICATION_DAYS
        because = "te-laat" if day > last else "op-tijd"
        yield Step("apply_by", last.isoformat(), because, term.since, term.source, (("days", str(term.value)),))
    term = law.DEPOSIT_DAYS
    days = (("days", str(term.value)),)
    yield Step("deposit_by", deposit_by(day).isoformat(), "na-aanvraag", term.since, term.source, days)
    if end := finish_by(day, project.service):
        yield Step("finish_by", end.isoformat(), "einde-volgend-jaar", law.FINISH_YEARS.since, law.FINISH_YEARS.source)


def dated(
    step: str, amount: Decimal, because: str, rule: Rule[object], figures: tuple[tuple[str, str | None], ...] = ()
) -> Step:
    """Make a step about euro by `rule`."""
    return Step(step, money(amount), because, rule.since, rule.source, figures)


def money(amount: Decimal) -> str:
    """Write euro the way the contract does."""
    return f"{amount:.2f}"


def fraction(rate: Decimal) -> str:
    """Write a rate the way the contract does."""
    return f"{rate:.2f}"
