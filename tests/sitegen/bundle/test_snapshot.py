"""The memory that the browser starts from is that of a started Python, and the same from every machine."""

import json
import struct
from itertools import cycle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.bundle.exports import EXPORTS, WARM_UP_INPUTS
from sitegen.bundle.pyodide_release import LOCK
from sitegen.bundle.snapshot import (
    COMMAND,
    PIECE,
    PIECES,
    RUNS,
    START,
    Memory,
    build_snapshot,
    start_python,
    write_list,
    write_snapshot,
    write_whole_snapshot,
)
from sitegen.bundle.stdlib import make_library
from sitegen.bundle.wasm import Reader, read_module
from sitegen.common.paths import ROOT
from sitegen.common.tools import TOOLS, run

PYODIDE = ROOT / "node_modules/pyodide"
SCRIPT = ROOT / "sitegen/bundle/browser/snapshot.mjs"
ELSEWHERE = {"TZ": "UTC", "LANG": "fr_FR.UTF-8", "HOME": "/elsewhere", "USER": "somebody", "PYTHONHASHSEED": "7"}
LARGEST = 700_000
"""Bytes of the snapshot that visitors get."""


@pytest.fixture(scope="module")
def library() -> Path:
    return make_library(PYODIDE, slim=True)


@pytest.fixture(scope="module")
def memory(library: Path) -> Memory:
    return start_python(PYODIDE, library)


@pytest.fixture(scope="module")
def snapshot(library: Path) -> bytes:
    said: list[str] = []
    built = build_snapshot(PYODIDE, library, said.append)
    assert said == [], f"the list is of another memory: {COMMAND}"
    return built


def sections(module: bytes) -> dict[str, bytes]:
    readers = [Reader(section.content) for section in read_module(module)]
    return {reader.name(): reader.rest() for reader in readers}


def restored(module: bytes, length: int) -> tuple[bytes, set[int]]:
    """Return the memory that a snapshot gives, and the numbers of the pieces that are there."""
    parts = sections(module)
    pieces = Reader(parts[PIECES])
    memory, at = bytearray(length), 0
    there: set[int] = set()
    for kind, (count,) in zip(cycle(("absent", "kept", "zero")), struct.iter_unpack("<I", parts[RUNS]), strict=False):
        if kind == "kept":
            memory[at * PIECE : (at + count) * PIECE] = pieces.read_bytes(count * PIECE)
        if kind != "absent":
            there.update(range(at, at + count))
        at += count
    return bytes(memory), there


CONTENTS = st.lists(st.sampled_from((bytes(PIECE), b"a" * PIECE, b"b" + bytes(PIECE - 1))), max_size=40)


@given(CONTENTS, st.sets(st.integers(0, 40)), st.integers(0, 45))
def test_what_is_kept_is_put_back_and_what_is_zero_is_there_anyway(
    contents: list[bytes], kept: set[int], past: int
) -> None:
    memory = Memory(b"".join(contents), json.dumps({"map": past * PIECE}).encode())
    content, there = restored(write_snapshot(memory, kept), len(memory.content))
    numbers = range(len(contents))
    assert there == {number for number in numbers if number in kept or number >= past or not any(contents[number])}
    assert all(piece == (contents[number] if number in there else bytes(PIECE))
               for number, piece in enumerate(Memory(content, b"").pieces()))  # fmt: skip


def test_a_whole_snapshot_is_the_whole_memory(memory: Memory) -> None:
    content, there = restored(write_whole_snapshot(memory), len(memory.content))
    assert content == memory.content
    assert there == set(range(len(memory.content) // PIECE))


def test_visitors_get_a_small_part_of_the_memory(snapshot: bytes) -> None:
    assert len(snapshot) < LARGEST


def test_the_snapshot_says_how_to_go_on(snapshot: bytes, memory: Memory) -> None:
    start = json.loads(sections(snapshot)[START])
    assert start["functions"].keys() == EXPORTS.keys()
    assert len(set(start["functions"].values())) == len(EXPORTS)
    assert start["pages"] * 65_536 == len(memory.content)


def test_the_bits_have_room_behind_the_memory_that_they_are_about(memory: Memory) -> None:
    place = json.loads(memory.start)["map"]
    assert place % PIECE == 0
    assert not any(memory.content[place : place + place // 8 + 1])


def test_a_memory_without_a_list_is_kept_whole_and_the_build_says_so(
    library: Path, memory: Memory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.bundle.snapshot.LIST", tmp_path / "pieces.txt")
    write_list(Memory(memory.content + b"x", memory.start), {1})
    said: list[str] = []
    assert build_snapshot(PYODIDE, library, said.append) == write_whole_snapshot(memory)
    assert said[0].endswith(COMMAND)


def test_the_same_memory_comes_of_another_machine_and_another_moment(
    library: Path, memory: Memory, tmp_path: Path
) -> None:
    job = tmp_path / "job.json"
    job.write_text(json.dumps({"lock": LOCK, "functions": EXPORTS, "inputs": WARM_UP_INPUTS}))
    moved = tmp_path / "elders.zip"
    moved.write_bytes(library.read_bytes())
    run([TOOLS / "node", SCRIPT, f"{PYODIDE}/", moved, job, tmp_path], ELSEWHERE)
    assert Memory((tmp_path / "memory").read_bytes(), (tmp_path / "start.json").read_bytes()) == memory


def test_nothing_of_the_machine_is_in_the_memory(memory: Memory) -> None:
    assert str(ROOT).encode() not in memory.content
    assert b"snapshot.mjs" not in memory.content
