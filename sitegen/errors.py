"""What can be wrong with a source: facts for the program, one Dutch line for the editor."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to mend: where, its code, what is wrong and what to do.

    `line` and `column` count from 1. A warning does not stop a build.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    remedy: str
    warning: bool = False

    def __str__(self) -> str:
        """Write the fault as one line, the way editors and terminals link to it."""
        return f"{self.path}:{self.line}:{self.column}: {self.code} {self.message}; {self.remedy}"


class BuildError(Exception):
    """The source cannot become a site; `faults` says everything that is wrong with it, warnings included."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults if not fault.warning))


class UnavailableError(Exception):
    """Something from outside cannot be had; the text says what, and how to get it."""


def suggest(word: str, known: Iterable[str], otherwise: str) -> str:
    """Write which known word was probably meant, or else what to do.

    >>> suggest("titl", ["titel", "menu"], "schrap het")
    'bedoelde u "titel"?'
    """
    nearest = get_close_matches(word, list(known), n=1)
    return f'bedoelde u "{nearest[0]}"?' if nearest else otherwise


def place_of(path: Path, root: Path) -> str:
    """Write a path the way the editor sees it: relative to the folder with the source."""
    return path.relative_to(root.parent).as_posix()
