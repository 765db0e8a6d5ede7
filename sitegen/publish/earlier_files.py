"""Carry the hashed files of earlier releases along, for pages that somebody opened before a deploy."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from sitegen.common.hashes import sha256
from sitegen.common.paths import ASSETS, RUNTIME
from sitegen.publish.manifest import EARLIER, FILES, RECORD, read_entries

CARRIED = timedelta(days=30)
"""How long a file is carried along, from the day of the first build without it."""

NOT_CARRIED = ".map"


def carry_earlier_files(previous: Path, out: Path, today: date) -> dict[str, str]:
    """Copy into `out` the hashed files that the site in `previous` has and `out` lacks; return since when, by path.

    Leave those that are carried along too long already, and those that are not what that site's record says.
    """
    path = previous / RECORD
    record = path.read_bytes() if path.is_file() else None
    since, known = read_entries(record, EARLIER), read_entries(record, FILES)
    carried: dict[str, str] = {}
    for name in hashed_files(previous):
        day = min(since.get(name, f"{today}"), f"{today}")
        if (out / name).exists() or day < f"{today - CARRIED}":
            continue
        data = (previous / name).read_bytes()
        if sha256(data) == known.get(name):
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / name).write_bytes(data)
            carried[name] = day
    return carried


def hashed_files(site: Path) -> Iterator[str]:
    """Yield the path of every file of a site that has a hash in its path, and that a page or a worker fetches."""
    for folder in (ASSETS, RUNTIME):
        for path in sorted((site / folder).rglob("*")):
            if path.is_file() and not path.is_symlink() and path.suffix != NOT_CARRIED:
                yield path.relative_to(site).as_posix()
