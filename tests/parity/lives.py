"""Ask a Python that is restored under Node, as a browser restores it, life after life."""

import json
import re
import subprocess
from collections.abc import Sequence
from itertools import batched
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict

from sitegen.common.paths import ROOT
from sitegen.common.tools import TOOLS
from tests.parity.questions import Question

SCRIPT = ROOT / "tests" / "parity" / "exercise.mjs"
RESTORE = ROOT / "site_src/assets/js/python/snapshot.js"
RAN = re.compile(r"^Compiled function 0x[0-9a-f]+#(\d+) using Liftoff", re.MULTILINE)
SHORT, LONG = 12, 2_000
"""Questions of a short life, that of a visitor, and of a long one."""


class Life(TypedDict):
    """The questions of one restored Python, and after how many new objects it collects garbage; 0 leaves that to it."""

    threshold: int
    questions: Sequence[Question]


def lives_of(questions: Sequence[Question], threshold: int = 0) -> list[Life]:
    """Return lives that ask all questions: a third of them in many short lives, the rest in a few long ones."""
    short, long = questions[: len(questions) // 3], questions[len(questions) // 3 :]
    parts = [*batched(short, SHORT, strict=False), *batched(long, LONG, strict=False)]
    return [Life(threshold=threshold, questions=part) for part in parts]


def ask_under_node(
    interpreter: Path, image: Path, lives: Sequence[Life], *options: str
) -> tuple[list[str | None], str]:
    """Return the answer to each question, None where Python stopped, and what Node prints with these options."""
    with TemporaryDirectory() as folder:
        job = Path(folder) / "job.json"
        job.write_text(json.dumps(lives))
        command: list[Path | str] = [TOOLS / "node", *options, SCRIPT, interpreter, image, RESTORE, job]
        output = subprocess.run(command, capture_output=True, text=True, check=True, timeout=3_600).stdout
        answers: list[str | None] = json.loads((Path(folder) / "answers.json").read_text("utf-8"))
    return answers, output


def functions_that_run(interpreter: Path, image: Path, lives: Sequence[Life]) -> set[int]:
    """Return the numbers of the interpreter's functions that answering all questions takes."""
    answers, output = ask_under_node(interpreter, image, lives, "--trace-wasm-compilation-times")
    if None in answers:
        raise ValueError("Python stopped, though no function was left out")
    return {int(number) for number in RAN.findall(output)}
