"""Build the library of the full runtime: the calculator, and of the standard library what it uses.

Everything is compiled by pyodide-build and stored in one uncompressed zip, of the same bytes each time.
"""

import ast
import json
import sys
import zipfile
from pathlib import Path

from sitegen.bundle.exports import EXPORTS, WARM_UP_INPUTS
from sitegen.bundle.pyodide_release import BROWSER, LOCK
from sitegen.common.file_cache import cached
from sitegen.common.hashes import short_hash
from sitegen.common.paths import CALCULATOR
from sitegen.common.tools import TOOLS, run

SLIM = BROWSER / "slim"
"""Stand-ins for modules of Pyodide and the standard library of which this page uses little or nothing."""

NEVER_SHIPPED = {"__main__.py"}
FROZEN = {"importlib/_bootstrap.pyc", "importlib/_bootstrap_external.pyc"}
"""Files of modules that are built into the interpreter."""

COMPILATION = {"PYTHONOPTIMIZE": "2", "PYTHONNODEBUGRANGES": "1", "SOURCE_DATE_EPOCH": "315532800"}
"""The environment in which bytecode is small (no docstrings, no columns) and the same each time."""

EARLIEST_DATE = (1980, 1, 1, 0, 0, 0)


def make_library(pyodide: Path, *, slim: bool) -> Path:
    """Return the file with the library, from the cache or built anew; `slim` uses the stand-ins."""
    sources = read_sources(pyodide, slim=slim)
    everything = b"".join(path.encode() + data for path, data in sorted(sources.items()))
    name = short_hash(json.dumps(COMPILATION).encode() + everything)

    def write_library(folder: Path) -> None:
        compiled = compile_all(sources, folder / "whole.zip")
        needed = set(find_needed_files(pyodide, folder / "whole.zip", folder / "job.json")) - FROZEN
        (folder / "whole.zip").unlink()
        (folder / "job.json").unlink()
        write_zip(folder / "library.zip", {path: compiled[path] for path in needed})

    return cached(f"library-{name}-{sys.hexversion:x}", write_library)


def read_sources(pyodide: Path, *, slim: bool) -> dict[str, bytes]:
    """Return the sources of the runtime's standard library, the calculator and the stand-ins, by their paths."""
    with zipfile.ZipFile(pyodide / "python_stdlib.zip") as stock:
        sources = {path: stock.read(path) for path in stock.namelist() if path.endswith(".py")}
    for path in shipped_modules():
        sources[f"calculator/{path.relative_to(CALCULATOR).as_posix()}"] = path.read_bytes()
    if slim:
        for path in sorted(SLIM.rglob("*.py")):
            sources[path.relative_to(SLIM).as_posix()] = path.read_bytes()
    return sources


def shipped_modules() -> list[Path]:
    """Return the calculator's modules that visitors get, in order: all but its command line."""
    paths = sorted(path for path in CALCULATOR.rglob("*.py") if "__pycache__" not in path.parts)
    return [path for path in paths if path.relative_to(CALCULATOR).as_posix() not in NEVER_SHIPPED]


def compile_all(sources: dict[str, bytes], target: Path) -> dict[str, bytes]:
    """Return sources compiled by `pyodide py-compile`, which writes them to the zip `target`."""
    write_zip(target, sources)
    run([TOOLS / "pyodide", "py-compile", "--silent", "--compression-level", "0", str(target)], COMPILATION)
    with zipfile.ZipFile(target) as compiled:
        return {path: compiled.read(path) for path in compiled.namelist()}


def find_needed_files(pyodide: Path, library: Path, job: Path) -> list[str]:
    """Return the files of `library` that the calculator makes the runtime load, found by booting it under Node."""
    job.write_text(
        json.dumps(
            {
                "lock": LOCK,
                "modules": sorted(calculator_modules()),
                "functions": list(EXPORTS.values()),
                "inputs": WARM_UP_INPUTS,
            }
        )
    )
    said = run([TOOLS / "node", str(BROWSER / "discover.mjs"), f"{pyodide}/", str(library), str(job)], {})
    files: list[str] = json.loads(said.splitlines()[-1])
    return files


def calculator_modules() -> set[str]:
    """Return the names of the calculator's modules and of all modules that these import, early or late."""
    modules: set[str] = set()
    for path in shipped_modules():
        parts = path.relative_to(CALCULATOR.parent).with_suffix("").parts
        modules.add(".".join(part for part in parts if part != "__init__"))
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Import):
                modules.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                modules.add(node.module)
    return modules


def write_zip(target: Path, files: dict[str, bytes]) -> None:
    """Write an uncompressed zip that depends on its files' names and content only."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            archive.writestr(zipfile.ZipInfo(path, EARLIEST_DATE), files[path])
