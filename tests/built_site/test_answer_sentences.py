"""The page has a sentence for whatever the calculator tells it, and tells no more than a reader can follow."""

import json
import re
from pathlib import Path
from random import Random

import pytest

from calculator.engine.what_if import Reason, Variant
from calculator.outcome import Status
from calculator.page.answer import answer_json
from tests.support.made_up import make_up_readable_form

SEED = 1423
FORMS = 1500


@pytest.fixture(scope="module")
def answers() -> list[dict[str, object]]:
    """What the calculator answers to made-up forms."""
    random = Random(SEED)
    return [json.loads(answer_json(json.dumps(make_up_readable_form(random)))) for _ in range(FORMS)]


@pytest.fixture(scope="module")
def html(built_site: Path) -> str:
    """The calculator page as it was built."""
    return (built_site / "bereken" / "index.html").read_text("utf-8")


def steps_of(answer: dict[str, object]) -> list[tuple[str, str]]:
    """Return the keys of the steps that an answer shows."""
    steps = answer["steps"]
    assert isinstance(steps, list)
    return [(step["step"], step["because"]) for step in steps]


def notices_of(answer: dict[str, object]) -> list[tuple[str, str]]:
    """Return the keys of the notices in an answer, each with the field it is about."""
    outcome = answer["outcome"]
    assert isinstance(outcome, dict)
    return [(notice["notice"], notice["field"]) for notice in outcome["notices"]]


def test_every_step_of_every_answer_has_its_sentence_and_every_sentence_is_told(
    answers: list[dict[str, object]], html: str
) -> None:
    written = set(re.findall(r'data-step="([^"]+)" data-because="([^"]+)"', html))
    assert {pair for answer in answers for pair in steps_of(answer)} == written


def test_every_notice_of_every_answer_has_its_sentence(answers: list[dict[str, object]], html: str) -> None:
    written = set(re.findall(r'data-notice="([^"]+)" data-for="([^"]+)"', html))
    given = {pair for answer in answers for pair in notices_of(answer)}
    assert given <= written


def test_a_granted_or_open_answer_is_told_in_four_to_twelve_steps(answers: list[dict[str, object]]) -> None:
    for answer in answers:
        outcome = answer["outcome"]
        assert isinstance(outcome, dict)
        if outcome["status"] in ("subsidie", "onzeker"):
            assert 4 <= len(steps_of(answer)) <= 12, steps_of(answer)


def test_every_reason_and_circumstance_has_its_sentence(html: str) -> None:
    assert set(re.findall(r'data-reason="([^"]+)"', html)) == set(Reason)
    assert set(re.findall(r'data-scenario="([^"]+)"', html)) == {*Variant, "nu"} - {Variant.COMING_RULES}
    coming = set(re.findall(r'data-sentence="coming-([^"]+)"', html))
    assert coming == {Status.SUBSIDY, Status.REFUSED, Status.UNCERTAIN}
