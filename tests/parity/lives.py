"""Ask a Python that is restored under Node, as a browser restores it, life after life."""

import json
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import batched
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NotRequired, TypedDict

from sitegen.common.paths import ROOT
from sitegen.common.tools import TOOLS
from tests.parity.questions import Question

SCRIPT = ROOT / "tests" / "parity" / "exercise.mjs"
RESTORE = ROOT / "site_src/assets/js/python/snapshot.js"
RAN = re.compile(r"^Compiled function 0x[0-9a-f]+#(\d+) using Liftoff", re.MULTILINE)
SHORT, LONG = 12, 2_000
"""Questions of a short life, that of a visitor, and of a long one."""


class Life(TypedDict):
    """The questions of one restored Python, after how many new objects it collects garbage, 0 where that is left to it,
    and the pieces of its memory that are spoilt and said not to be there.
    """

    threshold: int
    questions: Sequence[Question]
    withheld: NotRequired[Sequence[int]]


def lives_of(questions: Sequence[Question], threshold: int = 0) -> list[Life]:
    """Return lives that ask all questions: a third of them in many short lives, the rest in a few long ones."""
    short, long = questions[: len(questions) // 3], questions[len(questions) // 3 :]
    parts = [*batched(short, SHORT, strict=False), *batched(long, LONG, strict=False)]
    return [Life(threshold=threshold, questions=part) for part in parts]


@dataclass(frozen=True, slots=True)
class Exercise:
    """What came of asking."""

    answers: list[str | None]
    """The answer to each question, None where Python stopped."""

    functions: set[int]
    """The numbers of the functions that ran, where Node was asked to say so."""

    pieces: set[int]
    """The numbers of the pieces of memory that were read, where the interpreter records them."""


def ask_under_node(interpreter: bytes, snapshot: bytes, lives: Sequence[Life], *options: str) -> Exercise:
    """Ask everything of an interpreter, under Node with these options."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "python.wasm").write_bytes(interpreter)
        (folder / "snapshot.wasm").write_bytes(snapshot)
        (folder / "job.json").write_text(json.dumps(lives))
        files = (folder / "python.wasm", folder / "snapshot.wasm", RESTORE, folder / "job.json")
        command: list[Path | str] = [TOOLS / "node", *options, SCRIPT, *files]
        output = subprocess.run(command, capture_output=True, text=True, check=True, timeout=3_600).stdout
        answers, pieces = (json.loads((folder / f"{said}.json").read_text("utf-8")) for said in ("answers", "pieces"))
    return Exercise(answers, {int(number) for number in RAN.findall(output)}, set(pieces))
