"""Find what the calculator ever uses of Python in the browser, functions and memory, and write their lists.

    uv run --group test python -m tools.trace_runtime

To be run when the calculator or Pyodide changes: `sitegen/bundle/browser/functions.txt` and `pieces.txt` decide what
visitors download first. What is missing there costs a visitor seconds, for that question is then asked of the full
runtime. It takes a quarter of an hour, and the same lists come of it each time.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

from calculator.page.form import NAMES
from calculator.page.plan_form import ROWS
from sitegen.bundle import snapshot, trim
from sitegen.bundle.exports import EXPORTS
from sitegen.bundle.packages import fetch_packages
from sitegen.bundle.pyodide_release import WASM
from sitegen.bundle.snapshot import PIECE, start_python, write_whole_snapshot
from sitegen.bundle.stdlib import make_library
from sitegen.bundle.trim import instrument
from sitegen.common.paths import ROOT
from tests.parity.alone import questions_of_characters, questions_of_days
from tests.parity.lives import Exercise, Life, ask_under_node, lives_of
from tests.parity.questions import Question, questions
from tests.support.examples import page_examples
from tests.support.worked_cases import all_cases

COLLECTING = (1, 700)
"""New objects after which Python collects garbage in some lives; 1 makes it collect everywhere."""

SEEDS, COUNT, COLLECTED = (20261124, 20261125), 40_000, 2_000
"""How many questions there are of each seed, and how many in lives in which Python often collects garbage."""

CHARACTERS = range(0x52B50 // PIECE, 0x6C430 // PIECE + 1)
"""The pieces with Python's tables of all characters. Each text reads another part of them, so they are kept whole.

They begin at `_PyUnicode_TypeRecords` and are constant, so that their addresses are those of Pyodide's release.
"""

SHARES = 4
"""Into how many parts the lives are divided, each of which a process of its own lives."""

LONG = 30_000_000
"""Length of a text that makes the memory grow."""


def main() -> None:
    """Find functions and pieces of memory, and write their lists."""
    pyodide = fetch_packages(ROOT, lambda text: print(text, file=sys.stderr)) / "pyodide"
    memory = start_python(pyodide, make_library(pyodide, slim=True))
    interpreter = instrument((pyodide / WASM).read_bytes())
    found = exercise(interpreter, write_whole_snapshot(memory))
    functions = found.functions & set(trim.own_functions((pyodide / WASM).read_bytes()))
    trim.write_list(functions)
    snapshot.write_list(memory, found.pieces.union(CHARACTERS))
    print(f"{len(functions)} functions ran, and {len(found.pieces)} pieces of memory were read")


def exercise(interpreter: bytes, whole: bytes) -> Exercise:
    """Return what came of all lives, a few at a time side by side. Raise ValueError if Python stopped in one."""
    lives = all_lives()

    def ask(part: int) -> Exercise:
        return ask_under_node(interpreter, whole, lives[part::SHARES], "--trace-wasm-compilation-times")

    with ThreadPoolExecutor() as pool:
        shares = list(pool.map(ask, range(SHARES)))
    if any(None in share.answers for share in shares):
        raise ValueError("Python stopped, though nothing was left out")
    return Exercise(
        answers=[],
        functions=set().union(*(share.functions for share in shares)),
        pieces=set().union(*(share.pieces for share in shares)),
    )


def all_lives() -> list[Life]:
    """Return lives with generated questions, with the known ones for every function, and with what stands alone."""
    known, generated = known_questions(), [questions(seed, COUNT) for seed in SEEDS]
    often = [life for most in COLLECTING for life in lives_of([*known, *generated[0][:COLLECTED]], most)]
    rest = [life for of_seed in generated for life in lives_of(of_seed)]
    alone = [*questions_of_characters(), *questions_of_days()]
    return [*often, *rest, *(Life(threshold=0, questions=each) for each in (known, alone))]


def known_questions() -> list[Question]:
    """Return every case, every example, each control alone with strange texts, and a very long text."""
    forms = [dict(example.values) for example in page_examples()]
    strange = [{name: text} for name in NAMES for text in ("", "x", "1.234,56", "\U0001f4c5", "9" * 400)]
    rows = [{"values": {f"{ROWS}.0.{name}": text for name, text in each.items()}} for each in [*forms, *strange]]
    texts = [*(case.text for case in all_cases()), *map(json.dumps, [*forms, *strange, *rows, {"csv": "x" * LONG}])]
    return [(name, text) for name in EXPORTS for text in texts]


if __name__ == "__main__":
    main()
