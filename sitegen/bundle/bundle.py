"""Write everything that the browser runs: assets, the interpreter and its snapshot, and Pyodide as it was released.

The calculator's wheel is written too, for use outside the site.
"""

import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from calculator.page.form import LINK_VERSION
from sitegen.bundle.assets import Assets, write_assets, write_hashed
from sitegen.bundle.exports import EXPORTS, SELF_TEST, call
from sitegen.bundle.packages import fetch_packages
from sitegen.bundle.pyodide_release import LOCK, RUNTIME_FILES, WASM, verify_release
from sitegen.bundle.snapshot import build_snapshot, start_python, write_whole_snapshot
from sitegen.bundle.stdlib import make_library, shipped_modules
from sitegen.bundle.trim import build_interpreter, own_functions, trim
from sitegen.common.file_cache import cached
from sitegen.common.hashes import sha256, short_hash
from sitegen.common.paths import ROOT, RUNTIME, WHEEL
from sitegen.common.serving import TRUSTED_TYPES
from sitegen.common.tools import TOOLS, run
from sitegen.source.settings import Settings

PYODIDE, LIBRARY = f"{RUNTIME}/pyodide", f"{RUNTIME}/library"
SPARE = (f"{PYODIDE}.", f"{LIBRARY}.")
"""How the addresses begin of what the worker fetches only where the snapshot failed."""

SERVICE_WORKER = "/sw.js"

type Report = Callable[[str], None]


class RuntimeFile(TypedDict):
    """The address of a file, as scripts refer to it, and the length and SHA-256 of its bytes."""

    address: str
    length: int
    sha256: str


def write_bundle(source: Path, settings: Settings, out: Path, report: Report, *, slim: bool = True) -> Assets:
    """Write everything that the browser runs into `out`; return the addresses of its assets.

    `slim` leaves out the parts of Pyodide that the page never uses. Raises UnavailableError if the
    runtime cannot be fetched, or differs from its release.
    """
    modules = fetch_packages(ROOT, report)
    verify_release(modules)
    report("Python voor de browser klaarzetten")
    runtime = copy_runtime(modules / "pyodide", out)
    make = make_slim_runtime if slim else make_whole_runtime
    files = write_runtime_files(make(modules, report), runtime, out)
    copy_wheel(out / WHEEL)
    constants = {"page": page_constants(files), "worker": worker_constants(files, runtime)}
    return write_assets(source, modules, constants, settings.light, settings.dark, out)


def copy_runtime(pyodide: Path, out: Path) -> str:
    """Copy the full runtime into a folder whose name holds a hash of its files; return its address."""
    files = {name: (pyodide / name).read_bytes() for name in RUNTIME_FILES}
    folder = out / f"{PYODIDE}.{short_hash(b''.join(files.values()))}"
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return f"/{folder.relative_to(out).as_posix()}/"


@dataclass(frozen=True, slots=True)
class QuickRuntime:
    """What a started Python is restored from, and the library with which the full runtime boots."""

    interpreter: bytes
    snapshot: bytes
    library: Path


def make_slim_runtime(modules: Path, report: Report) -> QuickRuntime:
    """Return a runtime with what is ever used. Raise UnavailableError if that fails."""
    pyodide = modules / "pyodide"
    with ThreadPoolExecutor() as pool:
        interpreter = pool.submit(build_interpreter, modules, (pyodide / WASM).read_bytes())  # takes longest
        library = make_library(pyodide, slim=True)
        snapshot = build_snapshot(pyodide, library, report)
    return QuickRuntime(interpreter.result().read_bytes(), snapshot, library)


def make_whole_runtime(modules: Path, _report: Report) -> QuickRuntime:
    """Return a runtime with all of Pyodide. Raise UnavailableError if that fails."""
    pyodide = modules / "pyodide"
    library = make_library(pyodide, slim=False)
    released = (pyodide / WASM).read_bytes()
    snapshot = write_whole_snapshot(start_python(pyodide, library))
    return QuickRuntime(trim(released, own_functions(released)), snapshot, library)


def write_runtime_files(quick: QuickRuntime, runtime: str, out: Path) -> dict[str, RuntimeFile]:
    """Write the files that the worker fetches; return address, length and hash of each, by its name in the script."""
    addresses = {
        "interpreter": write_hashed(quick.interpreter, f"{RUNTIME}/python.wasm", out),
        "snapshot": write_hashed(quick.snapshot, f"{RUNTIME}/snapshot.wasm", out),
        "fullRuntime": f"{runtime}{WASM}",
        "library": write_hashed(quick.library.read_bytes(), f"{LIBRARY}.zip", out),
        "fullRuntimeLoader": f"{runtime}pyodide.mjs",
        "fullRuntimeScript": f"{runtime}pyodide.asm.js",
    }
    return {name: describe_file(address, out) for name, address in addresses.items()}


def describe_file(address: str, out: Path) -> RuntimeFile:
    """Return the address, length and hash of a file in `out`."""
    data = (out / address.lstrip("/")).read_bytes()
    return RuntimeFile(address=from_scripts(address), length=len(data), sha256=sha256(data))


def page_constants(files: Mapping[str, RuntimeFile]) -> dict[str, object]:
    """Return the constants of a page's scripts; `constants.d.ts` says what each is."""
    return {
        "LINK_VERSION": LINK_VERSION,
        "POLICY": TRUSTED_TYPES,
        "SERVICE_WORKER": from_scripts(SERVICE_WORKER),
        "INTERPRETER": files["interpreter"]["address"],
        "SNAPSHOT": files["snapshot"]["address"],
    }


def worker_constants(files: Mapping[str, RuntimeFile], runtime: str) -> dict[str, object]:
    """Return the constants of the worker's scripts; `constants.d.ts` says what each is."""
    return {
        "FILES": files,
        "RUNTIME": from_scripts(runtime),
        "LOCK": LOCK,
        "EXPORTS": EXPORTS,
        "SELF_TEST": {"name": SELF_TEST[0], "input": SELF_TEST[1], "output": call(*SELF_TEST)},
    }


def from_scripts(address: str) -> str:
    """Return an address of the site as its scripts refer to it: each stands in a folder of a folder.

    >>> from_scripts("/runtime/python.wasm")
    '../../runtime/python.wasm'
    """
    return f"../..{address}"


def copy_wheel(folder: Path) -> None:
    """Write the calculator's wheel into a folder, for use outside the site."""

    def build_wheel(target: Path) -> None:
        run([TOOLS / "hatchling", "build", "-t", "wheel", "-d", str(target)], {}, ROOT)

    sources = b"".join(path.read_bytes() for path in shipped_modules())
    wheel = cached(f"wheel-{short_hash(sources + (ROOT / 'pyproject.toml').read_bytes())}", build_wheel)
    folder.mkdir(exist_ok=True)
    shutil.copyfile(wheel, folder / wheel.name)
