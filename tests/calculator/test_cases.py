"""Every worked case, through the one door."""

import json
from datetime import date

import pytest

from calculator import calculate_json
from calculator.model import Problem, ReadingProblem, Refusal
from calculator.outcome import Notice, Status
from calculator.rules import RULESETS
from tests.support.worked_cases import Case, Json, all_cases

CASES = all_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_worked_case_has_its_outcome(case: Case) -> None:
    outcome = json.loads(calculate_json(case.text))
    assert part_of(case.outcome, outcome) == case.outcome
    values = {step["step"]: step["value"] for step in outcome["trace"]}
    assert {step: values.get(step) for step in case.steps} == case.steps


def part_of(expected: Json, actual: Json) -> Json:
    """Return the members of `actual` that `expected` names."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        return {key: part_of(member, actual.get(key, "(ontbreekt)")) for key, member in expected.items()}
    return actual


def test_every_case_has_a_name_of_its_own() -> None:
    assert len({case.id for case in CASES}) == len(CASES)


def test_every_case_says_where_it_comes_from() -> None:
    assert [case.name for case in CASES if not case.source.strip()] == []


@pytest.mark.parametrize("problem", [*ReadingProblem, *Refusal])
def test_every_problem_has_a_case(problem: Problem) -> None:
    assert any(problem in keys_in(case, "problems", "problem") for case in CASES)


@pytest.mark.parametrize("notice", list(Notice))
def test_every_notice_has_a_case(notice: Notice) -> None:
    assert any(notice in keys_in(case, "notices", "notice") for case in CASES)


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_a_case(status: Status) -> None:
    assert any(case.outcome.get("status") == status for case in CASES)


def keys_in(case: Case, list_name: str, key: str) -> set[str]:
    """Return the keys that a case expects in a list of its outcome."""
    items = case.outcome.get(list_name, [])
    assert isinstance(items, list)
    return {str(item[key]) for item in items if isinstance(item, dict)}


def test_every_ruleset_has_a_case_on_the_day_before_of_and_after_its_start() -> None:
    submitted = {case.application.get("submitted_on") for case in CASES}
    days = {day for rules in RULESETS for day in days_around(rules.in_force_from.toordinal())}
    assert days - submitted == set()


def days_around(ordinal: int) -> list[str]:
    """Return the day before, the day itself and the day after, as an application writes them."""
    return [date.fromordinal(ordinal + shift).isoformat() for shift in (-1, 0, 1)]
