"""Whatever happens to a build, the last good site stays as it was and the next build succeeds."""

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from sitegen.common.diagnostics import BuildError, UnavailableError
from sitegen.publish.exchange import exchange
from sitegen.publish.output import clean_up, rename_twice, replacing
from tests.conftest import ROOT, TODAY
from tests.support.sources import build, edit

SEED = 20261124
KILLS = 20
SECONDS = 120
"""The longest that a build may take on a busy machine."""

FULL_DISKS = 8
EXCHANGES = 200
LIKE_ANYONE = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")
"""Takes from root what lets it write where nobody may."""

MORE_PAGES = 60
"""So many more pages that a build starts other processes."""

PAGE = """---
titel: Bladzijde {number}
omschrijving: Een bladzijde om de site groter te maken.
nagekeken_op: 2026-11-23
---
{body}
"""

type Files = dict[Path, bytes]


def start_build(source: Path, *before: str) -> subprocess.Popen[str]:
    options = ["--source", str(source), "--out", str(source.parent / "dist"), "--today", TODAY.isoformat()]
    command = [*before, sys.executable, str(ROOT / "build.py"), *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish_build(source: Path) -> None:
    process = start_build(source)
    said = process.communicate(timeout=SECONDS)
    assert process.returncode == 0, said


def files_of(folder: Path) -> Files:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def names_beside(source: Path) -> list[str]:
    return sorted(path.name for path in source.parent.iterdir())


@pytest.fixture
def large_source(source: Path) -> Path:
    """A source of which the build takes a while, in several processes."""
    body = (source / "pages" / "kosten.md").read_text("utf-8").split("---\n")[2]
    for number in range(MORE_PAGES):
        (source / "pages" / f"bladzijde-{number}.md").write_text(PAGE.format(number=number, body=body), "utf-8")
    return source


def interrupt(source: Path, moments: list[float], happen: Callable[[subprocess.Popen[str]], None]) -> list[str]:
    """Have something happen to builds, each at its own part of the time one takes; give what they say."""
    start = time.monotonic()
    finish_build(source)
    whole = time.monotonic() - start
    before, said = files_of(source.parent / "dist"), []
    for moment in moments:
        with start_build(source) as process:
            with suppress(subprocess.TimeoutExpired):
                process.wait(whole * moment)
            happen(process)
            errors = process.communicate(timeout=SECONDS)[1]
            said.append(errors if process.returncode else "")
        assert files_of(source.parent / "dist") == before
    finish_build(source)
    assert files_of(source.parent / "dist") == before
    assert names_beside(source) == ["bron", "dist"]
    return said


def test_a_build_that_is_killed_at_any_moment_leaves_the_last_good_site_and_the_next_build_succeeds(
    source: Path,
) -> None:
    random = Random(SEED)
    said = interrupt(source, [random.random() for _ in range(KILLS)], subprocess.Popen.kill)
    assert len(said) == KILLS


def test_a_disk_that_fills_up_at_any_moment_is_one_line_and_leaves_the_last_good_site(large_source: Path) -> None:
    def fill_disk(process: subprocess.Popen[str]) -> None:
        with suppress(ProcessLookupError):
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, 0))

    random = Random(SEED)
    said = interrupt(large_source, [random.random() * 0.8 for _ in range(FULL_DISKS)], fill_disk)
    failed = [text for text in said if text]
    assert len(failed) > FULL_DISKS / 2
    assert [text for text in failed if text.count("\n") != 1 or "Traceback" in text] == []


def test_a_build_that_ended_between_two_renames_is_undone_by_the_next_even_if_that_fails(source: Path) -> None:
    out = build(source)
    before = files_of(out)
    left = source.parent / ".dist-bouw-af"
    (left / "new").mkdir(parents=True)
    out.rename(left / "old")
    edit(source / "pages" / "hoeveel.md", "{{ steunplafond }}", "{{ steunplafon }}")
    with pytest.raises(BuildError):
        build(source)
    assert files_of(out) == before
    assert names_beside(source) == ["bron", "dist"]


def test_where_nobody_may_write_one_line_says_so(source: Path) -> None:
    out = build(source)
    before = files_of(out)
    source.parent.chmod(0o555)
    process = start_build(source, *(LIKE_ANYONE if os.geteuid() == 0 else ()))
    _, said = process.communicate(timeout=SECONDS)
    source.parent.chmod(0o755)
    assert process.returncode == 1
    assert said.startswith("er is niets gebouwd: daar mag u niet lezen of schrijven: ")
    assert said.count("\n") == 1
    assert files_of(out) == before


def test_builds_at_the_same_time_all_succeed(source: Path, built_site: Path) -> None:
    builds = [start_build(source) for _ in range(3)]
    said = [process.communicate(timeout=SECONDS) for process in builds]
    assert [process.returncode for process in builds] == [0, 0, 0], said
    assert files_of(source.parent / "dist") == files_of(built_site)
    assert names_beside(source) == ["bron", "dist"]


def test_a_folder_that_holds_something_else_is_never_replaced(source: Path) -> None:
    out = source.parent / "dist"
    shutil.copytree(source / "pages", out)
    before = files_of(out)
    with pytest.raises(UnavailableError, match="geen site maar iets anders"):
        build(source)
    assert files_of(out) == before


WATCH = """
import os, sys
missing = seen = 0
while os.path.exists(sys.argv[1]):
    seen += 1
    missing += not os.path.exists(sys.argv[2])
print(seen, missing)
"""
"""Counts how often a page could not be seen, for as long as a file exists."""


def test_there_is_no_moment_without_a_site(tmp_path: Path) -> None:
    out, watching = tmp_path / "dist", tmp_path / "watching"
    put(out)
    watching.touch()
    command = [sys.executable, "-c", WATCH, str(watching), str(out / "index.html")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as watcher:
        for _ in range(EXCHANGES):
            put(out)
        watching.unlink()
        seen, missing = watcher.communicate(timeout=SECONDS)[0].split()
    assert (int(seen) > EXCHANGES, missing) == (True, "0")


def put(out: Path) -> None:
    with replacing(out, print) as folder:
        (folder / "index.html").write_text(str(out))


def test_where_folders_cannot_be_exchanged_two_renames_put_the_new_site_in_place(tmp_path: Path) -> None:
    assert not exchange(tmp_path / "a", tmp_path / "b")
    work, out = tmp_path / "work", tmp_path / "dist"
    for folder in (work / "new", out):
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(folder.name)
    rename_twice(work, out)
    assert (out / "index.html").read_text() == "new"
    clean_up(work, out)
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


def test_an_output_that_is_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    out = tmp_path / "dist"
    out.symlink_to(tmp_path / "www" / "site", target_is_directory=True)
    for _ in range(2):
        put(out)
        assert out.is_symlink()
        assert (tmp_path / "www" / "site" / "index.html").read_text() == str(out)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["dist", "index.html", "site", "www"]
