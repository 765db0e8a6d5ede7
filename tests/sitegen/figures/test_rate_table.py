"""Tables of rates: each row as the calculator grants it, for everyone and for sheltered workshops."""

from dataclasses import replace
from decimal import Decimal

import pytest

from calculator.engine.calculate import calculate
from calculator.model import Application, Cost, CostKind, Enterprise, EnterpriseSize, LegalForm, Project, Service, Theme
from calculator.notation import write_rate
from calculator.rules import RULESETS, Ruleset
from sitegen.figures.rate_table import RATE_TABLES, RateRow, rate_tables


def granted(row: RateRow, size: EnterpriseSize, form: LegalForm, rules: Ruleset) -> str:
    """Return the rate that the calculator grants for what a row describes, on the first day of a ruleset."""
    theme = row.theme or Theme.DIGITALISATION
    project = Project(service=row.service, theme=theme, costs=(Cost(kind=CostKind.FEE, amount=Decimal(1000)),))
    enterprise = Enterprise(size=size, legal_form=form)
    grant = calculate(Application(submitted_on=rules.in_force_from, enterprise=enterprise, project=project)).grant
    assert grant is not None
    assert grant.rate is not None
    return write_rate(grant.rate)


@pytest.mark.parametrize("rules", RULESETS, ids=lambda rules: str(rules.in_force_from))
def test_every_rate_in_a_table_is_the_one_that_the_calculator_grants(rules: Ruleset) -> None:
    forms = dict.fromkeys(("", *RATE_TABLES), LegalForm.COMPANY) | {"maatwerkbedrijf": LegalForm.SHELTERED_WORKSHOP}
    tables = rate_tables(rules)
    assert set(tables) == set(forms)
    for name, rows in tables.items():
        for row in rows:
            assert row.rates
            assert all(text == granted(row, size, forms[name], rules) for size, text in row.rates)


def test_a_table_for_one_theme_has_its_rows_only() -> None:
    table = rate_tables(RULESETS[-1])["cybersecurity"]
    assert [(row.service, row.theme) for row in table] == [("opleiding", "cybersecurity"), ("advies", "cybersecurity")]


def test_a_theme_that_only_another_service_raises_has_the_plain_rate() -> None:
    newest = RULESETS[-1]
    themes = newest.themes | {Service.ADVICE: replace(newest.themes[Service.ADVICE], value=frozenset({Theme.ENERGY}))}
    for rows in rate_tables(replace(newest, themes=themes)).values():
        plain = [row for row in rows if row.service is Service.ADVICE]
        assert all(text == write_rate(newest.rates.value[size]) for row in plain for size, text in row.rates[:2])


def test_sheltered_workshops_have_a_column_for_large_ones() -> None:
    for row in rate_tables(RULESETS[-1])["maatwerkbedrijf"]:
        assert [size for size, _ in row.rates] == list(EnterpriseSize)
