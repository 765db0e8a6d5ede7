"""What holds for every plan, over two thousand plans of all kinds: those that people have, half typed, and hostile."""

import json
from collections.abc import Iterator
from decimal import Decimal
from random import Random
from urllib.parse import parse_qsl

from calculator.notation import read_amount
from tests.parity.plans import plan
from tests.support.plans import Answer, Values, ask, opened, saved

SEED, COUNT, FEW_ROWS = 20261128, 2_000, 12
UNCOUNTED = {"costs.deelname.quantity", "costs.catering.persons", "costs.catering.days"}
"""Titles of columns that do not count where there is no amount; what cannot be read in them hinders only the file."""


def plans() -> Iterator[Values]:
    """Generate the plans; half a character, which no browser sends, is none."""
    random = Random(SEED)
    for _ in range(COUNT):
        values: Values = json.loads(json.dumps(plan(random), ensure_ascii=False).encode("utf-8", "replace"))
        yield values


def total_of(answer: Answer) -> Decimal | None:
    total = answer["total"]
    assert isinstance(total, dict)
    return read_amount(str(total["subsidy"])) if "subsidy" in total else None


def test_what_the_link_holds_gives_the_same_answer_and_the_same_link() -> None:
    for values in plans():
        answer = ask({"values": values})
        again = ask({"values": dict(parse_qsl(str(answer["fragment"]), keep_blank_values=True))})
        assert again["fragment"] == answer["fragment"]
        assert again["total"] == answer["total"]
        assert len(json.dumps(again["rows"])) > 0


def test_a_spreadsheet_that_is_opened_gives_the_sums_that_it_was_saved_with() -> None:
    compared = 0
    for values in plans():
        answer = ask({"values": values})
        if answer["rows"] == [] or answer["errors"]:
            continue
        read = opened(saved(values))
        refused = {each["texts"]["column"] for each in json.loads(json.dumps(read["refused"]))}
        assert refused <= UNCOUNTED
        if refused:
            continue
        again = ask({"values": read["values"]})
        assert again["total"] == answer["total"]
        assert len(json.loads(json.dumps(again["days"]))) == len(json.loads(json.dumps(answer["days"])))
        compared += 1
    assert compared > COUNT / 10


def test_following_an_advice_gains_what_it_promises() -> None:
    followed = 0
    for values in plans():
        answer = ask({"values": values})
        advice = json.loads(json.dumps(answer["advice"]))
        for each in advice if len(json.loads(json.dumps(answer["rows"]))) <= FEW_ROWS else []:
            moved = ask({"values": values | {f"plan.{each['place']}.submitted_on": each["submitted_on"]}})
            before, after = total_of(answer), total_of(moved)
            assert before is not None
            assert after == before + read_amount(each["texts"]["gain"])
            followed += 1
    assert followed > COUNT / 50
