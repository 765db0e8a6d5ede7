"""Build the memory snapshot of a started Python, with the calculator imported, as a data-only WebAssembly module.

The browser itself reads and checks such a module. It holds what the start changed in memory; the rest comes with the
interpreter. The section `START` holds the sizes, globals and addresses with which a script restores it.
"""

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from sitegen.bundle import wasm
from sitegen.bundle.exports import EXPORTS, WARM_UP_INPUTS
from sitegen.bundle.pyodide_release import BROWSER, LOCK
from sitegen.bundle.wasm import custom_section, fill_memory, import_memory, write_module
from sitegen.common.file_cache import cached
from sitegen.common.hashes import short_hash
from sitegen.common.tools import TOOLS, run

SCRIPT = BROWSER / "snapshot.mjs"
START = "start"
GRAIN = 64
"""Bytes of memory that are stored or left out together."""

TIME_ZONE = {"TZ": "UTC"}
"""The environment of the start: Python asks for the time zone."""


def build_snapshot(pyodide: Path, library: Path) -> Path:
    """Return the file with the snapshot, from the cache or built anew. Raise UnavailableError if that fails."""
    job = json.dumps({"lock": LOCK, "functions": EXPORTS, "inputs": WARM_UP_INPUTS})
    builders = (
        library,
        *sorted(pyodide.glob("pyodide*")),
        *sorted(BROWSER.glob("*.mjs")),
        Path(__file__),
        Path(wasm.__file__),
    )
    parts = (job.encode(), *(path.read_bytes() for path in builders))

    def write(folder: Path) -> None:
        with TemporaryDirectory() as temporary:
            work = Path(temporary)
            (work / "job.json").write_text(job)
            run([TOOLS / "node", SCRIPT, f"{pyodide}/", library, work / "job.json", work], TIME_ZONE)
            before, after, start = ((work / name).read_bytes() for name in ("before", "after", "start.json"))
        (folder / "snapshot.wasm").write_bytes(write_snapshot(before, after, start))

    return cached(f"memory-{short_hash(b''.join(parts))}", write)


def write_snapshot(before: bytes, after: bytes, start: bytes) -> bytes:
    """Return a module that turns the memory `before` into `after`, with the section `START`."""
    memory = import_memory("env", "memory", json.loads(start)["pages"])
    return write_module([memory, fill_memory(list(differences(before, after))), custom_section(START, start)])


def differences(before: bytes, after: bytes) -> Iterator[tuple[int, bytes]]:
    """Return each place from which `after` differs from `before`, with the bytes there, in whole grains.

    >>> list(differences(b"a" * 192, b"a" * 70 + b"b" * 60 + b"a" * 100))[0][0]
    64
    """
    before = before.ljust(len(after), b"\0")
    places = range(0, len(after), GRAIN)
    for differs, run_of in groupby(places, lambda place: before[place : place + GRAIN] != after[place : place + GRAIN]):
        if differs:
            found = list(run_of)
            yield found[0], after[found[0] : found[-1] + GRAIN]
