"""The generated questions are those of ordinary use, and more."""

import json
from collections import Counter

from calculator.wire.fields import APPLICATION, COST, ENTERPRISE_CONDITIONS, ENTERPRISE_SIZE, PROJECT, RELATED
from sitegen.bundle.exports import EXPORTS, call
from tests.parity.questions import GENERATORS, questions

COUNT = 4_000
FEW = 10
"""How often each kind of answer comes at least, in so many questions."""


def test_every_function_that_the_browser_calls_has_a_generator() -> None:
    assert GENERATORS.keys() == EXPORTS.keys()


def test_the_same_seed_gives_the_same_questions_and_another_gives_others() -> None:
    assert questions(1, 100) == questions(1, 100)
    assert questions(1, 100) != questions(2, 100)


def test_each_function_gives_every_kind_of_answer() -> None:
    kinds = Counter(kind for name, text in questions(3, COUNT) for kind in kinds_of(name, call(name, text)))
    statuses = ("subsidie", "geen-subsidie", "onzeker", "ongeldig")
    expected = {(name, status) for name in ("calculate", "answer", "plan") for status in statuses}
    expected |= {("calendar", "file"), ("calendar", "nothing"), ("plan", "opened"), ("plan", "wrong line")}
    expected |= {("plan", "saved"), ("plan", "advice")}
    assert {kind: kinds[kind] for kind in expected if kinds[kind] < FEW} == {}


def kinds_of(name: str, said: str) -> set[tuple[str, str]]:
    """Return what kinds of answer one answer is."""
    if name == "calendar":
        return {(name, "file" if said else "nothing")}
    answered = json.loads(said)
    if "refused" in answered:
        return {(name, "wrong line" if answered["refused"] else "opened")}
    if "csv" in answered:
        return {(name, "saved")}
    rows = answered.get("rows", [answered.get("outcome", answered)])
    return {(name, row["status"]) for row in rows} | ({(name, "advice")} if answered.get("advice") else set())


def test_every_field_of_an_application_is_asked_about() -> None:
    asked = " ".join(text for name, text in questions(4, COUNT) if name == "calculate")
    fields = {*APPLICATION, *ENTERPRISE_CONDITIONS, *ENTERPRISE_SIZE, *PROJECT, *RELATED, *COST}
    assert {field for field in fields if asked.count(f'"{field}"') < FEW} == set()
