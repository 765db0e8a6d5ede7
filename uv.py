"""Runs uv, and fetches it first where there is none: `python3 uv.py run …` is `uv run …` on any machine with a Python.

It needs no package and no newer Python than 3.7. What it fetches stays in `.uv/`, beside it.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Optional, Sequence

OWN = Path(__file__).resolve().parent / ".uv"
PLACES = (OWN / "bin", OWN / "Scripts")
"""Where pip and a virtual environment put programs; the second on Windows."""

VERSION = "3.13"
NO_UV = (
    "There is no uv, and this Python has no pip to fetch it, or no network: type `sudo apt-get install python3-venv` "
    "and repeat, or install uv as https://docs.astral.sh/uv/ says (curl is enough, without sudo), and repeat."
)
NO_PYTHON = (
    f"There is no Python {VERSION}, and uv could not fetch one: install it (`pyenv install {VERSION}`, or python.org), "
    f"or name one with UV_PYTHON=/path/to/python{VERSION}, and repeat."
)


def main() -> None:
    """Run uv with the arguments of the command line. Exit with one line if it, or a Python for it, cannot be had."""
    uv = find() or fetch()
    if uv is None:
        sys.exit(NO_UV)
    look = [uv, "python", "find", os.environ.get("UV_PYTHON", VERSION)]
    if not works(look) and not (works([uv, "python", "install", VERSION]) and works(look)):
        sys.exit(NO_PYTHON)
    command = [uv, *sys.argv[1:]]
    if os.name == "nt":
        sys.exit(subprocess.call(command))
    os.execv(uv, command)  # noqa: S606 - no shell is needed


def find() -> Optional[str]:
    """Return the path of a uv that works: the machine's own, or one that was fetched before; None if there is none."""
    path = os.pathsep.join([os.environ.get("PATH", ""), *map(str, PLACES)])
    places = [shutil.which("uv", path=place) for place in path.split(os.pathsep)]
    return next((found for found in places if found and works([found, "--version"])), None)


def fetch() -> Optional[str]:
    """Fetch uv with the pip of this Python or, if it has none, of a virtual environment; return its path or None."""
    if not works([sys.executable, "-m", "pip", "install", "--target", str(OWN), "uv"]):
        works([sys.executable, "-m", "venv", "--clear", str(OWN)])
        for place in PLACES:
            works([str(place / "python"), "-m", "pip", "install", "uv"])
    return find()


def works(command: Sequence[str]) -> bool:
    """Run a command without showing what it says; return whether it ended well."""
    try:
        return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


if __name__ == "__main__":
    main()
