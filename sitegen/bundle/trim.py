"""Makes of Pyodide's WebAssembly what visitors download first: the functions that a started calculator ever ran.

In the place of every other function stands a trap. Whoever gets there is stopped at once, and the worker starts again
with the whole of it; a wrong answer cannot come of it. The list is `browser/functions.txt`, found by
`python -m tools.find_wasm_functions`; it changes more seldom than the calculator, so that browsers can keep the file.
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
    r"""Read the list: a number or a range a line.

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
    """Write the list."""
    ordered = sorted(numbers)
    starts = [ordered[0], *(after for before, after in pairwise(ordered) if after != before + 1)]
    ends = [*(before for before, after in pairwise(ordered) if after != before + 1), ordered[-1]]
    lines = [f"{first}" if first == last else f"{first}-{last}" for first, last in zip(starts, ends, strict=True)]
    LIST.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def trim(module: bytes) -> bytes:
    """Give the module with the functions of the list, and of its exports those that are `CALLED`."""
    sections = read_module(module)
    (imports,) = (section for section in sections if section.kind == IMPORTS)
    return write_module([trim_section(section, CALLED, count_functions(imports)) for section in sections])


def trim_section(section: Section, wanted: Collection[str], first: int) -> Section:
    """Give a section with the wanted exports only, and traps for functions; the module's own start at `first`."""
    match section.kind:
        case wasm.EXPORTS:
            return keep_exports(section, wanted)
        case wasm.CODE:
            return keep_functions(section, FUNCTIONS, first)
        case _:
            return section
