"""The packages that npm delivers: Pyodide, the fonts, those of the search, the tools of the build and of the tests."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from sitegen.common.diagnostics import UnavailableError
from sitegen.common.hashes import short_hash
from sitegen.common.locks import locked
from sitegen.common.tools import TOOLS

TEXT_FONT = "@fontsource-variable/figtree"
DISPLAY_FONT = "@fontsource-variable/bricolage-grotesque"
TEXT_FONT_FILE = f"{TEXT_FONT}/files/figtree-latin-wght-normal.woff2"
DISPLAY_FONT_FILE = f"{DISPLAY_FONT}/files/bricolage-grotesque-latin-wght-normal.woff2"
"""The fonts of the text, and of headings and large amounts, within the folder of packages."""

SEARCH_PACKAGES = ("minisearch", "@orama/stemmers", "@orama/stopwords")
"""The packages that the script of the search imports."""

CHECKERS = " met controleurs"
"""What the stamp of a folder says that holds `devDependencies` too."""

type Report = Callable[[str], None]


def fetch_packages(root: Path, report: Report, *, checkers: bool = False) -> Path:
    """Return the folder with the packages of the lock file, which npm fetches if they are not there.

    Those that only check, more than half of the bytes, are there for sure only with `checkers`.
    Raises UnavailableError if it cannot be had.
    """
    modules = root / "node_modules"
    lock_file = root / "package-lock.json"
    wanted = short_hash(lock_file.read_bytes()) + (CHECKERS if checkers else "")
    stamp = modules / ".fetched"
    with locked(lock_file, lambda: report("Wachten op een andere bouw")):
        if not stamp.is_file() or not stamp.read_text().startswith(wanted):
            report("De pakketten van package-lock.json ophalen met npm")
            install_packages(root, *([] if checkers else ["--omit=dev"]))
            stamp.write_text(wanted)
    return modules


def install_packages(root: Path, *options: str) -> None:
    """Have npm install exactly the packages of the lock file. Raise UnavailableError if it fails."""
    command: list[Path | str] = [TOOLS / "npm", "ci", "--ignore-scripts", "--no-progress", *options]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if result.returncode:
        lines = [line for line in result.stderr.splitlines() if line.startswith("npm error")]
        reason = lines[0].removeprefix("npm error ") if lines else f"npm stopte met {result.returncode}"
        raise UnavailableError(
            f"de pakketten van package-lock.json zijn niet opgehaald ({reason}); "
            "herhaal de opdracht met een netwerkverbinding"
        )
