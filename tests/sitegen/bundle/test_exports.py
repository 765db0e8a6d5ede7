"""The question that every worker answers before a visitor's goes through all that an answer is made of."""

import json
from decimal import Decimal

import pytest

from calculator.model import EnterpriseSize
from calculator.rules import R7
from sitegen.bundle.exports import EXPORTS, SELF_TEST, WARM_UP_INPUTS, call


def test_the_self_test_goes_through_an_amount_a_date_and_a_refusal() -> None:
    granted, refused = json.loads(call(*SELF_TEST))["rows"]
    assert granted["status"] == "subsidie"
    assert granted["texts"]["subsidy"] == "€\xa01.125,23"
    assert granted["texts"]["deposit_by"] == "23 december 2026"
    assert (refused["status"], refused["problems"]) == ("geen-subsidie", ["thema-uitgesloten"])


def test_the_self_test_notices_another_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    known = call(*SELF_TEST)
    monkeypatch.setitem(R7.rates.value, EnterpriseSize.SMALL, Decimal("0.31"))
    assert call(*SELF_TEST) != known


def test_every_function_is_warmed_up_with_input_of_its_own() -> None:
    answers = {name: [call(name, text) for text in WARM_UP_INPUTS] for name in EXPORTS}
    assert any('"status":"subsidie"' in said for said in answers["calculate"])
    assert any('"status":"subsidie"' in said for said in answers["answer"])
    assert any("BEGIN:VEVENT" in said for said in answers["calendar"])
    assert any(said.startswith('{"values":{"plan.0.name":"Een"') for said in answers["plan"])
