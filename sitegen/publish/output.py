"""Build into a new folder and replace the previous site with it, as a whole or not at all."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from sitegen.common.diagnostics import UnavailableError
from sitegen.common.locks import locked
from sitegen.publish.exchange import exchange

type Report = Callable[[str, int, int], None]
"""Called with the step of the build, the count done and the total; both are 0 where nothing is counted."""


@contextmanager
def replacing(out: Path, report: Report) -> Iterator[Path]:
    """Yield an empty folder beside `out` that replaces it when the block succeeds.

    A link to a folder stays, and its folder is replaced. Restore first what a killed build moved.
    Raise UnavailableError if `out` holds something other than a site.
    """
    out = out.resolve()
    if out.is_dir() and any(out.iterdir()) and not (out / "index.html").is_file():
        raise UnavailableError(f"in {out} staat geen site maar iets anders; kies een lege map met --out")
    out.parent.mkdir(parents=True, exist_ok=True)
    with locked(out.parent, lambda: report("Wachten op een andere bouw", 0, 0)):
        prefix = f".{out.name}-bouw-"
        for left in [path for path in out.parent.iterdir() if path.name.startswith(prefix)]:
            clean_up(left, out)
        work = Path(mkdtemp(prefix=prefix, dir=out.parent))
        try:
            (work / "new").mkdir()
            yield work / "new"
            put_in_place(work, out)
        finally:
            clean_up(work, out)


def put_in_place(work: Path, out: Path) -> None:
    """Replace a site by the new one in a work folder, at once where the system can exchange folders."""
    if not exchange(work / "new", out):
        rename_twice(work, out)


def rename_twice(work: Path, out: Path) -> None:
    """Replace a site, if there is one, by the new one in a work folder."""
    if out.exists():
        out.rename(work / "old")
    (work / "new").rename(out)


def write_through() -> None:
    """Have the disk hold all that was written, so that a power cut after the exchange leaves a whole site."""
    if sys.platform != "win32":
        os.sync()


def clean_up(work: Path, out: Path) -> None:
    """Remove the work folder of a build, and restore the site that a build moved there before it was killed."""
    if not out.exists() and (work / "old").is_dir():
        (work / "old").rename(out)
    shutil.rmtree(work, ignore_errors=True)
