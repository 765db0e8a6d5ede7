"""Makes what the browser puts in Python's memory: Python started, the calculator imported and tried.

It is a WebAssembly module of data only, so the browser itself reads and checks it. It holds what the start changed; the
rest of the memory comes with the interpreter. What else is needed to go on from there stands in it under `START`.
"""

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from sitegen.bundle import wasm
from sitegen.bundle.exports import EXPORTS, WARM_UP_INPUTS
from sitegen.bundle.pyodide_release import BROWSER, LOCK
from sitegen.bundle.wasm import fill_memory, import_memory, say, write_module
from sitegen.common.file_cache import cached
from sitegen.common.hashes import short_hash
from sitegen.common.tools import TOOLS, run

SCRIPT = BROWSER / "snapshot.mjs"
START = "start"
GRAIN = 64
"""Bytes of memory that are kept or left out together."""

NOWHERE = {"TZ": "UTC"}
"""Where the start takes place: Python asks for the time zone."""


def build_snapshot(pyodide: Path, library: Path) -> Path:
    """Give the memory of a started Python, from the cache or made anew. Raises UnavailableError if that fails."""
    job = json.dumps({"lock": LOCK, "functions": EXPORTS, "inputs": WARM_UP_INPUTS})
    makers = (
        library,
        *sorted(pyodide.glob("pyodide*")),
        *sorted(BROWSER.glob("*.mjs")),
        Path(__file__),
        Path(wasm.__file__),
    )
    parts = (job.encode(), *(path.read_bytes() for path in makers))

    def write(folder: Path) -> None:
        with TemporaryDirectory() as temporary:
            work = Path(temporary)
            (work / "job.json").write_text(job)
            run([TOOLS / "node", SCRIPT, f"{pyodide}/", library, work / "job.json", work], NOWHERE)
            before, after, start = ((work / name).read_bytes() for name in ("before", "after", "start.json"))
        (folder / "snapshot.wasm").write_bytes(write_snapshot(before, after, start))

    return cached(f"memory-{short_hash(b''.join(parts))}", write)


def write_snapshot(before: bytes, after: bytes, start: bytes) -> bytes:
    """Write a module that makes of the memory `before` that of `after`, and says `start`."""
    memory = import_memory("env", "memory", json.loads(start)["pages"])
    return write_module([memory, fill_memory(list(differences(before, after))), say(START, start)])


def differences(before: bytes, after: bytes) -> Iterator[tuple[int, bytes]]:
    """Give each place from which `after` is otherwise than `before`, with what is there, in whole grains.

    >>> list(differences(b"a" * 192, b"a" * 70 + b"b" * 60 + b"a" * 100))[0][0]
    64
    """
    before = before.ljust(len(after), b"\0")
    places = range(0, len(after), GRAIN)
    for differs, run_of in groupby(places, lambda place: before[place : place + GRAIN] != after[place : place + GRAIN]):
        if differs:
            found = list(run_of)
            yield found[0], after[found[0] : found[-1] + GRAIN]
