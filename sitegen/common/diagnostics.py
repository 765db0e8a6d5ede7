"""Mistakes in a source: facts for the program, one Dutch line for the editor."""

import errno
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Characters that break a line, control a terminal, or cannot be encoded."""

FOLLOWING = ("KMO143", "KMO140", "KMO022")
"""Codes of what often only follows from another mistake at the same place, and is then not told; the last the most."""

DISK_ERRORS = {
    errno.EACCES: "daar mag u niet lezen of schrijven",
    errno.EDQUOT: "uw deel van de schijf is vol",
    errno.EFBIG: "een bestand zou groter worden dan hier mag",
    errno.ENOSPC: "de schijf is vol",
    errno.EPERM: "daar mag u niet lezen of schrijven",
    errno.EROFS: "daar kan niemand schrijven",
}
"""The errors of a disk that a build can meet, in the editor's words."""


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
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
        """Return the diagnostic as one line, the way editors and terminals link to it."""
        return one_line(f"{self.path}:{self.line}:{self.column}: {self.code} {self.message}; {self.remedy}")


type Message = tuple[str, str, str]
"""A code, what is wrong, and what to do."""


class BuildError(Exception):
    """The source cannot become a site; `diagnostics` says everything that is wrong with it, warnings included."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(without_following(set(diagnostics))))
        super().__init__("\n".join(str(diagnostic) for diagnostic in self.diagnostics if not diagnostic.warning))


class UnavailableError(Exception):
    """Raised when a file, program or server outside the source is unavailable; the text names it and the remedy."""


def without_following(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Return the diagnostics without those that only follow from a mistake on the same line."""
    lines: dict[tuple[str, int], list[Diagnostic]] = defaultdict(list)
    for found in diagnostics:
        lines[found.path, found.line].append(found)
    for together in lines.values():
        first = min((rank_of(found) for found in together if not found.warning), default=0)
        yield from (found for found in together if found.warning or rank_of(found) == first)


def rank_of(diagnostic: Diagnostic) -> int:
    """Return how much a diagnostic may follow from others: 0 for one that never does."""
    return FOLLOWING.index(diagnostic.code) + 1 if diagnostic.code in FOLLOWING else 0


def one_line(text: str) -> str:
    r"""Write a text as one line with its control characters escaped.

    >>> one_line("twee\nregels")
    'twee\\nregels'
    """
    return CONTROL_CHARACTERS.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def describe_disk_error(error: OSError) -> str:
    """Write the reason and the path of a disk error in one line; of a copied folder only the first file.

    >>> describe_disk_error(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "dist/index.html"))
    'de schijf is vol: dist/index.html'
    """
    text = str(error)
    reason = next((words for code, words in DISK_ERRORS.items() if os.strerror(code) in text), error.strerror or text)
    files = re.findall(r"'([^']+)'", text)
    return one_line(f"{reason}: {files[0]}" if files else reason)


def suggest(word: str, known: Iterable[str], otherwise: str) -> str:
    """Write a question that names the most similar known word, else the text of `otherwise`.

    >>> suggest("titl", ["titel", "menu"], "schrap het")
    'bedoelde u "titel"?'
    """
    similar = most_similar(word, known)
    return otherwise if similar is None else f'bedoelde u "{similar}"?'


def most_similar(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that an unknown one probably stands for; None if none is alike.

    >>> most_similar("titl", ["titel", "menu"])
    'titel'
    """
    return next(iter(get_close_matches(word, list(known), n=1)), None)


def place_of(path: Path, root: Path) -> str:
    """Write a path as the editor sees it: relative to the folder that holds the source."""
    return one_line(path.as_posix().removeprefix(f"{root.parent.as_posix()}/"))
