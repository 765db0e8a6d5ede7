"""Whatever comes in, one outcome comes out."""

import json
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from calculator import calculate_json, explain_json, plan_json
from calculator.notation import UnreadableError, read_amount, read_count, read_date, read_percentage, read_staff
from calculator.wire.strict_json import STRING, nests_too_deep
from tests.support.worked_cases import Case, all_cases

WORDS = sorted(
    {
        word
        for case in all_cases()
        if case.raw is None
        for word in case.text.replace('"', " ").replace(",", " ").replace(":", " ").split()
    }
)
KEYS = [
    "submitted_on",
    "subsidy_received",
    "enterprise",
    "project",
    "projects",
    "size",
    "staff",
    "related",
    "share",
    "service",
    "theme",
    "starts_on",
    "vat_rate",
    "costs",
    "kind",
    "amount",
    "persons",
    "days",
]

any_text = st.text(st.characters(exclude_categories=()), max_size=30)
"""Any text, lone surrogates too."""

leaves: st.SearchStrategy[object] = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | any_text
    | st.sampled_from(WORDS)
    | st.dates().map(str)
    | st.decimals(allow_nan=True, allow_infinity=True).map(str)
)
any_json: st.SearchStrategy[object] = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | any_text, inner, max_size=8),
    max_leaves=30,
)


def assert_outcome(answer: str) -> None:
    outcome = json.loads(answer)
    assert outcome["schema"] == "kmo-outcome/1"
    assert outcome["status"] in ("subsidie", "geen-subsidie", "onzeker", "ongeldig")
    assert (outcome["status"] in ("geen-subsidie", "ongeldig")) == bool(outcome["problems"])
    assert answer.isascii()


@given(any_text)
def test_any_string_gets_an_outcome(text: str) -> None:
    assert_outcome(calculate_json(text))


@given(any_json)
def test_any_json_value_gets_an_outcome(value: object) -> None:
    assert_outcome(calculate_json(json.dumps(value)))


@given(st.sampled_from(all_cases()), st.data())
def test_any_mutilated_application_gets_an_outcome(case: Case, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(case.text)))
    end = data.draw(st.integers(start, min(len(case.text), start + 20)))
    assert_outcome(calculate_json(case.text[:start] + data.draw(any_text) + case.text[end:]))


@given(any_json)
def test_any_json_value_gets_a_plan_and_an_explanation(value: object) -> None:
    text = json.dumps(value)
    assert json.loads(plan_json(text))["schema"] == "kmo-plan/1"
    assert json.loads(explain_json(text))["schema"] == "kmo-explanation/1"


@given(any_text)
def test_any_string_gets_a_plan_and_an_explanation(text: str) -> None:
    assert json.loads(plan_json(text))["problems"]
    assert json.loads(explain_json(text))["what_if"] == []


@given(any_text, st.sampled_from([read_amount, read_staff, read_percentage, read_count, read_date]))
def test_any_string_is_read_or_refused(text: str, read: Callable[[str], object]) -> None:
    problem = None
    try:
        read(text)
    except UnreadableError as error:
        problem = error.problem
    assert problem in (None, "onleesbaar", "negatief", "te-groot")


@given(st.lists(st.sampled_from(["[", "]", "{", "}", '"', "\\", "a", ","]), max_size=300).map("".join))
def test_brackets_are_counted_as_a_parser_would(text: str) -> None:
    depth = deepest = 0
    balanced = True
    for bracket in STRING.sub("", text):
        depth += (bracket in "[{") - (bracket in "]}")
        deepest = max(deepest, depth)
        balanced &= depth >= 0
    few = text.count("[") + text.count("{") <= 64
    assert nests_too_deep(text) == (not few and not (balanced and depth == 0 and deepest <= 64))
