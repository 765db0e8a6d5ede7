"""Strange files and strange texts: each is one line for the editor, and nothing of them gets on the site."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import TODAY
from tests.support.commands import call
from tests.support.sources import build, diagnostics_of

TOP = "---\ntitel: {title}\nomschrijving: Een proef.\nnagekeken_op: 2026-11-23\n---\n"
MANY = 10_000
AS_MANY_AS_FIT = 4_000
HEAVY = {
    "ten megabytes of prose": ("Dit is een gewone zin over de subsidie.\n" * 260_000, "KMO122"),
    "quotes in quotes": ("> " * MANY + "Tekst.", "KMO122"),
    "lists in lists": ("- " * MANY + "Tekst.", "KMO122"),
    "brackets in brackets": ("[" * MANY + "tekst" + "]" * MANY, "KMO122"),
    "images in images": ("![" * MANY, "KMO122"),
    "links in links": ("[a](" * MANY, "KMO122"),
    "conditions in conditions": ("{% if aanbieder.btw_vrijgesteld %}" * MANY, "KMO122"),
    "as many lists as fit": ("- " * AS_MANY_AS_FIT + "Tekst.", "KMO123"),
    "as many brackets as fit": ("{{ " + "(" * AS_MANY_AS_FIT + "a" + ")" * AS_MANY_AS_FIT + " }}", "KMO123"),
    "as many conditions as fit": ("{%if a%}" * 1_200, "KMO123"),
    "as many parts as fit": ("{{ aanbieder" + ".naam" * 1_900 + " }}", "KMO123"),
}


def told(source: Path) -> list[str]:
    """Return what an editor reads; every line of it begins with a place or says where to read more."""
    options = ("--source", source, "--out", source.parent / "dist", "--today", TODAY.isoformat())
    done = call(*options, "build")
    assert done.exit_code == 1
    *lines, last = done.stderr.splitlines()
    assert last == "Elke code staat uitgelegd in docs/fouten.md."
    assert not (source.parent / "dist").exists()
    return [line for line in lines if not line.startswith("let op: ")]


def link_page(source: Path, secret: Path) -> str:
    (source / "pages" / "geheim.md").symlink_to(secret)
    return "pages/geheim.md"


def link_image(source: Path, secret: Path) -> str:
    (source / "assets" / "img" / "geheim.png").symlink_to(secret)
    return "assets/img/geheim.png"


def link_folder(source: Path, secret: Path) -> str:
    (source / "fixed" / "geheim").symlink_to(secret.parent, target_is_directory=True)
    return "fixed/geheim"


def link_nowhere(source: Path, secret: Path) -> str:
    (source / "pages" / "nergens.md").symlink_to(secret.with_name("er-is-niets"))
    return "pages/nergens.md"


def link_in_circles(source: Path, _: Path) -> str:
    (source / "assets" / "css" / "kring").symlink_to(source / "assets", target_is_directory=True)
    return "assets/css/kring"


def link_template(source: Path, secret: Path) -> str:
    (source / "templates" / "geheim.html").symlink_to(secret)
    return "templates/geheim.html"


def make_pipe(source: Path, _: Path) -> str:
    os.mkfifo(source / "pages" / "pijp.md")
    return "pages/pijp.md"


@pytest.mark.parametrize(
    "put", [link_page, link_image, link_folder, link_nowhere, link_in_circles, link_template, make_pipe]
)
def test_what_is_no_file_of_the_source_is_refused_before_anything_reads_it(
    source: Path, tmp_path: Path, put: Callable[[Path, Path], str]
) -> None:
    secret = tmp_path / "buiten" / "geheim.txt"
    secret.parent.mkdir()
    secret.write_text("geheim")
    place = put(source, secret)
    (line,) = told(source)
    assert line.startswith(f"bron/{place}:1:1: KMO120 dit is geen bestand maar een verwijzing")


def test_what_programs_of_editors_hide_between_the_files_is_left_out(source: Path, built_site: Path) -> None:
    (source / "pages" / ".#kosten.md").symlink_to("iemand@toestel.1234:1")
    (source / "templates" / ".#base.html").symlink_to("iemand@toestel.1234:1")
    (source / "pages" / ".kosten.md.swp").write_bytes(b"\0\1\2")
    (source / "assets" / "img" / ".DS_Store").write_bytes(b"\0\1\2")
    out = build(source)
    assert (out / "build.json").read_bytes() == (built_site / "build.json").read_bytes()


@pytest.mark.parametrize(
    "name", ["een foto.png", "café.png", "regel\neind.png", "a%20b.png", "a#b.png", "a?b.png", b"foto\xff.png"]
)
def test_a_name_that_cannot_stand_in_an_address_is_refused_in_one_line(source: Path, name: str | bytes) -> None:
    (source / "assets" / "img" / os.fsdecode(name)).write_bytes(b"x")
    (line,) = told(source)
    assert line.startswith("bron/assets/img/")
    assert ":1:1: KMO121 deze naam kan niet in een adres staan; gebruik " in line


@pytest.mark.parametrize(
    ("name", "code"),
    [("een pagina.md", "KMO007"), ("café.md", "KMO007"), ("regel\neind.md", "KMO121"), (b"foto\xff.md", "KMO121")],
)
def test_a_page_with_such_a_name_is_refused_in_one_line(source: Path, name: str | bytes, code: str) -> None:
    (source / "pages" / os.fsdecode(name)).write_text(TOP.format(title="Proef") + "Tekst.\n", "utf-8")
    (line,) = told(source)
    assert f":1:1: {code} " in line


def test_texts_that_are_too_much_for_anyone_are_each_one_line(source: Path) -> None:
    places = {}
    for number, (name, (text, code)) in enumerate(HEAVY.items()):
        (source / "pages" / f"zwaar-{number}.md").write_text(TOP.format(title=f"Zwaar {number}") + text, "utf-8")
        places[f"bron/pages/zwaar-{number}.md"] = (name, code)
    diagnostics = [diagnostic for diagnostic in diagnostics_of(source) if not diagnostic.warning]
    assert sorted((places[diagnostic.path][0], diagnostic.code) for diagnostic in diagnostics) == sorted(
        places.values()
    )


def test_a_page_that_is_too_much_leaves_the_others_as_they_are(source: Path) -> None:
    text, _ = HEAVY["as many lists as fit"]
    (source / "pages" / "aaa.md").write_text(TOP.format(title="Zwaar") + text, "utf-8")
    codes = {(diagnostic.path, diagnostic.code) for diagnostic in diagnostics_of(source) if not diagnostic.warning}
    assert codes == {("bron/pages/aaa.md", "KMO123")}


def test_settings_that_are_too_much_are_one_line(source: Path) -> None:
    (source / "site.toml").write_text("a = " + "[" * MANY)
    assert [line.split(";")[0] for line in told(source)] == ["bron/site.toml:1:1: KMO030 hier staat te veel in elkaar"]
