"""The Python that visitors get, restored under Node with what was left out left out, answers as this one does."""

from tests.parity.comparison import find_differences

SEED, COUNT = 20261201, 10_000
"""`python -m tools.compare_answers` asks more."""


def test_ten_thousand_questions_to_all_functions_are_answered_alike() -> None:
    assert find_differences(SEED, COUNT) == [], "if None: uv run --group test python -m tools.trace_runtime"
