"""The door: one envelope, the same for whoever knocks, whatever they bring."""

import json
import re
from decimal import ROUND_DOWN, Context, localcontext

import pytest

from calculator import calculate_json, explain_json, plan_json
from calculator.rules import Certainty
from tests.support.worked_cases import Case, Json, all_cases

CASES = all_cases()

KEYS = [
    "schema",
    "status",
    "rules",
    "enterprise_size",
    "rate",
    "eligible_cost",
    "ineligible_cost",
    "vat",
    "subsidy",
    "own_share",
    "paid_to_provider",
    "outlay",
    "invoice",
    "ceiling",
    "ceiling_left",
    "ceiling_reached",
    "cost_at_ceiling",
    "range",
    "likely",
    "deadlines",
    "problems",
    "notices",
    "trace",
]
MONEY = [
    "eligible_cost",
    "ineligible_cost",
    "vat",
    "subsidy",
    "own_share",
    "paid_to_provider",
    "outlay",
    "invoice",
    "ceiling",
    "ceiling_left",
    "cost_at_ceiling",
]
EURO = re.compile(r"\d+\.\d\d")
FRACTION = re.compile(r"0\.\d\d")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def all_pairs(value: Json) -> list[tuple[str, Json]]:
    if isinstance(value, dict):
        return [pair for key, member in value.items() for pair in [(key, member), *all_pairs(member)]]
    return [pair for item in value for pair in all_pairs(item)] if isinstance(value, list) else []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_outcome_has_the_same_keys_in_the_same_order_and_notation(case: Case) -> None:
    answer = calculate_json(case.text)
    outcome = json.loads(answer)
    assert list(outcome) == KEYS
    assert list(outcome["rules"]) == ["in_force_from", "checked_on"]
    assert list(outcome["deadlines"]) == ["apply_by", "deposit_by", "finish_by", "pay_by"]
    assert all(EURO.fullmatch(outcome[key]) for key in MONEY if outcome[key] is not None)
    assert outcome["rate"] is None or FRACTION.fullmatch(outcome["rate"])
    days = [*outcome["rules"].values(), *outcome["deadlines"].values()]
    assert all(DAY.fullmatch(day) for day in days if day is not None)
    assert answer.isascii()
    assert answer == json.dumps(outcome, separators=(",", ":"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_trace_holds_only_texts_with_a_source_and_figures_with_two_decimals(case: Case) -> None:
    trace = json.loads(calculate_json(case.text))["trace"]
    for step in trace:
        assert list(step) == ["step", "value", "because", "since", "source", "certainty", "figures"]
        assert step["source"].startswith("https://")
        assert step["certainty"] in list(Certainty)
        assert step["since"] is None or step["certainty"] != "afgeleid"
        assert all(isinstance(figure, str) for figure in step["figures"].values())
    euro = {
        "total",
        "ineligible",
        "eligible",
        "vat",
        "ceiling",
        "received",
        "turnover",
        "balance_sheet_total",
        "catering",
    }
    figures = [(name, figure) for step in trace for name, figure in step["figures"].items()]
    assert all(EURO.fullmatch(figure) for name, figure in figures if name in euro)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_money_in_and_money_out_balance(case: Case) -> None:
    outcome = json.loads(calculate_json(case.text))
    if outcome["subsidy"] is None:
        assert [outcome[key] for key in MONEY] == [None] * len(MONEY)
        return
    cents = {key: int(outcome[key].replace(".", "")) for key in MONEY[:8]}
    assert cents["invoice"] == cents["eligible_cost"] + cents["ineligible_cost"] + cents["vat"]
    assert cents["subsidy"] + cents["outlay"] == cents["invoice"]
    assert cents["own_share"] + cents["paid_to_provider"] == cents["outlay"]
    assert (cents["subsidy"] > 0) == (outcome["status"] == "subsidie") == (outcome["problems"] == [])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_ceiling_is_reached_when_nothing_of_it_is_left(case: Case) -> None:
    outcome = json.loads(calculate_json(case.text))
    left = outcome["ceiling_left"]
    assert outcome["ceiling_reached"] == (None if left is None else left == "0.00")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_callers_decimal_context_changes_nothing(case: Case) -> None:
    expected = calculate_json(case.text), explain_json(case.text), plan_json(case.text)
    with localcontext(Context(prec=2, rounding=ROUND_DOWN)):
        assert (calculate_json(case.text), explain_json(case.text), plan_json(case.text)) == expected


def test_the_reasoning_goes_from_the_regime_to_the_deadlines() -> None:
    case = next(case for case in CASES if "het voorbeeld van het contract" in case.name)
    assert [step["step"] for step in json.loads(calculate_json(case.text))["trace"]] == [
        "regime",
        "group",
        "size",
        "rate",
        "catering_limit",
        "eligible_cost",
        "minimum_cost",
        "public_share",
        "ceiling",
        "subsidy",
        "own_share",
        "paid_to_provider",
        "outlay",
        "apply_by",
        "deposit_by",
        "finish_by",
        "pay_by",
    ]


def test_a_refusal_traces_the_rule_behind_each_reason() -> None:
    case = next(case for case in CASES if "alle redenen samen" in case.name)
    trace = json.loads(calculate_json(case.text))["trace"]
    assert [step["because"] for step in trace if step["step"] == "condition"] == [
        "buiten-vlaanderen",
        "rechtsvorm-uitgesloten",
        "hoofdactiviteit-uitgesloten",
        "dienst-uitgesloten",
        "dienstverlener-niet-geregistreerd",
    ]
    reasons = {step["step"]: step["because"] for step in trace}
    assert reasons["public_share"] == "niet-onder-grens"
    assert reasons["minimum_cost"] == "niet-gehaald"
    assert reasons["ceiling"] == "opgebruikt"
    assert reasons["apply_by"] == "te-laat"
    assert reasons["paid_to_provider"] == "alles"
    assert "subsidy" not in reasons
    assert "own_share" not in reasons


def test_a_repeated_calculation_gives_the_same_letters() -> None:
    assert {calculate_json(CASES[0].text) for _ in range(3)} == {calculate_json(CASES[0].text)}
