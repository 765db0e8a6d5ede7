"""Gathers what the browser runs: assets under hashed names, the runtime, the calculator's wheel."""

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import brotli

from sitegen.errors import UnavailableError

ROOT = Path(__file__).parent.parent
TOOLS = Path(sys.executable).parent

RUNTIME_FILES = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm")
FONT = "@fontsource-variable/atkinson-hyperlegible-next"
FONT_FILES = {"tekst.woff2": "files/atkinson-hyperlegible-next-latin-wght-normal.woff2"}
ASSET_KINDS = ("fonts", "img", "js", "css")
"""Kinds of assets, each before those that refer to it."""

COMPRESSIBLE = {
    ".css",
    ".html",
    ".ico",
    ".js",
    ".json",
    ".mjs",
    ".svg",
    ".txt",
    ".wasm",
    ".webmanifest",
    ".xml",
    ".zip",
    ".whl",
}
SLOW_TO_COMPRESS = 300_000
HASH_LENGTH = 12
EARLIEST_ZIP_DATE = "315532800"

SQUEEZERS: dict[str, Callable[[bytes], bytes]] = {
    ".br": brotli.compress,
    ".gz": lambda data: gzip.compress(data, mtime=0),
}

type Report = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Where the browser finds things, as addresses from the site's root.

    `size` is the bytes the worker fetches before it can answer, as they are after unpacking.
    """

    assets: dict[str, str]
    runtime: str
    library: str
    calculator: str
    size: int


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
    result = subprocess.run(
        [TOOLS / "npm", "ci", "--ignore-scripts", "--no-progress"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        lines = [line for line in result.stderr.splitlines() if line.startswith("npm error")]
        reason = lines[0].removeprefix("npm error ") if lines else f"npm stopte met {result.returncode}"
        raise UnavailableError(
            f"de pakketten van package-lock.json, zoals pyodide, zijn niet opgehaald ({reason}); "
            "herhaal de opdracht met een netwerkverbinding"
        )
    stamp.write_text(digest(lock))
    return modules


def bundle(source: Path, out: Path, report: Report) -> Bundle:
    """Put everything that the browser runs into `out`; give where it stands.

    Raises UnavailableError if the runtime cannot be had.
    """
    modules = fetch_packages(ROOT, report)
    report("Python voor de browser klaarzetten")
    pyodide, library, calculator = modules / "pyodide", compiled_library(modules / "pyodide"), compiled_calculator()
    return Bundle(
        assets=copy_assets(source / "assets", modules, out),
        runtime=copy_runtime(pyodide, out),
        library=place(library, out / "python", out),
        calculator=place(calculator, out / "python", out),
        size=sum(file.stat().st_size for file in (pyodide / "pyodide.asm.wasm", library, calculator)),
    )


def copy_assets(source: Path, modules: Path, out: Path) -> dict[str, str]:
    """Copy each kind of asset into a folder named after its content; give those folders' addresses.

    A style sheet that refers to `../fonts/` gets the folder's new name, so a kind is copied
    after the kinds it refers to.
    """
    addresses: dict[str, str] = {}
    for kind in ASSET_KINDS:
        folder = out / "assets" / kind
        shutil.copytree(source / kind, folder) if (source / kind).is_dir() else folder.mkdir(parents=True)
        if kind == "fonts":
            for name, file in FONT_FILES.items():
                shutil.copyfile(modules / FONT / file, folder / name)
        for sheet in sorted(folder.rglob("*.css")):
            text = sheet.read_text("utf-8")
            for other, address in addresses.items():
                text = text.replace(f"../{other}/", f"../{address.split('/')[2]}/")
            sheet.write_text(text, "utf-8")
        named = folder.with_name(f"{kind}.{digest_folder(folder)}")
        folder.rename(named)
        addresses[kind] = f"/assets/{named.name}/"
    return addresses


def copy_runtime(pyodide: Path, out: Path) -> str:
    """Copy the runtime into a folder whose name changes with its release only; give its address."""
    folder = out / "runtime" / "pyodide"
    folder.mkdir(parents=True)
    for name in RUNTIME_FILES:
        shutil.copyfile(pyodide / name, folder / name)
    named = folder.with_name(f"pyodide.{digest_folder(folder)}")
    folder.rename(named)
    return f"/runtime/{named.name}/"


def compiled_library(pyodide: Path) -> Path:
    """Give the standard library with its bytecode, which the browser would otherwise compile at each start."""
    stock = pyodide / "python_stdlib.zip"

    def compile_library(folder: Path) -> None:
        library = folder / "library.zip"
        shutil.copyfile(stock, library)
        run([TOOLS / "pyodide", "py-compile", "--silent", str(library)], folder)

    return cached(f"library-{digest(stock.read_bytes())}-{sys.hexversion:x}", compile_library)


def compiled_calculator() -> Path:
    """Give the calculator's wheel, built from `calculator/` and compiled by pyodide-build."""

    def compile_wheel(folder: Path) -> None:
        run([TOOLS / "hatchling", "build", "-t", "wheel", "-d", str(folder)], ROOT)
        (wheel,) = folder.glob("*.whl")
        run([TOOLS / "pyodide", "py-compile", "--silent", str(wheel)], folder)

    sources = "".join(digest(path.read_bytes()) for path in sorted((ROOT / "calculator").rglob("*.py")))
    return cached(f"calculator-{digest(sources.encode())}-{sys.hexversion:x}", compile_wheel)


def cached(name: str, make: Callable[[Path], None]) -> Path:
    """Give the one file that `make` leaves in a folder, made only if the cache does not have it."""
    folder = ROOT / ".cache" / name
    if not folder.is_dir():
        folder.parent.mkdir(exist_ok=True)
        with TemporaryDirectory(dir=folder.parent) as temporary:
            made = Path(temporary) / "made"
            made.mkdir()
            make(made)
            made.rename(folder)
    (file,) = folder.iterdir()
    return file


def place(file: Path, folder: Path, out: Path) -> str:
    """Copy a file to `folder` under a name with its hash; give its address."""
    folder.mkdir(exist_ok=True)
    target = folder / f"{file.name.split('-')[0].removesuffix(file.suffix)}.{digest(file.read_bytes())}{file.suffix}"
    shutil.copyfile(file, target)
    return f"/{target.relative_to(out).as_posix()}"


def compress(out: Path, report: Report) -> None:
    """Write `.br` and `.gz` beside every file that gains by it, for hosts that do not compress."""
    for path in sorted(out.rglob("*")):
        if path.suffix in COMPRESSIBLE and path.is_file():
            data = path.read_bytes()
            if len(data) > SLOW_TO_COMPRESS:
                report(f"{path.name} inpakken")
            for suffix, squeeze in SQUEEZERS.items():
                squeezed = squeeze_once(data, suffix, squeeze)
                if len(squeezed) < len(data):
                    path.with_name(path.name + suffix).write_bytes(squeezed)


def squeeze_once(data: bytes, suffix: str, squeeze: Callable[[bytes], bytes]) -> bytes:
    """Compress, or take what an earlier build compressed; small files are quicker to compress anew."""
    if len(data) < SLOW_TO_COMPRESS:
        return squeeze(data)

    def write(folder: Path) -> None:
        (folder / "data").write_bytes(squeeze(data))

    return cached(f"compressed-{digest(data)}{suffix}", write).read_bytes()


def run(command: list[Path | str], folder: Path) -> None:
    """Run a tool; what it says is shown only when it fails."""
    environment = os.environ | {"SOURCE_DATE_EPOCH": EARLIEST_ZIP_DATE}
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        said = (result.stderr or result.stdout).strip().splitlines() or ["zonder uitleg"]
        raise UnavailableError(f"{Path(command[0]).name} mislukte: {said[-1]}")


def digest(data: bytes) -> str:
    """Give the name that content gets: the start of its SHA-256."""
    return hashlib.sha256(data).hexdigest()[:HASH_LENGTH]


def digest_folder(folder: Path) -> str:
    """Give the name that a whole folder gets, by its files' names and content."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return digest("\n".join(f"{path.relative_to(folder)} {digest(path.read_bytes())}" for path in files).encode())
