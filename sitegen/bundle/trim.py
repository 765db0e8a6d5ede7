"""Make Pyodide's WebAssembly small: of its functions those that ever run, guarded, and nothing of its memory.

A function that was left out stops the program, and so does a read of memory that was (`guard.py`). The full runtime
then answers, so that no answer can be wrong. The functions that stay are in `browser/functions.txt`, found by
`python -m tools.trace_runtime`; that list changes more seldom than the calculator, so that browsers can keep the file.
"""

from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory

from sitegen.bundle import guard, instructions, wasm
from sitegen.bundle.guard import MAP, RECORDS, guard_module
from sitegen.bundle.numbers import read_ranges, write_ranges
from sitegen.bundle.pyodide_release import BROWSER
from sitegen.bundle.wasm import (
    CODE,
    CUSTOM,
    DATA,
    DATA_COUNT,
    EXPORTS,
    FUNCTION,
    IMPORTS,
    Section,
    bodies_of,
    count_imports,
    keep_exports,
    keep_functions,
    read_module,
    write_module,
)
from sitegen.common.file_cache import cached
from sitegen.common.hashes import short_hash
from sitegen.common.tools import TOOLS, run

LIST = BROWSER / "functions.txt"
CALLED = frozenset(
    (
        "Py_DecRef",
        "PyObject_CallOneArg",
        "PyUnicode_AsUTF8AndSize",
        "PyUnicode_FromStringAndSize",
        "free",
        "malloc",
        MAP,
    )
)
"""The exports that `snapshot.js` uses; a test compares the two."""

OPTIMIZER = "binaryen/bin/wasm-opt"
FEATURES = (
    "mutable-globals",
    "sign-ext",
    "bulk-memory",
    "nontrapping-float-to-int",
    "exception-handling",
    "reference-types",
)
"""What Pyodide's release uses beyond the first version of WebAssembly."""


def read_list() -> frozenset[int]:
    """Return the numbers of the functions that stay."""
    return read_ranges(LIST.read_text("utf-8"))


def write_list(functions: Collection[int]) -> None:
    """Write the list of the functions that stay."""
    LIST.write_text(write_ranges(functions), "utf-8")


def own_functions(module: bytes) -> range:
    """Return the numbers of the functions that a module does not import."""
    of = {section.kind: section for section in read_module(module)}
    first = count_imports(of[IMPORTS], FUNCTION)
    return range(first, first + len(bodies_of(of[CODE])))


def instrument(module: bytes) -> bytes:
    """Return the whole module, without its memory, recording what it reads (`guard.RECORDS`)."""
    return write_module(guard_module(without_memory(read_module(module)), RECORDS))


def trim(module: bytes, functions: Collection[int]) -> bytes:
    """Return the module with these functions, guarded, without its memory, and of its exports with those `CALLED`."""
    sections = without_memory(read_module(module))
    (imports,) = (section for section in sections if section.kind == IMPORTS)
    first = count_imports(imports, FUNCTION)
    kept = [keep_functions(section, functions, first) if section.kind == CODE else section for section in sections]
    guarded = guard_module(kept)
    return write_module([keep_exports(section, CALLED) if section.kind == EXPORTS else section for section in guarded])


def without_memory(sections: list[Section]) -> list[Section]:
    """Return the sections without the data of the memory, and those that only other programs read."""
    return [section for section in sections if section.kind not in (CUSTOM, DATA, DATA_COUNT)]


def build_interpreter(modules: Path, module: bytes) -> Path:
    """Return the file with the trimmed module, optimized, from the cache or made anew.

    `modules` is the folder of npm's packages. Raises UnavailableError if that fails.
    """
    sources = [Path(guard.__file__), Path(instructions.__file__), Path(wasm.__file__), Path(__file__)]
    parts = (module, *(path.read_bytes() for path in (*sources, LIST, modules / OPTIMIZER)))

    def write(folder: Path) -> None:
        with TemporaryDirectory() as temporary:
            trimmed = Path(temporary) / "trimmed.wasm"
            trimmed.write_bytes(trim(module, read_list()))
            features = [f"--enable-{feature}" for feature in FEATURES]
            optimizer: list[Path | str] = [TOOLS / "node", modules / OPTIMIZER, "-Os", *features]
            run([*optimizer, trimmed, "-o", folder / "python.wasm"], {})

    return cached(f"interpreter-{short_hash(b''.join(parts))}", write)
