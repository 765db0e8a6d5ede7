"""Replace functions of Pyodide's WebAssembly that were never executed by traps, to shrink the first download.

A trap stops the program, and the worker starts again with the full runtime, so that no answer can be wrong. The
functions that stay are in `browser/functions.txt`, found by `python -m tools.find_wasm_functions`; that list changes
more seldom than the calculator, so that browsers can keep the file.
"""

from collections.abc import Collection, Iterable
from itertools import pairwise

from sitegen.bundle import wasm
from sitegen.bundle.pyodide_release import BROWSER
from sitegen.bundle.wasm import (
    IMPORTS,
    Section,
    count_functions,
    keep_exports,
    keep_functions,
    read_module,
    write_module,
)

LIST = BROWSER / "functions.txt"
CALLED = frozenset(
    (
        "Py_DecRef",
        "PyObject_CallOneArg",
        "PyUnicode_AsUTF8AndSize",
        "PyUnicode_FromStringAndSize",
        "free",
        "malloc",
    )
)
"""The exports that `snapshot.js` calls; a test compares the two."""


def read_functions(text: str) -> frozenset[int]:
    r"""Return the numbers in a list with a number or a range on each line.

    >>> sorted(read_functions("3\n7-9\n"))
    [3, 7, 8, 9]
    """
    numbers: set[int] = set()
    for line in text.split():
        first, _, last = line.partition("-")
        numbers.update(range(int(first), int(last or first) + 1))
    return frozenset(numbers)


FUNCTIONS = read_functions(LIST.read_text("utf-8"))


def write_functions(numbers: Iterable[int]) -> None:
    """Write the list of functions to its file."""
    ordered = sorted(numbers)
    starts = [ordered[0], *(after for before, after in pairwise(ordered) if after != before + 1)]
    ends = [*(before for before, after in pairwise(ordered) if after != before + 1), ordered[-1]]
    lines = [f"{first}" if first == last else f"{first}-{last}" for first, last in zip(starts, ends, strict=True)]
    LIST.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def trim(module: bytes) -> bytes:
    """Return the module with the functions of the list, and of its exports those that are `CALLED`."""
    sections = read_module(module)
    (imports,) = (section for section in sections if section.kind == IMPORTS)
    return write_module([trim_section(section, CALLED, count_functions(imports)) for section in sections])


def trim_section(section: Section, wanted: Collection[str], first: int) -> Section:
    """Return a section with the wanted exports, and with traps for functions; `first` is the first one's number."""
    match section.kind:
        case wasm.EXPORTS:
            return keep_exports(section, wanted)
        case wasm.CODE:
            return keep_functions(section, FUNCTIONS, first)
        case _:
            return section
