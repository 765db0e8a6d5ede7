"""Compare the answers of the Python that visitors get with those of this one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sitegen.bundle.bundle import make_slim_runtime
from sitegen.bundle.exports import call
from sitegen.bundle.packages import fetch_packages
from sitegen.common.paths import ROOT
from tests.parity.lives import ask_under_node, lives_of
from tests.parity.questions import Question, questions


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that the two answer differently; `there` is None where a function was left out."""

    question: Question
    here: str
    there: str | None


def find_differences(seed: int, count: int, report: Callable[[str], None] = print) -> list[Difference]:
    """Return each of `count` generated questions that the visitors' Python, under Node, answers differently."""
    return compare(questions(seed, count), report)


def compare(asked: Sequence[Question], report: Callable[[str], None] = print) -> list[Difference]:
    """Return each of these questions that the visitors' Python, under Node, answers differently."""
    runtime = make_slim_runtime(fetch_packages(ROOT, report), report)
    answers = ask_under_node(runtime.interpreter, runtime.snapshot, lives_of(asked)).answers
    compared = [Difference(question, call(*question), there) for question, there in zip(asked, answers, strict=True)]
    return [each for each in compared if each.here != each.there]
