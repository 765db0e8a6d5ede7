"""The memory that the browser starts from is that of a started Python, and the same from every machine."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.bundle.exports import EXPORTS, WARM_UP_INPUTS
from sitegen.bundle.pyodide_release import LOCK
from sitegen.bundle.snapshot import START, build_snapshot, differences, write_snapshot
from sitegen.bundle.stdlib import make_library
from sitegen.bundle.wasm import CUSTOM, DATA, Reader, read_module
from sitegen.common.paths import ROOT
from sitegen.common.tools import TOOLS, run

PYODIDE = ROOT / "node_modules/pyodide"
SCRIPT = ROOT / "sitegen/bundle/browser/snapshot.mjs"
ELSEWHERE = {"TZ": "UTC", "LANG": "fr_FR.UTF-8", "HOME": "/elsewhere", "USER": "somebody", "PYTHONHASHSEED": "7"}


@pytest.fixture(scope="module")
def library() -> Path:
    return make_library(PYODIDE, slim=True)


@pytest.fixture(scope="module")
def image(library: Path) -> bytes:
    return build_snapshot(PYODIDE, library).read_bytes()


def parts(module: bytes) -> list[tuple[int, bytes]]:
    """Read back what a module puts into memory, and where."""
    (content,) = (section.content for section in read_module(module) if section.kind == DATA)
    reader, found = Reader(content), []
    for _ in range(reader.number()):
        assert reader.read_bytes(2) == b"\0\x41"
        place = signed(reader)
        assert reader.read_bytes(1) == b"\x0b"
        found.append((place, reader.read_bytes(reader.number())))
    return found


def signed(reader: Reader) -> int:
    """Read a number that may be negative (signed LEB128)."""
    value = shift = 0
    while True:
        (byte,) = reader.read_bytes(1)
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value - (1 << shift) if byte & 0x40 else value


def restored(before: bytes, module: bytes, length: int) -> bytes:
    memory = bytearray(before.ljust(length, b"\0"))
    for place, content in parts(module):
        memory[place : place + len(content)] = content
    return bytes(memory)


@given(st.binary(max_size=700), st.binary(max_size=700), st.integers(0, 9000))
def test_what_is_put_back_over_the_memory_before_gives_the_memory_after(before: bytes, after: bytes, gap: int) -> None:
    before = before[: len(after)]
    after = after[:300] + bytes(gap) + after[300:]
    start = json.dumps({"pages": 1}).encode()
    assert restored(before, write_snapshot(before, after, start), len(after)) == after


def test_memory_that_did_not_change_is_left_out() -> None:
    before = bytes(range(256)) * 100
    after = before[:12_800] + b"x" + before[12_801:]
    ((place, content),) = differences(before, after)
    assert place <= 12_800 < place + len(content)
    assert len(content) < 100


def test_the_image_says_how_to_go_on(image: bytes) -> None:
    (said,) = (Reader(section.content) for section in read_module(image) if section.kind == CUSTOM)
    assert said.name() == START
    start = json.loads(said.data[said.at :])
    assert start["functions"].keys() == EXPORTS.keys()
    last, content = max(parts(image))
    assert last + len(content) <= start["pages"] * 65_536
    assert len(set(start["functions"].values())) == len(EXPORTS)


def test_the_same_memory_comes_of_another_machine_and_another_moment(
    library: Path, image: bytes, tmp_path: Path
) -> None:
    job = tmp_path / "job.json"
    job.write_text(json.dumps({"lock": LOCK, "functions": EXPORTS, "inputs": WARM_UP_INPUTS}))
    moved = tmp_path / "elders.zip"
    moved.write_bytes(library.read_bytes())
    run([TOOLS / "node", SCRIPT, f"{PYODIDE}/", moved, job, tmp_path], ELSEWHERE)
    before, after, start = ((tmp_path / name).read_bytes() for name in ("before", "after", "start.json"))
    assert write_snapshot(before, after, start) == image


def test_nothing_of_the_machine_is_in_the_image(image: bytes) -> None:
    assert str(ROOT).encode() not in image
    assert b"snapshot.mjs" not in image
