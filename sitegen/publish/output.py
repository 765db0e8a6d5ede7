"""Build into a new folder and replace the previous site with it, as a whole or not at all."""

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
"""Seconds between two attempts to lock the folder."""

type Report = Callable[[str, int, int], None]
"""Called with the step of the build, the count done and the total; both are 0 where nothing is counted."""


@contextmanager
def replacing(out: Path, report: Report) -> Iterator[Path]:
    """Yield an empty folder beside `out` that replaces it when the block succeeds.

    Restore first what a killed build moved. Raise UnavailableError if `out` holds something other than a site.
    """
    if out.is_dir() and any(out.iterdir()) and not (out / "index.html").is_file():
        raise UnavailableError(f"in {out} staat geen site maar iets anders; kies een lege map met --out")
    out.parent.mkdir(parents=True, exist_ok=True)
    with locked(out.parent, report):
        prefix = f".{out.name}-bouw-"
        for left in [path for path in out.parent.iterdir() if path.name.startswith(prefix)]:
            clean_up(left, out)
        work = Path(mkdtemp(prefix=prefix, dir=out.parent))
        try:
            (work / "new").mkdir()
            yield work / "new"
            if out.exists():
                out.rename(work / "old")
            (work / "new").rename(out)
        finally:
            clean_up(work, out)


def clean_up(work: Path, out: Path) -> None:
    """Remove the work folder of a build, and restore the site that a build moved there before it was killed."""
    if not out.exists() and (work / "old").is_dir():
        (work / "old").rename(out)
    shutil.rmtree(work, ignore_errors=True)


@contextmanager
def locked(folder: Path, report: Report) -> Iterator[None]:
    """Hold the lock on a folder during the block, after waiting for other builds; it ends with the process."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        while not try_lock(handle):
            report("Wachten op een andere bouw", 0, 0)
            time.sleep(PAUSE)
        yield
    finally:
        os.close(handle)


def try_lock(handle: int) -> bool:
    """Try to lock an open folder and return whether that succeeded; True where the system has no locks."""
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
