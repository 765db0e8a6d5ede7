"""The rules as JSON: every figure with its date, its source and how sure that is."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from calculator import rules as law
from calculator.model import Theme
from calculator.rules import RULESETS, Ruleset
from calculator.wire.rules_json import all_rules_json, rules_json
from tests.support.worked_cases import Json


def figures_in(value: Json) -> Iterator[dict[str, Json]]:
    """Return every figure, at any depth."""
    if isinstance(value, dict):
        if "value" in value:
            yield value
        else:
            for member in value.values():
                yield from figures_in(member)


def published() -> dict[str, dict[str, dict[str, Json]]]:
    text = rules_json(date(2026, 11, 23))
    assert text is not None
    rules: dict[str, dict[str, dict[str, Json]]] = json.loads(text)
    return rules


@pytest.mark.parametrize("rules", RULESETS, ids=lambda rules: rules.name)
def test_a_day_has_the_rules_of_its_ruleset(rules: Ruleset) -> None:
    text = rules_json(rules.in_force_from)
    assert text is not None
    answer = json.loads(text)
    assert answer["schema"] == "kmo-rules/1"
    assert answer["name"] == rules.name
    assert answer["in_force_from"] == rules.in_force_from.isoformat()
    assert answer["checked_on"] == str(law.CHECKED_ON)
    assert (answer["source"], answer["certainty"]) == (rules.source, rules.certainty)
    for size in (law.SMALL, law.MEDIUM):
        assert Decimal(answer["rates"][size]["value"]) == rules.rates.value[size]
        assert Decimal(answer["ceilings"][size]["value"]) == rules.ceilings.value[size]


@pytest.mark.parametrize("rules", RULESETS, ids=lambda rules: rules.name)
def test_every_figure_has_a_source_and_a_certainty(rules: Ruleset) -> None:
    text = rules_json(rules.in_force_from)
    assert text is not None
    figures = list(figures_in(json.loads(text)))
    assert len(figures) > 25
    for figure in figures:
        assert list(figure) == ["value", "since", "source", "certainty"]
        assert str(figure["source"]).startswith("https://")
        assert figure["certainty"] in ("officieel", "officieel-ouder", "derden", "afgeleid")


def test_without_a_day_the_newest_rules_answer() -> None:
    assert rules_json() == rules_json(None) == rules_json(RULESETS[-1].in_force_from) == rules_json(date(9998, 1, 1))


def test_before_the_first_ruleset_there_are_none() -> None:
    assert rules_json(date(2016, 3, 31)) is None


def test_figures_stand_as_people_and_programs_expect_them() -> None:
    rules = published()
    assert rules["rates"]["klein"] == {
        "value": "0.30",
        "since": "2019-12-01",
        "source": law.AMOUNTS,
        "certainty": "officieel",
    }


def test_increases_stand_by_service_and_theme() -> None:
    rules = published()
    assert rules["increases"] == {
        "opleiding": {
            "cybersecurity": {"value": "0.15", "since": "2021-09-13", "source": law.AMOUNTS, "certainty": "officieel"},
            "energie": {"value": "0.15", "since": "2023-05-01", "source": law.DATABASE, "certainty": "afgeleid"},
        },
        "advies": {
            "cybersecurity": {"value": "0.15", "since": "2021-09-13", "source": law.AMOUNTS, "certainty": "officieel"},
        },
    }


def test_themes_stand_by_service() -> None:
    rules = published()
    assert rules["themes"]["advies"]["value"] == ["cybersecurity"]
    assert rules["themes"]["opleiding"]["value"] == [
        "bedrijfsstrategie",
        "beroepsspecifiek",
        "digitalisering",
        "cybersecurity",
        "duurzaamheid",
        "energie",
        "financieel",
        "innovatie",
        "internationalisering",
        "personeel",
    ]


def test_figures_of_every_size_and_theme_stand_as_values() -> None:
    rules = published()
    values = {key: rules[key]["value"] for key in rules if isinstance(rules[key], dict) and "value" in rules[key]}
    assert values == {
        "size_exempt": ["maatwerkbedrijf"],
        "catering_limit": "25.00",
        "invoiced_costs": True,
        "vat_excluded": True,
        "unclear_costs": ["verblijf", "ander"],
        "ineligible_to_provider": True,
        "rounding": "half-up",
        "remainder_granted": True,
        "application_days": 14,
        "counted_from_start": True,
        "deposit_days": 30,
        "finish_years": 1,
        "pay_years": 1,
        "partner_share": "25",
        "linked_share": "50",
        "investor_share": "50",
        "size_change_years": 2,
        "public_share_limit": "25",
        "public_share_exempt": ["maatwerkbedrijf"],
        "in_flanders": True,
        "eligible_activity": True,
        "registered_provider": True,
    }
    by_key = {
        key: {word: figure["value"] for word, figure in rules[key].items()}
        for key in (
            "ceilings",
            "minimum_cost",
            "staff_limit",
            "turnover_limit",
            "balance_sheet_limit",
            "excluded_forms",
        )
    }
    assert by_key == {
        "ceilings": {"klein": "7500.00", "middelgroot": "7500.00"},
        "minimum_cost": {"opleiding": "100.00", "advies": "500.00"},
        "staff_limit": {"klein": "50", "middelgroot": "250"},
        "turnover_limit": {"klein": "10000000.00", "middelgroot": "50000000.00"},
        "balance_sheet_limit": {"klein": "10000000.00", "middelgroot": "43000000.00"},
        "excluded_forms": {"vzw": True, "maatschap": True, "feitelijke-vereniging": True, "overheid": True},
    }


def test_the_first_rules_had_no_increase_no_exempt_form_and_any_theme() -> None:
    rules = json.loads(rules_json(date(2016, 4, 1)) or "")
    assert rules["increases"] == {}
    assert rules["size_exempt"]["value"] == []
    assert rules["themes"]["advies"]["value"] == [str(theme) for theme in Theme]


def test_all_rulesets_stand_from_old_to_new() -> None:
    answer = json.loads(all_rules_json())
    assert (answer["schema"], answer["checked_on"]) == ("kmo-rulesets/1", str(law.CHECKED_ON))
    assert answer["rulesets"] == [json.loads(rules_json(rules.in_force_from) or "") for rules in RULESETS]
