"""The cache: what is no longer what was put there is found out and made again, and never shipped."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from sitegen.common import file_cache as cache
from tests.conftest import ROOT
from tests.support.sources import build

SEED = 20261124
SECONDS = 120
SLOW_TO_MAKE = 1_000_000
"""Bytes from which a test has no patience to compress a file again."""

type Spoil = Callable[[Path, Random], None]


def truncate(path: Path, random: Random) -> None:
    path.write_bytes(path.read_bytes()[: random.randrange(path.stat().st_size)])


def alter(path: Path, random: Random) -> None:
    data = bytearray(path.read_bytes())
    data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    path.write_bytes(data)


def lose(path: Path, _: Random) -> None:
    path.unlink()


def double(path: Path, _: Random) -> None:
    shutil.copyfile(path, path.with_name("nog-een"))


def write_word(folder: Path) -> None:
    (folder / "woord.txt").write_text("woord")


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    folder = tmp_path / "cache"
    monkeypatch.setattr(cache, "CACHE", folder)
    return folder


def test_a_build_with_a_spoilt_cache_is_the_build_with_a_good_one(
    source: Path, built_site: Path, own_cache: Path
) -> None:
    random = Random(SEED)
    shutil.copytree(ROOT / ".cache", own_cache, ignore=shutil.ignore_patterns(f"{cache.WORK}*"))
    for path in sorted(own_cache.rglob("*")):
        if path.is_file() and path.stat().st_size < SLOW_TO_MAKE:
            random.choice((truncate, alter, lose, double))(path, random)
    out = build(source)
    files = {path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert files == {
        path.relative_to(built_site): path.read_bytes() for path in built_site.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("spoil", [truncate, alter, lose, double])
def test_what_was_spoilt_is_made_again_once(own_cache: Path, spoil: Spoil) -> None:
    spoil(cache.cached("woord", write_word), Random(SEED))
    assert cache.cached("woord", write_word).read_text() == "woord"

    def fail(folder: Path) -> None:
        raise AssertionError(folder)

    assert cache.cached("woord", fail).read_text() == "woord"
    assert [path.name for path in own_cache.glob(f"{cache.WORK}*")] == []


def test_an_entry_that_another_build_stored_first_stays_for_whoever_reads_it(own_cache: Path) -> None:
    first: list[int] = []

    def write_second(folder: Path) -> None:
        first.append(cache.cached("woord", write_word).stat().st_ino)
        write_word(folder)

    assert cache.cached("woord", write_second).stat().st_ino == first[0]
    assert [path.name for path in own_cache.iterdir()] == ["woord"]


def test_what_a_killed_build_left_behind_is_cleared_and_what_another_works_on_is_not(own_cache: Path) -> None:
    abandoned, busy = own_cache / f"{cache.WORK}old", own_cache / f"{cache.WORK}new"
    for folder in (abandoned, busy):
        folder.mkdir(parents=True)
    os.utime(abandoned, (0, 0))
    cache.cached("woord", write_word)
    assert not abandoned.exists()
    assert busy.is_dir()


READER = """
import sys
from pathlib import Path
from sitegen.common import file_cache as cache

cache.CACHE = Path(sys.argv[1])

def write(folder):
    (folder / "woord.txt").write_text("woord")

sys.stdin.readline()
for number in range(int(sys.argv[2])):
    path = cache.cached(f"woord-{number}", write)
    assert path.read_text() == "woord", path
"""
ENTRIES = 400


def test_builds_at_the_same_time_never_lose_an_entry_that_another_made_again(own_cache: Path) -> None:
    for number in range(ENTRIES):
        cache.cached(f"woord-{number}", write_word).write_text("bedorven")
    command = [sys.executable, "-c", READER, str(own_cache), str(ENTRIES)]
    builds = [
        subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)
    ]
    for process in builds:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    assert [process.communicate(timeout=SECONDS)[1] for process in builds] == [""] * len(builds)
    assert [path.name for path in own_cache.glob(f"{cache.WORK}*")] == []


@pytest.mark.usefixtures("own_cache")
def test_a_build_that_made_something_else_meanwhile_gets_what_is_stored() -> None:
    def write_second(folder: Path) -> None:
        cache.cached("woord", write_word)
        (folder / "woord.txt").write_text("een ander woord")

    assert cache.cached("woord", write_second).read_text() == "woord"
