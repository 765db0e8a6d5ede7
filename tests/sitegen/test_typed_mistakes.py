"""What editors type and save: each mistake is one line with its place, what is wrong and what to write instead."""

import re
import shutil
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import NotRequired, TypedDict

import pytest

from tests.conftest import ROOT
from tests.support.commands import call
from tests.support.sources import diagnostics_of, edit

TOP = "---\ntitel: {name}\nomschrijving: Een proef.\nnagekeken_op: 2026-11-23\n---\n"


class Mistake(TypedDict):
    name: str
    file: NotRequired[str]
    body: NotRequired[str]
    text: NotRequired[str]
    copy_of: NotRequired[str]
    encoding: NotRequired[str]
    newline: NotRequired[str]
    says: NotRequired[str]


KINDS: dict[str, list[Mistake]] = tomllib.loads(Path(__file__).with_name("typed_mistakes.toml").read_text("utf-8"))
MISTAKES = {mistake["name"]: mistake for mistakes in KINDS.values() for mistake in mistakes}


def place_of(mistake: Mistake) -> str:
    """Return the file of a mistake, by its name if it has no own."""
    return mistake.get("file") or f"pages/{re.sub('[^a-z0-9]+', '-', mistake['name'].lower())}.md"


def write(mistake: Mistake, source: Path) -> None:
    """Save a mistake in a source, as the editor's program does."""
    path = source / place_of(mistake)
    path.parent.mkdir(parents=True, exist_ok=True)
    if "copy_of" in mistake:
        shutil.copyfile(source / mistake["copy_of"], path)
        return
    text = mistake.get("text", TOP.format(name=mistake["name"]) + mistake.get("body", "") + "\n")
    path.write_text(text, mistake.get("encoding", "utf-8"), newline=mistake.get("newline", "\n"))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What a check says of each file; pages and files that stop a build before it reads them have their own source."""
    lines = defaultdict(list)
    for kind, mistakes in KINDS.items():
        source = Path(shutil.copytree(ROOT / "site_src", tmp_path_factory.mktemp(kind) / "bron"))
        for mistake in mistakes:
            write(mistake, source)
        for diagnostic in diagnostics_of(source):
            if not diagnostic.warning:
                lines[diagnostic.path].append(str(diagnostic).removeprefix(f"{diagnostic.path}:"))
    return lines


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_one_line(told: dict[str, list[str]], mistake: Mistake) -> None:
    says = mistake.get("says")
    assert told.get(f"bron/{place_of(mistake)}", []) == ([says] if says else [])


def test_no_mistake_is_told_of_another_file(told: dict[str, list[str]]) -> None:
    assert set(told) == {f"bron/{place_of(mistake)}" for mistake in MISTAKES.values() if "says" in mistake}


def test_there_are_as_many_as_editors_make() -> None:
    assert sum("says" in mistake for mistake in MISTAKES.values()) >= 60


def test_a_page_that_was_renamed_may_keep_its_old_address_and_then_its_links_are_named(source: Path) -> None:
    (source / "pages" / "kosten.md").rename(source / "pages" / "uitgaven.md")
    dead = [diagnostic for diagnostic in diagnostics_of(source) if diagnostic.code == "KMO020"]
    assert len(dead) > 1
    assert all("oude_adressen: [/kosten/]" in diagnostic.remedy for diagnostic in dead)
    edit(source / "pages" / "uitgaven.md", "titel:", "oude_adressen: [/kosten/]\ntitel:")
    remedies = {diagnostic.remedy for diagnostic in diagnostics_of(source) if diagnostic.code == "KMO020"}
    assert remedies == {'schrijf "/uitgaven/"'}


@pytest.mark.parametrize("slug", ["../buiten", "/x/", "a//b", "a/../../b", "Een Naam", ""])
def test_a_new_page_is_never_written_elsewhere(source: Path, slug: str) -> None:
    before = sorted(source.parent.rglob("*"))
    done = call("--source", source, "nieuw", "pagina", slug, "--titel", "Iets nieuws")
    assert done.exit_code == 1
    assert f'KMO007 "{slug}" is geen goed adres' in done.stderr
    assert sorted(source.parent.rglob("*")) == before


def test_a_new_page_may_be_in_new_folders(source: Path) -> None:
    assert call("--source", source, "nieuw", "pagina", "a/b/c", "--titel", "Iets nieuws").exit_code == 0
    assert (source / "pages" / "a" / "b" / "c.md").is_file()


@pytest.mark.parametrize("title", ["Tot 30 % terug", "Tot {{ steunplafond }}", " "])
def test_a_new_page_with_a_title_that_the_check_refuses_is_not_made(source: Path, title: str) -> None:
    before = sorted(source.parent.rglob("*"))
    done = call("--source", source, "nieuw", "pagina", "map/nieuw", "--titel", title)
    assert (done.exit_code, done.stderr.count(": KMO") > 0) == (1, True)
    assert sorted(source.parent.rglob("*")) == before
