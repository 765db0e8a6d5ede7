"""Whatever is missing of the memory: Python then stops, and never answers anything else."""

from itertools import cycle

from sitegen.bundle import snapshot
from sitegen.bundle.bundle import make_slim_runtime
from sitegen.bundle.exports import call
from sitegen.bundle.packages import fetch_packages
from sitegen.common.paths import ROOT
from tests.parity.lives import Life, ask_under_node
from tests.parity.questions import questions

SEED, COUNT, STEP = 20261202, 40, 7
"""What is asked, and how far apart the pieces are that are withheld one by one."""


def test_a_piece_that_is_withheld_stops_python_or_changes_nothing() -> None:
    runtime = make_slim_runtime(fetch_packages(ROOT, print), print)
    pieces = sorted(snapshot.read_list()[1])[::STEP]
    asked = [question for question, _ in zip(cycle(questions(SEED, COUNT)), pieces, strict=False)]
    lives = [Life(threshold=0, questions=[each], withheld=[piece]) for each, piece in zip(asked, pieces, strict=True)]
    answers = ask_under_node(runtime.interpreter, runtime.snapshot, lives).answers
    wrong = [each for each, there in zip(asked, answers, strict=True) if there not in (None, call(*each))]
    assert wrong == []
    assert answers.count(None) > len(answers) / 10
