"""Why less than expected, and what if: always by doing the sum again with one thing different."""

import json

import pytest

from calculator import calculate_json, explain_json
from calculator.rules import CHECKED_ON
from tests.support.worked_cases import Case, Json, all_cases

CASES = all_cases()


def application(**changes: Json) -> dict[str, Json]:
    """Return a training in digitalisation for a small enterprise, with changes to its project."""
    costs: Json = [{"kind": "deelname", "amount": "1000"}]
    own: Json = {"service": "opleiding", "theme": "digitalisering", "costs": costs} | changes
    return {"submitted_on": "2026-06-01", "enterprise": {"size": "klein"}, "project": own}


def shortfalls_of(value: Json) -> list[tuple[str, str]]:
    explanation = json.loads(explain_json(json.dumps(value)))
    return [(shortfall["reason"], shortfall["amount"]) for shortfall in explanation["shortfalls"]]


def scenarios_of(value: Json) -> dict[str, dict[str, Json]]:
    explanation = json.loads(explain_json(json.dumps(value)))
    return {scenario["scenario"]: scenario["outcome"] for scenario in explanation["what_if"]}


def subsidies_of(value: Json) -> dict[str, Json]:
    return {name: outcome["subsidy"] for name, outcome in scenarios_of(value).items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_an_explanation_holds_the_outcome_itself(case: Case) -> None:
    explanation = json.loads(explain_json(case.text))
    assert list(explanation) == ["schema", "outcome", "shortfalls", "what_if"]
    assert explanation["schema"] == "kmo-explanation/1"
    assert json.dumps(explanation["outcome"], separators=(",", ":")) == calculate_json(case.text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_only_a_granted_subsidy_falls_short_of_something(case: Case) -> None:
    explanation = json.loads(explain_json(case.text))
    amounts = [float(shortfall["amount"]) for shortfall in explanation["shortfalls"]]
    assert all(amount > 0 for amount in amounts)
    assert amounts == sorted(amounts, reverse=True)
    assert explanation["outcome"]["status"] == "subsidie" or amounts == []


def test_what_cannot_be_read_has_no_explanation() -> None:
    explanation = json.loads(explain_json("geen aanvraag"))
    assert (explanation["shortfalls"], explanation["what_if"]) == ([], [])


def test_nothing_falls_short_where_all_counts_at_the_raised_rate() -> None:
    assert shortfalls_of(application(theme="cybersecurity")) == []


def test_the_base_rate_costs_the_increase() -> None:
    assert shortfalls_of(application()) == [("basispercentage", "150.00")]


def test_without_any_increase_in_the_rules_the_base_rate_costs_nothing() -> None:
    assert shortfalls_of(application() | {"submitted_on": "2021-09-12"}) == []


def test_excess_catering_costs_its_share() -> None:
    costs: Json = [
        {"kind": "deelname", "amount": "1000"},
        {"kind": "catering", "amount": "125", "persons": "1", "days": "1"},
    ]
    assert shortfalls_of(application(theme="energie", costs=costs)) == [("catering-boven-grens", "45.00")]


def test_costs_that_do_not_count_cost_their_share_and_catering_is_not_among_them() -> None:
    costs: Json = [
        {"kind": "deelname", "amount": "1000"},
        {"kind": "examen", "amount": "200"},
        {"kind": "catering", "amount": "125", "persons": "1", "days": "1"},
    ]
    assert shortfalls_of(application(theme="energie", costs=costs)) == [
        ("kosten-tellen-niet-mee", "90.00"),
        ("catering-boven-grens", "45.00"),
    ]


def test_vat_costs_its_share() -> None:
    assert shortfalls_of(application(theme="energie", vat_rate="21")) == [("btw", "94.50")]


def test_the_ceiling_costs_what_it_cuts() -> None:
    costs: Json = [{"kind": "deelname", "amount": "20000"}]
    assert shortfalls_of(application(theme="energie", costs=costs)) == [("plafond", "1500.00")]


def test_what_the_ceiling_would_cut_anyway_costs_no_more_than_was_left() -> None:
    costs: Json = [{"kind": "deelname", "amount": "1000"}, {"kind": "ander", "amount": "900"}]
    value = application(costs=costs, vat_rate="21") | {"subsidy_received": "7100"}
    # 300 granted, 400 left: neither the increase (450), nor the rest (570), nor the VAT (419.70) gets past that
    assert shortfalls_of(value) == [
        ("kosten-tellen-niet-mee", "100.00"),
        ("basispercentage", "100.00"),
        ("btw", "100.00"),
    ]


def test_the_largest_shortfall_stands_first_and_equal_ones_in_a_fixed_order() -> None:
    costs: Json = [
        {"kind": "deelname", "amount": "1000"},
        {"kind": "ander", "amount": "500"},
        {"kind": "catering", "amount": "525", "persons": "1", "days": "1"},
    ]
    assert shortfalls_of(application(costs=costs)) == [
        ("basispercentage", "153.75"),
        ("catering-boven-grens", "150.00"),
        ("kosten-tellen-niet-mee", "150.00"),
    ]


def test_another_size_and_the_raised_rate_and_the_previous_rules() -> None:
    assert subsidies_of(application()) == {"middelgroot": "200.00", "verhoogd": "450.00", "vorige-regels": "300.00"}


def test_a_scenario_that_is_the_situation_itself_is_left_out() -> None:
    medium = application(theme="cybersecurity") | {"enterprise": {"size": "middelgroot"}}
    assert list(scenarios_of(medium)) == ["klein", "vorige-regels"]
    by_figures = application() | {"enterprise": {"staff": "1", "turnover": "1"}}
    assert list(scenarios_of(by_figures)) == ["middelgroot", "verhoogd", "vorige-regels"]


def test_a_refused_application_may_have_been_granted_otherwise() -> None:
    large = application() | {"enterprise": {"size": "groot"}}
    assert subsidies_of(large) == {"klein": "300.00", "middelgroot": "200.00", "vorige-regels": "0.00"}


def test_refused_advice_can_be_a_training_or_be_about_cyber_security() -> None:
    assert subsidies_of(application(service="advies")) == {
        "opleiding": "300.00",
        "advies-cybersecurity": "450.00",
        "vorige-regels": "300.00",
    }


def test_what_would_be_refused_too_is_not_proposed() -> None:
    assert list(scenarios_of(application(service="advies", theme="geen"))) == ["advies-cybersecurity", "vorige-regels"]
    cheap: Json = [{"kind": "deelname", "amount": "99"}]
    assert list(scenarios_of(application(service="advies", costs=cheap))) == ["vorige-regels"]


def test_granted_advice_is_not_told_to_be_something_else() -> None:
    assert list(scenarios_of(application(service="advies", theme="cybersecurity"))) == ["middelgroot", "vorige-regels"]


@pytest.mark.parametrize(
    ("starts_on", "offered"), [(None, True), ("2026-12-18", True), ("2026-12-17", False), ("2027-03-01", True)]
)
def test_a_used_up_ceiling_sends_one_to_next_year_as_far_as_that_is_in_time(starts_on: Json, offered: bool) -> None:
    refused = application(starts_on=starts_on) | {"submitted_on": "2026-12-10", "subsidy_received": "7500"}
    subsidies = subsidies_of(refused)
    assert subsidies.get("volgend-jaar") == ("300.00" if offered else None)


def test_the_last_year_has_no_next_one() -> None:
    refused = application() | {"submitted_on": "9998-12-10", "subsidy_received": "7500"}
    assert "volgend-jaar" not in scenarios_of(refused)


def test_an_uncertain_application_becomes_certain_with_a_size() -> None:
    scenarios = scenarios_of(application() | {"enterprise": {}})
    assert {name: outcome["status"] for name, outcome in scenarios.items()} == {
        "klein": "subsidie",
        "middelgroot": "subsidie",
        "verhoogd": "onzeker",
        "vorige-regels": "onzeker",
    }
    assert scenarios["verhoogd"]["range"] == {"lowest": "0.00", "highest": "450.00"}


def test_the_previous_rules_keep_all_dates() -> None:
    outcome = scenarios_of(application())["vorige-regels"]
    assert outcome["rules"] == {"in_force_from": "2026-01-01", "checked_on": str(CHECKED_ON)}
    assert outcome["deadlines"] == {
        "apply_by": None,
        "deposit_by": "2026-07-01",
        "finish_by": "2027-12-31",
        "pay_by": "2027-12-31",
    }


def test_the_first_rules_have_none_before_them_and_none_raised() -> None:
    assert list(scenarios_of(application() | {"submitted_on": "2016-04-01"})) == ["middelgroot"]


def test_without_rules_there_is_nothing_to_imagine() -> None:
    assert scenarios_of(application() | {"submitted_on": "2016-03-31"}) == {}


def test_scenarios_have_no_trace() -> None:
    assert all("trace" not in outcome for outcome in scenarios_of(application()).values())


def test_the_raised_rate_keeps_the_theme_and_where_that_is_refused_it_is_not_imagined() -> None:
    unknown = application(theme="geen") | {"submitted_on": "2022-06-01", "enterprise": {"size": "klein"}}
    assert scenarios_of(unknown)["verhoogd"]["rate"] == "0.45"
    assert list(scenarios_of(application(theme="geen"))) == ["vorige-regels"]
