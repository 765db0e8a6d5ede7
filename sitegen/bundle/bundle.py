"""Gather what the browser runs: assets under hashed names, Python and its memory, and Pyodide as it is released.

The calculator's wheel stands beside it, for elsewhere.
"""

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypedDict

from calculator import calculate_json
from sitegen.bundle.assets import ICON, Assets, name_by_content, write_accent, write_assets, write_hashed
from sitegen.bundle.exports import EXPORTS, SELF_TEST
from sitegen.bundle.packages import fetch_packages
from sitegen.bundle.pyodide_release import LOCK, RUNTIME_FILES, WASM, verify_release
from sitegen.bundle.snapshot import build_snapshot
from sitegen.bundle.stdlib import make_library, shipped_modules
from sitegen.bundle.trim import trim
from sitegen.common.file_cache import cached
from sitegen.common.hashes import sha256, short_hash
from sitegen.common.paths import ROOT
from sitegen.common.tools import TOOLS, run
from sitegen.source.palettes import STYLE_SHEET
from sitegen.source.settings import Settings

RUNTIME, LIBRARY = "runtime/pyodide", "runtime/library"
SPARE = (f"{RUNTIME}.", f"{LIBRARY}.")
"""How the addresses begin of what only a visitor needs with whom the quick way failed."""

type Report = Callable[[str], None]


class FileHash(TypedDict):
    """What a file is recognized by: its bytes, and their SHA-256."""

    length: int
    sha256: str


def write_bundle(source: Path, settings: Settings, out: Path, report: Report, *, slim: bool = True) -> Assets:
    """Put everything that the browser runs into `out`; give where its assets stand.

    `slim` leaves out what the page never uses of Pyodide itself. Raises UnavailableError if the
    runtime cannot be had, or is not that of its release.
    """
    modules = fetch_packages(ROOT, report)
    verify_release(modules)
    report("Python voor de browser klaarzetten")
    pyodide = modules / "pyodide"
    runtime = copy_runtime(pyodide, out)
    whole = (pyodide / WASM).read_bytes()
    library = make_library(pyodide, slim=slim)
    first = trim(whole) if slim else whole
    files = {
        "interpreter": write_hashed(first, "runtime/python.wasm", out),
        "snapshot": write_hashed(build_snapshot(pyodide, library).read_bytes(), "runtime/snapshot.wasm", out),
        "fullRuntime": f"{runtime}{WASM}",
        "library": write_hashed(library.read_bytes(), f"{LIBRARY}.zip", out),
    }
    copy_wheel(out / "python")
    made = {
        "js/python/settings.js": write_settings(out, runtime, files),
        "css/base.css": (source / STYLE_SHEET).read_text("utf-8") + write_accent(settings.light, settings.dark),
        ICON: (source / "assets" / ICON).read_text("utf-8").replace("currentColor", settings.light.accent),
    }
    return write_assets(source / "assets", modules, made, out)


def write_settings(out: Path, runtime: str, files: Mapping[str, str]) -> str:
    """Write the module that tells the worker where everything is and what it must be."""
    sums = {name: hash_of((out / address.lstrip("/")).read_bytes()) for name, address in files.items()}
    values = {
        "SUMS": sums,
        "BYTES": sums["interpreter"]["length"] + sums["snapshot"]["length"],
        "LOCK": LOCK,
        "EXPORTS": EXPORTS,
        "SELF_TEST": {"question": SELF_TEST, "answer": calculate_json(SELF_TEST)},
    }
    return "\n".join(
        [
            "/** Made by the build: where the worker finds Python, and what it must get. */",
            "const at = (address) => new URL(address, import.meta.url).href;",
            f'export const RUNTIME = /* @__PURE__ */ at("../..{runtime}");',
            "export const FILES = {",
            *(f'  {name}: /* @__PURE__ */ at("../..{address}"),' for name, address in files.items()),
            "};",
            *(f"export const {name} = {json.dumps(value)};" for name, value in values.items()),
            "",
        ]
    )


def hash_of(data: bytes) -> FileHash:
    """Give what bytes are recognized by."""
    return FileHash(length=len(data), sha256=sha256(data))


def copy_runtime(pyodide: Path, out: Path) -> str:
    """Copy the whole runtime into a folder whose name changes with its release; give its address."""
    folder = out / RUNTIME
    folder.mkdir(parents=True)
    for name in RUNTIME_FILES:
        shutil.copyfile(pyodide / name, folder / name)
    return f"/{folder.parent.name}/{name_by_content(folder)}/"


def copy_wheel(folder: Path) -> None:
    """Build the calculator's wheel, for whoever wants to run it elsewhere."""

    def build_wheel(target: Path) -> None:
        run([TOOLS / "hatchling", "build", "-t", "wheel", "-d", str(target)], {}, ROOT)

    sources = b"".join(path.read_bytes() for path in shipped_modules())
    wheel = cached(f"wheel-{short_hash(sources + (ROOT / 'pyproject.toml').read_bytes())}", build_wheel)
    folder.mkdir(exist_ok=True)
    shutil.copyfile(wheel, folder / wheel.name)
