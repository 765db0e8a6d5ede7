"""Debian's spell checker for Dutch, installed where it is missing and we may."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

PROGRAM = "hunspell"
PACKAGES = ("hunspell", "hunspell-nl")
LANGUAGE = "nl_BE"
DICTIONARY = Path("/usr/share/hunspell") / f"{LANGUAGE}.dic"


def misspelt(words: Iterable[str]) -> set[str]:
    """Give the words that are no Dutch. Raises RuntimeError if there is no spell checker and none can be installed."""
    if not is_there() and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update"], check=False)
        subprocess.run(["apt-get", "install", "--yes", *PACKAGES], check=False)
    if not is_there():
        raise RuntimeError(f"no Dutch spell checker: type `sudo apt-get install {' '.join(PACKAGES)}`")
    command = [PROGRAM, "-d", LANGUAGE, "-i", "utf-8", "-l"]
    lines = "\n".join(sorted(words))
    return set(subprocess.run(command, input=lines, capture_output=True, text=True, check=True).stdout.split())


def is_there() -> bool:
    """Tell whether the checker and its Dutch dictionary are installed."""
    return shutil.which(PROGRAM) is not None and DICTIONARY.is_file()
