"""Build the memory snapshot of a started Python, with the calculator imported: of its memory what is ever read.

The memory is kept or left out in pieces. Those that were ever read are in `browser/pieces.txt`, found by
`python -m tools.trace_runtime`; a read of any other stops the program (`guard.py`). The list belongs to one memory:
after a change of the calculator all of it is kept, until the list is made anew.

A snapshot is a WebAssembly module, so that hosts know what it is, of three sections that a script reads: `START` holds
the sizes, globals and addresses with which it goes on, `RUNS` where the pieces stand, in numbers of 32 bits, for those
need no decoding, and `PIECES` their bytes.
"""

import json
import struct
from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from sitegen.bundle.exports import EXPORTS, WARM_UP_INPUTS
from sitegen.bundle.numbers import read_ranges, write_ranges
from sitegen.bundle.pyodide_release import BROWSER, LOCK
from sitegen.bundle.wasm import custom_section, write_module
from sitegen.common.file_cache import cached
from sitegen.common.hashes import short_hash
from sitegen.common.tools import TOOLS, run

LIST = BROWSER / "pieces.txt"
SCRIPT = BROWSER / "snapshot.mjs"
START, RUNS, PIECES = "start", "runs", "pieces"
PIECE = 64
"""Bytes of memory that are kept or left out together."""

COMMAND = "uv run --group test python -m tools.trace_runtime"
"""What makes the list anew."""

TIME_ZONE = {"TZ": "UTC"}
"""The environment of the start: Python asks for the time zone."""

ABSENT, KEPT, ZERO = range(3)
"""What becomes of a piece; one that holds nothing but zeros is there anyway."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The memory of a started Python, and how to go on from it, as JSON."""

    content: bytes
    start: bytes

    @property
    def hash(self) -> str:
        """A hash of both, by which a list of pieces says to which memory it belongs."""
        return short_hash(self.start + self.content)

    def pieces(self) -> list[bytes]:
        """Return the content in pieces."""
        return [self.content[place : place + PIECE] for place in range(0, len(self.content), PIECE)]


def build_snapshot(pyodide: Path, library: Path, report: Callable[[str], None]) -> bytes:
    """Return the snapshot; report if the list is of another memory. Raise UnavailableError if Python does not start."""
    memory = start_python(pyodide, library)
    of, pieces = read_list()
    if of == memory.hash:
        return write_snapshot(memory, pieces)
    report(f"De rekenkern is veranderd, en bezoekers laden een megabyte meer tot: {COMMAND}")
    return write_whole_snapshot(memory)


def read_list() -> tuple[str, frozenset[int]]:
    """Return the hash of the memory of which the list is, and the numbers of the pieces that are ever read."""
    of, _, pieces = LIST.read_text("utf-8").partition("\n")
    return of, read_ranges(pieces)


def write_list(memory: Memory, pieces: Collection[int]) -> None:
    """Write the list of the pieces of a memory that are ever read."""
    LIST.write_text(f"{memory.hash}\n{write_ranges(pieces)}", "utf-8")


def start_python(pyodide: Path, library: Path) -> Memory:
    """Return the memory of a Python, from the cache or started anew. Raise UnavailableError if that fails."""
    job = json.dumps({"lock": LOCK, "functions": EXPORTS, "inputs": WARM_UP_INPUTS})
    builders = (library, *sorted(pyodide.glob("pyodide*")), *sorted(BROWSER.glob("*.mjs")), Path(__file__))
    parts = (job.encode(), *(path.read_bytes() for path in builders))

    def write(folder: Path) -> None:
        with TemporaryDirectory() as temporary:
            work = Path(temporary)
            (work / "job.json").write_text(job)
            run([TOOLS / "node", SCRIPT, f"{pyodide}/", library, work / "job.json", work], TIME_ZONE)
            start, content = ((work / name).read_bytes() for name in ("start.json", "memory"))
        (folder / "memory").write_bytes(start + b"\n" + content)

    start, _, content = cached(f"memory-{short_hash(b''.join(parts))}", write).read_bytes().partition(b"\n")
    return Memory(content, start)


def write_whole_snapshot(memory: Memory) -> bytes:
    """Return the snapshot with every piece of a memory."""
    return write_snapshot(memory, range(len(memory.content) // PIECE))


def write_snapshot(memory: Memory, kept: Collection[int]) -> bytes:
    """Return the snapshot with the pieces of these numbers, and with all that stands past the address "map"."""
    past = json.loads(memory.start)["map"] // PIECE
    pieces = memory.pieces()
    kinds = [
        ZERO if not piece.strip(b"\0") else KEPT if number in kept or number >= past else ABSENT
        for number, piece in enumerate(pieces)
    ]
    runs = lengths_of_runs(kinds)
    sections = {
        START: memory.start,
        RUNS: struct.pack(f"<{len(runs)}I", *runs),
        PIECES: b"".join(piece for piece, kind in zip(pieces, kinds, strict=True) if kind == KEPT),
    }
    return write_module([custom_section(name, content) for name, content in sections.items()])


def lengths_of_runs(kinds: Collection[int]) -> list[int]:
    """Return the lengths of runs of pieces that are absent, kept, zero, absent again, and so on, each time all three.

    >>> lengths_of_runs([KEPT, KEPT, ABSENT, ZERO])
    [0, 2, 0, 1, 0, 1]
    """
    lengths: list[int] = []
    for kind, run_of in groupby(kinds):
        lengths += [0] * ((kind - len(lengths)) % 3)
        lengths.append(len(list(run_of)))
    return lengths + [0] * (-len(lengths) % 3)
