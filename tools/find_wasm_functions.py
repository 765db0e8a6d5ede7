"""Find the functions of Pyodide's WebAssembly that the calculator ever runs, and write their list.

    uv run --group test python -m tools.find_wasm_functions

To be run when the calculator or Pyodide changes: `sitegen/bundle/browser/functions.txt` decides what visitors
download first.
A function that is missing there costs a visitor two seconds, for that question is then asked of the full runtime.
"""

import json
import sys
from itertools import pairwise

from calculator.page.form import NAMES
from calculator.page.plan_form import ROWS
from sitegen.bundle.exports import EXPORTS
from sitegen.bundle.packages import fetch_packages
from sitegen.bundle.pyodide_release import WASM
from sitegen.bundle.snapshot import build_snapshot
from sitegen.bundle.stdlib import make_library
from sitegen.bundle.trim import FUNCTIONS, write_functions
from sitegen.common.paths import ROOT
from tests.parity.lives import Life, functions_that_run, lives_of
from tests.parity.questions import Question, questions
from tests.support.examples import page_examples
from tests.support.worked_cases import all_cases

COLLECTING = (1, 700)
"""New objects after which Python collects garbage in some lives; 1 makes it collect everywhere."""

NEAR = 9
"""Distance in numbers up to which two functions are neighbours."""

SEED, COUNT, COLLECTED = 20261124, 40_000, 2_000
"""The questions of all lives, and of those in which Python collects garbage more often than it would."""

LONG = 30_000_000
"""Length of a text that makes the memory grow."""


def main() -> None:
    """Find the functions and write the list, unless it holds all of them."""
    ran = find_functions()
    if ran <= FUNCTIONS:
        print(f"{len(ran)} functions ran, all of them among the {len(FUNCTIONS)} of the list")
        return
    write_functions(with_neighbours(ran))
    print(f"{len(ran)} functions ran, {len(ran - FUNCTIONS)} of them not among the {len(FUNCTIONS)} of the old list")


def with_neighbours(numbers: set[int]) -> set[int]:
    """Add what stands between two functions that ran: it is of the same part of Python, and the next to be needed."""
    ordered = sorted(numbers)
    return numbers.union(*(range(first, last) for first, last in pairwise(ordered) if last - first <= NEAR))


def find_functions() -> set[int]:
    """Run everything under Node and return the numbers of the functions that ran."""
    pyodide = fetch_packages(ROOT, lambda text: print(text, file=sys.stderr)) / "pyodide"
    image = build_snapshot(pyodide, make_library(pyodide, slim=True))
    return functions_that_run(pyodide / WASM, image, all_lives())


def all_lives() -> list[Life]:
    """Return lives with generated questions, and with the known ones for every function."""
    known, generated = known_questions(), questions(SEED, COUNT)
    often = [life for most in COLLECTING for life in lives_of([*known, *generated[:COLLECTED]], most)]
    return [*often, *lives_of(generated), Life(threshold=0, questions=known)]


def known_questions() -> list[Question]:
    """Return every case, every example, each control alone with strange texts, and a very long text."""
    forms = [dict(example.values) for example in page_examples()]
    strange = [{name: text} for name in NAMES for text in ("", "x", "1.234,56", "\U0001f4c5", "9" * 400)]
    rows = [{"values": {f"{ROWS}.0.{name}": text for name, text in each.items()}} for each in [*forms, *strange]]
    texts = [*(case.text for case in all_cases()), *map(json.dumps, [*forms, *strange, *rows, {"csv": "x" * LONG}])]
    return [(name, text) for name in EXPORTS for text in texts]


if __name__ == "__main__":
    main()
