"""Content-addressed cache of single files; an entry whose SHA-256 does not match is rebuilt.

Builds at the same time share it: a good entry is never removed, and a spoilt one only by who has the lock.
"""

import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from sitegen.common.hashes import sha256
from sitegen.common.locks import locked
from sitegen.common.paths import CACHE

WORK = "work-"
"""How the name of a folder begins in which an entry is being made."""

ABANDONED = 3600
"""Seconds after which a work folder is left over from a build that was killed."""


def cached(name: str, make: Callable[[Path], None]) -> Path:
    """Return the entry of this name; if it is missing or spoilt, `make` writes its one file into a folder."""
    folder = CACHE / name
    file = valid_file(folder)
    return file or make_file(folder, make)


def valid_file(folder: Path) -> Path | None:
    """Return the file of an entry if its SHA-256 is the name of its folder, else None."""
    files = list(folder.glob("*/*"))
    with suppress(FileNotFoundError, IsADirectoryError):  # another build may replace a spoilt entry meanwhile
        if len(files) == 1 and sha256(files[0].read_bytes()) == files[0].parent.name:
            return files[0]
    return None


def make_file(folder: Path, make: Callable[[Path], None]) -> Path:
    """Make the file of an entry in a work folder, and store it, unless another build stored one meanwhile."""
    CACHE.mkdir(exist_ok=True)
    clear_abandoned()
    with TemporaryDirectory(dir=CACHE, prefix=WORK) as temporary:
        made = Path(temporary) / "made"
        made.mkdir()
        make(made)
        (file,) = made.iterdir()
        entry = Path(temporary) / "entry"
        entry.mkdir()
        place = entry / sha256(file.read_bytes())
        made.rename(place)
        with locked(CACHE, lambda: None):
            if stored := valid_file(folder):
                return stored
            with suppress(FileNotFoundError):
                folder.rename(Path(temporary) / "spoilt")
            entry.rename(folder)
        return folder / place.name / file.name


def clear_abandoned() -> None:
    """Remove the work folders of builds that were killed."""
    for folder in CACHE.glob(f"{WORK}*"):
        with suppress(FileNotFoundError):
            if time.time() - folder.stat().st_mtime > ABANDONED:
                shutil.rmtree(folder, ignore_errors=True)
