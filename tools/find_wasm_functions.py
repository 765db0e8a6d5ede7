"""Find the functions of Pyodide's WebAssembly that the calculator ever runs, and write their list.

    uv run --group test python -m tools.find_wasm_functions

To be run when the calculator or Pyodide changes: `sitegen/bundle/browser/functions.txt` decides what visitors
download first.
A function that is missing there costs a visitor two seconds, for the worker then starts again with all of them.
"""

import json
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from calculator.page.form import NAMES
from sitegen.bundle.exports import EXPORTS
from sitegen.bundle.packages import fetch_packages
from sitegen.bundle.pyodide_release import WASM
from sitegen.bundle.snapshot import build_snapshot
from sitegen.bundle.stdlib import make_library
from sitegen.bundle.trim import FUNCTIONS, write_functions
from sitegen.common.paths import ROOT
from sitegen.common.tools import TOOLS
from tests.parity.applications import applications
from tests.support.examples import page_examples
from tests.support.hostile_fragments import make_up_values
from tests.support.worked_cases import all_cases

SCRIPT = ROOT / "tests" / "parity" / "exercise.mjs"
SNAPSHOT_SCRIPT = ROOT / "site_src/assets/js/python/snapshot.js"
RAN = re.compile(r"^Compiled function 0x[0-9a-f]+#(\d+) using Liftoff", re.MULTILINE)
THRESHOLDS = (1, 700)
"""New objects after which Python collects garbage; 1 makes it collect everywhere."""

NEAR = 9
"""Distance in numbers up to which two functions are neighbours."""

SEED, HOSTILE = 20261124, 2_000
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
    """Run everything under Node and give the numbers of the functions that ran."""
    pyodide = fetch_packages(ROOT, lambda text: print(text, file=sys.stderr)) / "pyodide"
    image = build_snapshot(pyodide, make_library(pyodide, slim=True))
    with TemporaryDirectory() as folder:
        job = Path(folder) / "job.json"
        job.write_text(json.dumps({"functions": list(EXPORTS), "inputs": inputs(), "thresholds": THRESHOLDS}))
        options: list[Path | str] = [TOOLS / "node", "--trace-wasm-compilation-times", SCRIPT]
        command: list[Path | str] = [*options, pyodide / WASM, image, SNAPSHOT_SCRIPT, job]
        output = subprocess.run(command, capture_output=True, text=True, check=True, timeout=900).stdout
    return {int(number) for number in RAN.findall(output)}


def inputs() -> list[str]:
    """Return texts of every kind, good and bad, for every exported function."""
    random = Random(SEED)
    forms = [dict(example.values) for example in page_examples()]
    rows = [{"name": "=1+1", **form} for form in forms]
    full = [row | {"submitted_on": "2026-12-01", "costs.deelname": "40000"} for row in rows]
    words = {"apply_by": {"summary": "Dien in, \U0001f4c5", "description": "één; twee"}}
    texts: list[object] = [
        *forms,
        *({name: text} for name in NAMES for text in ("", "x", "1.234,56", "\U0001f4c5", "9" * 400)),
        *({"values": form, "words": words} for form in forms),
        *({"today": "2026-11-28", **form} for form in forms),
        {"values": forms[0], "rows": rows, "headings": ["Naam", "é"]},
        {"values": {"enterprise.size": "klein"}, "rows": full, "today": "2026-11-28"},
        {"csv": '\ufeffnaam;datum\r\n"a;""b";2026-11-23\r\n'},
        {"csv": "x" * LONG},
    ]
    hostile = [make_up_values(random) for _ in range(HOSTILE)]
    return [
        *(case.text for case in all_cases()),
        *(json.dumps(text) for text in texts),
        *(json.dumps(text, ensure_ascii=False) for text in (*texts[:-1], *hostile)),
        *applications(),
    ]


if __name__ == "__main__":
    main()
