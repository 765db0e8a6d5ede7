"""Keeps what takes long to make, named after what it is made of, and gives it only while it is whole."""

import errno
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from sitegen.common.hashes import sha256
from sitegen.common.paths import CACHE

WORK = "werk-"
FIRST = (errno.EEXIST, errno.ENOTEMPTY)
"""Another build was first, and made the same."""

ABANDONED = 3600
"""Seconds after which nobody works any more in a folder that a build left behind."""


def cached(name: str, make: Callable[[Path], None]) -> Path:
    """Give the one file that `make` leaves in a folder; it is made only if the cache does not have it whole."""
    folder = CACHE / name
    file = whole_file(folder)
    return file or make_file(folder, make)


def whole_file(folder: Path) -> Path | None:
    """Give the file in a folder of the cache if it is what was put there: its own folder has its SHA-256 as a name."""
    files = list(folder.glob("*/*"))
    if len(files) != 1 or not files[0].is_file():
        return None
    return files[0] if sha256(files[0].read_bytes()) == files[0].parent.name else None


def make_file(folder: Path, make: Callable[[Path], None]) -> Path:
    """Make the file of a folder of the cache beside it, and put it there whole."""
    CACHE.mkdir(exist_ok=True)
    clear_abandoned()
    with TemporaryDirectory(dir=CACHE, prefix=WORK) as temporary:
        made = Path(temporary) / "made"
        made.mkdir()
        make(made)
        (file,) = made.iterdir()
        kept = Path(temporary) / "kept"
        kept.mkdir()
        place = kept / sha256(file.read_bytes())
        made.rename(place)
        shutil.rmtree(folder, ignore_errors=True)
        try:
            kept.rename(folder)
        except OSError as error:
            if error.errno not in FIRST:
                raise
        return folder / place.name / file.name


def clear_abandoned() -> None:
    """Clear what builds that were killed left behind."""
    for folder in CACHE.glob(f"{WORK}*"):
        with suppress(FileNotFoundError):
            if time.time() - folder.stat().st_mtime > ABANDONED:
                shutil.rmtree(folder, ignore_errors=True)
