"""Hostile and broken input: named by its path, quickly, and never with anything but an outcome."""

import json
import tracemalloc
from collections.abc import Callable
from time import process_time

import pytest

from calculator import calculate_json
from tests.support.worked_cases import Case, Json, all_cases

MEGABYTE = 1_000_000
SIZE = 20 * MEGABYTE
SECONDS = 20
"""Far more than any of it takes, far less than anything that grows faster than its input would."""

START = '{"submitted_on":"2026-11-23","enterprise":{"size":"klein"},"subsidy_received":'
REST = ',"project":{"service":"opleiding","theme":"energie","costs":[{"kind":"deelname","amount":"1000"}]}}'


def problems_of(text: str) -> list[tuple[str, str]]:
    outcome = json.loads(calculate_json(text))
    assert outcome["status"] == "ongeldig"
    return [(problem["field"], problem["problem"]) for problem in outcome["problems"]]


def received(value: str) -> list[tuple[str, str]]:
    """Return the problems of an application that is good but for the subsidy received, which is `value` in JSON."""
    return problems_of(START + value + REST)


HUGE: dict[str, tuple[Callable[[], str], list[tuple[str, str]]]] = {
    "digits in a number": (lambda: START + "9" * SIZE + REST, [("subsidy_received", "te-groot")]),
    "digits in a string": (lambda: START + '"' + "9" * SIZE + '"' + REST, [("subsidy_received", "te-groot")]),
    "zeros in a number's fraction": (
        lambda: START + "1." + "0" * SIZE + "1" + REST,
        [("subsidy_received", "onleesbaar")],
    ),
    "digits in an exponent": (lambda: START + "1e" + "9" * SIZE + REST, [("subsidy_received", "te-groot")]),
    "groups of thousands": (
        lambda: START + '"1' + ".000" * (SIZE // 4) + '"' + REST,
        [("subsidy_received", "te-groot")],
    ),
    "spaced thousands": (
        lambda: START + '"1' + " 000" * (SIZE // 4) + 'x"' + REST,
        [("subsidy_received", "onleesbaar")],
    ),
    "spaces in a string": (lambda: START + '"' + " " * SIZE + 'x"' + REST, [("subsidy_received", "onleesbaar")]),
    "spaces before a euro sign": (lambda: START + '"' + " " * SIZE + '€"' + REST, [("subsidy_received", "onleesbaar")]),
    "letters in a string": (lambda: START + '"' + "a" * SIZE + '"' + REST, [("subsidy_received", "onleesbaar")]),
    "a word of an enumeration": (
        lambda: START + "0" + REST.replace("energie", "e" * SIZE),
        [("project.theme", "onbekende-waarde")],
    ),
    "a date": (
        lambda: START.replace("2026-11-23", "2" * SIZE) + "0" + REST,
        [("submitted_on", "onleesbaar")],
    ),
    "open brackets": (lambda: "[" * SIZE, [("", "geen-json")]),
    "open braces": (lambda: '{"a":' * (SIZE // 5), [("", "geen-json")]),
    "nested brackets": (lambda: "[" * 100_000 + "]" * 100_000, [("", "geen-json")]),
    "nested objects": (lambda: START + '{"a":' * 100_000 + "1" + "}" * 100_000 + REST, [("", "geen-json")]),
    "pairs of brackets": (lambda: "[]" * (SIZE // 2), [("", "geen-json")]),
    "escaped quotes that never end": (lambda: "[" * 65 + '"' + '\\"' * (SIZE // 2), [("", "geen-json")]),
    "escaped quotes and a last backslash": (lambda: "[" * 65 + '"' + '\\"' * (SIZE // 2) + "\\", [("", "geen-json")]),
    "quotes": (lambda: "[" * 65 + '"' * SIZE, [("", "geen-json")]),
    "a list of numbers": (
        lambda: START + "[" + "1," * (SIZE // 20) + "1]" + REST,
        [("subsidy_received", "onleesbaar")],
    ),
}


@pytest.mark.parametrize("name", HUGE)
def test_twenty_megabytes_are_refused_at_their_place_in_bounded_time(name: str) -> None:
    make, expected = HUGE[name]
    text = make()
    start = process_time()
    assert problems_of(text) == expected
    assert process_time() - start < SECONDS


@pytest.mark.parametrize("value", ["9" * SIZE, '"' + "9" * SIZE + '"', "[" * 65 + '"' + '\\"' * (SIZE // 2)])
def test_memory_stays_within_a_few_times_the_input(value: str) -> None:
    text = START + value + REST
    tracemalloc.start()
    calculate_json(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * len(text)


def test_unknown_keys_are_named_up_to_a_hundred_per_object() -> None:
    keys = ",".join(f'"sleutel{number}":1' for number in range(200_000))
    problems = problems_of(START + "0," + keys + REST)
    assert len(problems) == 101
    assert problems[0] == ("sleutel0", "onbekende-sleutel")
    assert problems[-1] == ("", "te-veel")


def test_an_object_within_another_with_too_many_unknown_keys_is_named_by_its_place() -> None:
    keys = ",".join(f'"sleutel{number}":1' for number in range(101))
    assert problems_of(START + '0,"enterprise":{' + keys + "}" + REST)[-1] == ("enterprise", "te-veel")


def test_repeated_keys_are_named_up_to_a_hundred_per_object() -> None:
    keys = ",".join(f'"sleutel{number}":1,"sleutel{number}":2' for number in range(1000))
    problems = problems_of(START + "0," + keys + REST)
    assert sum(problem == "onleesbaar" for _, problem in problems) == 100


def test_exactly_a_hundred_unknown_keys_are_not_too_many() -> None:
    keys = ",".join(f'"sleutel{number}":1' for number in range(100))
    problems = problems_of(START + "0," + keys + REST)
    assert [problem for _, problem in problems] == ["onbekende-sleutel"] * 100


def test_many_different_misspelt_keys_everywhere_take_bounded_time() -> None:
    def keys(name: str) -> str:
        return ",".join(f'"{name}{number}{"k" * 80}":1' for number in range(100))

    lines = ",".join(f'{{"kind":"deelname","amount":"1",{keys(f"a{index}x")}}}' for index in range(100))
    related = ",".join(f'{{"share":"30",{keys(f"b{index}x")}}}' for index in range(100))
    text = START + "0" + REST.replace('{"kind":"deelname","amount":"1000"}', lines)
    start = process_time()
    problems = problems_of(text.replace('"size":"klein"', f'"related":[{related}]'))
    assert len(problems) == 20_000
    assert process_time() - start < SECONDS


def test_a_very_long_key_is_cut_in_the_answer() -> None:
    assert problems_of(START + '0,"' + "k" * MEGABYTE + '":1' + REST) == [("k" * 80, "onbekende-sleutel")]
    assert problems_of(START + '0,"' + "k" * 81 + '":1' + REST) == [("k" * 80, "onbekende-sleutel")]


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("NaN", "onleesbaar"),
        ("Infinity", "onleesbaar"),
        ("-Infinity", "onleesbaar"),
        ("1e999", "te-groot"),
        ("-1e999", "negatief"),
        ("1e-999", "onleesbaar"),
        ("-0.001", "onleesbaar"),
        ("-1", "negatief"),
        ('"\\ud800"', "onleesbaar"),
        ('"\\udc00\\ud800"', "onleesbaar"),
        ('"\\u0000"', "onleesbaar"),
        ("true", "onleesbaar"),
        ("[]", "onleesbaar"),
        ("{}", "onleesbaar"),
        ('"0x10"', "onleesbaar"),
    ],
)
def test_what_is_no_amount_is_named_at_its_path(value: str, problem: str) -> None:
    assert received(value) == [("subsidy_received", problem)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\N{ZERO WIDTH NO-BREAK SPACE}{}",
        "{",
        "}",
        "{]",
        '{"a":1,}',
        "{'a':1}",
        '{"a":01}',
        '{"a":.5}',
        '{"a":+1}',
        '{"a":1} {"a":1}',
        '"\n"',
        "\ud800",
        "nan",
        "// niets",
        '{"a":"\x00"}',
    ],
)
def test_what_is_no_json_says_so(text: str) -> None:
    assert problems_of(text) == [("", "geen-json")]


@pytest.mark.parametrize("text", ["[]", "null", "true", "1", '"tekst"', "NaN", "1e999"])
def test_json_that_is_no_object_is_unreadable(text: str) -> None:
    assert problems_of(text) == [("", "onleesbaar")]


def test_a_lone_surrogate_in_a_key_comes_back_escaped() -> None:
    answer = calculate_json(START + '0,"\\ud800":1' + REST)
    assert '"field":"\\ud800","problem":"onbekende-sleutel"' in answer
    assert answer.isascii()


def test_quotes_and_control_characters_in_a_key_come_back_escaped() -> None:
    assert problems_of(START + '0,"\\"\\n\\\\":1' + REST) == [('"\n\\', "onbekende-sleutel")]


def test_nesting_within_bounds_is_read_and_one_level_more_is_not() -> None:
    def nested(depth: int) -> str:
        return '{"a":' + "[" * (depth - 1) + "1" + "]" * (depth - 1) + "}"

    assert ("a", "onbekende-sleutel") in problems_of(nested(64))
    assert problems_of(nested(65)) == [("", "geen-json")]


def test_many_brackets_that_do_not_nest_deep_are_read() -> None:
    lines = ",".join(['{"kind":"deelname","amount":"10"}'] * 100)
    text = START + "0" + REST.replace('{"kind":"deelname","amount":"1000"}', lines)
    assert json.loads(calculate_json(text))["eligible_cost"] == "1000.00"


def test_brackets_in_strings_do_not_nest() -> None:
    assert received('"' + "[{" * 200 + '\\""') == [("subsidy_received", "onleesbaar")]


def test_the_same_fault_of_the_same_field_is_named_once() -> None:
    assert received('"x","subsidy_received":"y"') == [("subsidy_received", "onleesbaar")]


def test_a_misspelt_key_brings_its_nearest_one() -> None:
    outcome = json.loads(calculate_json(START + '0,"enterprize":{}' + REST))
    assert outcome["problems"] == [{"field": "enterprize", "problem": "onbekende-sleutel", "nearest": "enterprise"}]


@pytest.mark.parametrize("path", ["", "enterprise", "project", "enterprise.related.0", "project.costs.1"])
@pytest.mark.parametrize("value", [[], "tekst", 1, True])
def test_a_value_where_an_object_belongs_gives_that_one_problem(path: str, value: Json) -> None:
    application: Json = {
        "submitted_on": "2026-11-23",
        "enterprise": {"size": "klein", "related": [{"share": "30"}]},
        "project": {
            "service": "opleiding",
            "theme": "energie",
            "costs": [{"kind": "deelname", "amount": "1000"}, {"kind": "deelname", "amount": "1000"}],
        },
    }
    broken = replaced(application, path.split(".") if path else [], value)
    assert problems_of(json.dumps(broken)) == [(path, "onleesbaar")]


def replaced(value: Json, path: list[str], new: Json) -> Json:
    """Return `value` with `new` at `path`."""
    if not path:
        return new
    step, *rest = path
    if isinstance(value, dict):
        return value | {step: replaced(value[step], rest, new)}
    assert isinstance(value, list)
    return [replaced(item, rest, new) if str(index) == step else item for index, item in enumerate(value)]


@pytest.mark.parametrize("case", [case for case in all_cases() if case.raw is None], ids=lambda case: case.id)
def test_absent_members_and_nulls_are_the_same(case: Case) -> None:

    filled: Json = {"subsidy_received": None, "enterprise": None} | case.application
    assert calculate_json(json.dumps(filled)) == calculate_json(case.text)
