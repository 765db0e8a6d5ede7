"""The folder in which a site is built, and how it takes the place of the one before: as a whole or not at all."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from sitegen.common.diagnostics import UnavailableError

if sys.platform != "win32":
    import fcntl

PAUSE = 0.1
"""Seconds between two looks at whether another build is ready."""

type Report = Callable[[str, int, int], None]
"""Is told what is going on, how many are done and of how many; both are 0 where there is nothing to count."""


@contextmanager
def replacing(out: Path, report: Report) -> Iterator[Path]:
    """Give an empty folder beside `out` that takes its place when the work in it succeeds.

    What a killed build left is put right first. Raises UnavailableError if what is in `out` is no site.
    """
    if out.is_dir() and any(out.iterdir()) and not (out / "index.html").is_file():
        raise UnavailableError(f"in {out} staat geen site maar iets anders; kies een lege map met --out")
    out.parent.mkdir(parents=True, exist_ok=True)
    with alone_in(out.parent, report):
        prefix = f".{out.name}-bouw-"
        for left in [path for path in out.parent.iterdir() if path.name.startswith(prefix)]:
            clear(left, out)
        work = Path(mkdtemp(prefix=prefix, dir=out.parent))
        try:
            (work / "new").mkdir()
            yield work / "new"
            if out.exists():
                out.rename(work / "old")
            (work / "new").rename(out)
        finally:
            clear(work, out)


def clear(work: Path, out: Path) -> None:
    """Clear the folder of a build; one that ended between the two renames gets its old site back."""
    if not out.exists() and (work / "old").is_dir():
        (work / "old").rename(out)
    shutil.rmtree(work, ignore_errors=True)


@contextmanager
def alone_in(folder: Path, report: Report) -> Iterator[None]:
    """Wait until no other build works in a folder, and keep others waiting; the lock ends with the process."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        while not is_locked(handle):
            report("Wachten op een andere bouw", 0, 0)
            time.sleep(PAUSE)
        yield
    finally:
        os.close(handle)


def is_locked(handle: int) -> bool:
    """Lock what is open, and tell whether that went; where nothing can be locked there is nothing to wait for."""
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
