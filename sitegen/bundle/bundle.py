"""Gathers what the browser runs: assets under hashed names, Python and its memory, and Pyodide as it is released.

The calculator's wheel stands beside it, for elsewhere.
"""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypedDict

from calculator import calculate_json
from sitegen.common.file_cache import ROOT, cached, digest, digest_folder
from sitegen.common.colours import STYLE_SHEET, write_accent
from sitegen.common.diagnostics import UnavailableError
from sitegen.bundle.snapshot import make_image
from sitegen.bundle.pyodide_release import check_released
from sitegen.bundle.stdlib import CALCULATOR, DOORS, LOCK, QUESTIONS, TOOLS, make_library, run
from sitegen.source.settings import Settings
from sitegen.bundle.trim import trim

WHOLE = "pyodide.asm.wasm"
RUNTIME_FILES = ("pyodide.mjs", "pyodide.asm.js", WHOLE)
RUNTIME, LIBRARY = "runtime/pyodide", "runtime/bibliotheek"
SPARE = (f"{RUNTIME}.", f"{LIBRARY}.")
"""How the addresses begin of what only a visitor needs with whom the quick way failed."""

HOST = "assets/js/awake.js"
"""The script that calls the interpreter."""

FONT = "@fontsource-variable/atkinson-hyperlegible-next"
FONT_FILES = {"tekst.woff2": "files/atkinson-hyperlegible-next-latin-wght-normal.woff2"}
ICON = "img/icoon.svg"
HIDDEN = shutil.ignore_patterns(".*")
ASSET_KINDS = ("fonts", "img", "js", "css")
"""Kinds of assets, each before those that refer to it."""

type Report = Callable[[str], None]


class Sum(TypedDict):
    """What a file is recognized by: its bytes, and their SHA-256."""

    length: int
    sha256: str


type Bundle = Mapping[str, str]
"""Where each kind of asset stands, as an address from the site's root."""


def bundle(source: Path, settings: Settings, out: Path, report: Report, *, slim: bool = True) -> Bundle:
    """Put everything that the browser runs into `out`; give where its assets stand.

    `slim` leaves out what the page never uses of Pyodide itself. Raises UnavailableError if the
    runtime cannot be had, or is not that of its release.
    """
    modules = fetch_packages(ROOT, report)
    check_released(modules)
    report("Python voor de browser klaarzetten")
    pyodide = modules / "pyodide"
    runtime = copy_runtime(pyodide, out)
    whole = (pyodide / WHOLE).read_bytes()
    library = make_library(pyodide, slim=slim)
    first = trim(whole, (source / HOST).read_text("utf-8")) if slim else whole
    files = {
        "first": place(first, "runtime/python.wasm", out),
        "image": place(make_image(pyodide, library).read_bytes(), "runtime/geheugen.wasm", out),
        "whole": f"{runtime}{WHOLE}",
        "library": place(library.read_bytes(), f"{LIBRARY}.zip", out),
    }
    copy_wheel(out / "python")
    made = {
        "js/settings.js": write_settings(out, runtime, files),
        "css/basis.css": (source / STYLE_SHEET).read_text("utf-8") + write_accent(settings.light, settings.dark),
        ICON: (source / "assets" / ICON).read_text("utf-8").replace("currentColor", settings.light.accent),
    }
    return copy_assets(source / "assets", modules, made, out)


def fetch_packages(root: Path, report: Report) -> Path:
    """Have npm fetch what `package.json` pins, checked by the lock file; do nothing if it is there.

    Raises UnavailableError if it cannot be had.
    """
    modules = root / "node_modules"
    lock = (root / "package-lock.json").read_bytes()
    stamp = modules / ".fetched"
    if stamp.is_file() and stamp.read_text() == digest(lock):
        return modules
    report("Pyodide, lettertype en controleurs ophalen met npm")
    command: list[Path | str] = [TOOLS / "npm", "ci", "--ignore-scripts", "--no-progress"]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if result.returncode:
        lines = [line for line in result.stderr.splitlines() if line.startswith("npm error")]
        reason = lines[0].removeprefix("npm error ") if lines else f"npm stopte met {result.returncode}"
        raise UnavailableError(
            f"de pakketten van package-lock.json, zoals pyodide, zijn niet opgehaald ({reason}); "
            "herhaal de opdracht met een netwerkverbinding"
        )
    stamp.write_text(digest(lock))
    return modules


def write_settings(out: Path, runtime: str, files: Mapping[str, str]) -> str:
    """Write the module that tells the worker where everything is and what it must be."""
    sums = {name: sum_of((out / address.lstrip("/")).read_bytes()) for name, address in files.items()}
    question = QUESTIONS[-1]
    values = {
        "SUMS": sums,
        "BYTES": sums["first"]["length"] + sums["image"]["length"],
        "LOCK": LOCK,
        "DOORS": DOORS,
        "KNOWN": {"question": question, "answer": calculate_json(question)},
    }
    return "\n".join(
        [
            "/** Made by the build: where the worker finds Python, and what it must get. */",
            "const at = (address) => new URL(address, import.meta.url).href;",
            f'export const RUNTIME = at("../..{runtime}");',
            "export const FILES = {",
            *(f'  {name}: at("../..{address}"),' for name, address in files.items()),
            "};",
            *(f"export const {name} = {json.dumps(value)};" for name, value in values.items()),
            "",
        ]
    )


def sum_of(data: bytes) -> Sum:
    """Give what bytes are recognized by."""
    return Sum(length=len(data), sha256=hashlib.sha256(data).hexdigest())


def copy_assets(source: Path, modules: Path, made: Mapping[str, str], out: Path) -> dict[str, str]:
    """Copy each kind of asset into a folder named after its content, with what the build `made`; give their addresses.

    A style sheet that refers to `../fonts/` gets the folder's new name, so a kind is copied
    after the kinds it refers to.
    """
    addresses: dict[str, str] = {}
    for kind in ASSET_KINDS:
        folder = out / "assets" / kind
        shutil.copytree(source / kind, folder, ignore=HIDDEN) if (source / kind).is_dir() else folder.mkdir(
            parents=True
        )
        if kind == "fonts":
            for name, file in FONT_FILES.items():
                shutil.copyfile(modules / FONT / file, folder / name)
        for name, text in made.items():
            if name.startswith(f"{kind}/"):
                (folder.parent / name).write_text(text, "utf-8")
        for sheet in sorted(folder.rglob("*.css")):
            text = sheet.read_text("utf-8")
            for other, address in addresses.items():
                text = text.replace(f"../{other}/", f"../{address.split('/')[2]}/")
            sheet.write_text(text, "utf-8")
        addresses[kind] = f"/assets/{name_by_content(folder)}/"
    return addresses


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

    sources = b"".join(path.read_bytes() for path in sorted(CALCULATOR.glob("*.py")))
    wheel = cached(f"wheel-{digest(sources + (ROOT / 'pyproject.toml').read_bytes())}", build_wheel)
    folder.mkdir(exist_ok=True)
    shutil.copyfile(wheel, folder / wheel.name)


def place(data: bytes, name: str, out: Path) -> str:
    """Write a file at `name` in `out`, with its hash in that; give its address."""
    target = (out / name).with_suffix(f".{digest(data)}{Path(name).suffix}")
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(data)
    return f"/{target.relative_to(out).as_posix()}"


def name_by_content(folder: Path) -> str:
    """Rename a folder after its content; give the new name."""
    named = folder.with_name(f"{folder.name}.{digest_folder(folder)}")
    folder.rename(named)
    return named.name
