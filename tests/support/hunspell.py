"""Debian's spell checker for Dutch."""

import subprocess
from collections.abc import Iterable

from tests.support.programs import program

LANGUAGE = "nl_BE"
SECONDS = 60


def misspelt(words: Iterable[str]) -> set[str]:
    """Return the words that are no Dutch. Raises RuntimeError if no spell checker can be had."""
    command = [program("hunspell"), "-d", LANGUAGE, "-i", "utf-8", "-l"]
    lines = "\n".join(sorted(words))
    done = subprocess.run(command, input=lines, capture_output=True, text=True, timeout=SECONDS, check=True)
    return set(done.stdout.split())
