"""The rulesets: what holds on which day, and that exactly one of them answers."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise, product
from urllib.parse import urlsplit

import pytest

from calculator import rules as law
from calculator.engine.assessment import assess
from calculator.model import Application, Cost, CostKind, Enterprise, EnterpriseSize, LegalForm, Project, Service, Theme
from calculator.rules import RULESETS, Rule, Ruleset, rules_before, rules_on

FIRST = date(2016, 4, 1)
LAST = date(2030, 12, 31)

TABLE = """
R1   2016-04-01  40 30  10000 15000  -                                    iedereen  iedereen
R2   2019-12-01  30 20  10000 15000  -                                    iedereen  iedereen
R3   2020-01-01  30 20   7500  7500  -                                    iedereen  iedereen
R4   2021-09-13  30 20   7500  7500  cybersecurity/cybersecurity          iedereen  iedereen
R5   2023-01-01  30 20   7500  7500  cybersecurity/cybersecurity          acht      acht
R6   2023-05-01  30 20   7500  7500  cybersecurity+energie/cybersecurity+energie  acht  acht
R6a  2026-01-01  30 20   7500  7500  cybersecurity+energie/cybersecurity+energie  acht  acht
R7   2026-02-01  30 20   7500  7500  cybersecurity+energie/cybersecurity  acht      cybersecurity
"""
"""Name, start, rates and ceilings for small and medium, raised for training/advice, themes for training and advice."""

ROWS = [line.split() for line in TABLE.strip().splitlines()]
THEMES = {
    "iedereen": frozenset(Theme),
    "acht": frozenset(Theme) - {Theme.NONE},
    "cybersecurity": frozenset({Theme.CYBER_SECURITY}),
}


def words_in(text: str) -> set[Theme]:
    return {Theme(word) for word in text.split("+") if word}


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_ruleset_is_its_row_of_the_table(row: list[str]) -> None:
    (rules,) = [rules for rules in RULESETS if rules.name == row[0]]
    name, start, small, medium, small_ceiling, medium_ceiling, raised, training, advice = row
    raised_training, _, raised_advice = raised.strip("-").partition("/")
    assert (rules.name, rules.in_force_from.isoformat()) == (name, start)
    assert rules.rates.value == {law.SMALL: Decimal(small) / 100, law.MEDIUM: Decimal(medium) / 100}
    assert rules.ceilings.value == {law.SMALL: Decimal(small_ceiling), law.MEDIUM: Decimal(medium_ceiling)}
    assert {pair: rule.value for pair, rule in rules.increases.items()} == {
        **{(Service.TRAINING, theme): Decimal("0.15") for theme in words_in(raised_training)},
        **{(Service.ADVICE, theme): Decimal("0.15") for theme in words_in(raised_advice)},
    }
    assert rules.themes[Service.TRAINING].value == THEMES[training]
    assert rules.themes[Service.ADVICE].value == THEMES[advice]
    workshops = {LegalForm.SHELTERED_WORKSHOP} if rules.in_force_from >= date(2026, 1, 1) else set()
    assert rules.size_exempt.value == workshops


def test_every_day_since_april_2016_has_the_one_ruleset_that_last_started() -> None:
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        started = [rules for rules in RULESETS if rules.in_force_from <= day]
        assert rules_on(day) is max(started, key=lambda rules: rules.in_force_from)


def test_no_ruleset_answers_before_april_2016() -> None:
    assert all(rules_on(FIRST - timedelta(days=number)) is None for number in range(1, 5000))


@pytest.mark.parametrize("rules", RULESETS, ids=lambda rules: rules.name)
def test_a_ruleset_answers_for_every_size_form_service_and_theme(rules: Ruleset) -> None:
    for size, form, service, theme in product(EnterpriseSize, [*LegalForm, None], Service, Theme):
        application = Application(
            submitted_on=rules.in_force_from,
            enterprise=Enterprise(size=size, legal_form=form),
            project=Project(service=service, theme=theme, costs=(Cost(kind=CostKind.FEE, amount=Decimal(1000)),)),
        )
        (grant,) = assess(rules, application).grants
        assert bool(grant.problems) != bool(grant.subsidy)
        assert grant.size is size


def test_rulesets_stand_in_order_and_none_starts_when_another_does() -> None:
    assert all(earlier.in_force_from < later.in_force_from for earlier, later in pairwise(RULESETS))


def test_the_ruleset_before_each_one_is_the_one_it_replaced() -> None:
    assert [rules_before(rules) for rules in RULESETS] == [None, *RULESETS[:-1]]


def rules_of(rules: Ruleset) -> list[Rule[object]]:
    return [rules.rates, rules.ceilings, rules.size_exempt, *rules.increases.values(), *rules.themes.values()]


UNDATED: list[Rule[object]] = [
    law.CATERING_LIMIT,
    law.INVOICED_COSTS,
    law.VAT_EXCLUDED,
    law.UNCLEAR_COSTS,
    law.INELIGIBLE_TO_PROVIDER,
    law.ROUNDING,
    law.REMAINDER_GRANTED,
    *law.MINIMUM_COST.values(),
    law.APPLICATION_DAYS,
    law.COUNTED_FROM_START,
    law.DEPOSIT_DAYS,
    law.FINISH_YEARS,
    law.PAY_YEARS,
    *law.STAFF_LIMIT.values(),
    *law.TURNOVER_LIMIT.values(),
    *law.BALANCE_SHEET_LIMIT.values(),
    law.PARTNER_SHARE,
    law.LINKED_SHARE,
    law.INVESTOR_SHARE,
    law.SIZE_CHANGE_YEARS,
    law.PUBLIC_SHARE_EXEMPT,
    law.PUBLIC_SHARE_LIMIT,
    *law.EXCLUDED_FORMS.values(),
    law.IN_FLANDERS,
    law.ELIGIBLE_ACTIVITY,
    law.REGISTERED_PROVIDER,
]


def test_every_rule_has_an_address_where_it_stands() -> None:
    for rule in [rule for rules in RULESETS for rule in rules_of(rules)] + UNDATED:
        address = urlsplit(rule.source)
        assert (address.scheme, bool(address.netloc), bool(address.path.strip("/"))) == ("https", True, True)


@pytest.mark.parametrize("rules", RULESETS, ids=lambda rules: rules.name)
def test_no_rule_is_younger_than_the_ruleset_it_is_in(rules: Ruleset) -> None:
    assert all(rule.since is not None and rule.since <= rules.in_force_from for rule in rules_of(rules))


def test_what_holds_on_every_date_has_no_date_of_its_own() -> None:
    assert all(rule.since is None for rule in UNDATED)


def test_somebody_checked_the_rules_after_those_of_the_table_had_begun() -> None:
    assert date.fromisoformat(ROWS[-1][1]) < law.CHECKED_ON
