"""Nothing that an editor writes can run in a visitor's browser."""

import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.checks.html_outline import read_outline
from sitegen.common.diagnostics import BuildError
from sitegen.site import build_site
from tests.conftest import ROOT, TODAY
from tests.support.hostile_markdown import HARMLESS, HOSTILE, TITLES
from tests.support.sources import BUILD_CACHE

TOP = "---\ntitel: Proef {number}\nomschrijving: Een proef.\nnagekeken_op: 2026-11-23\n---\nEen zin.\n\n{text}\n"
FORBIDDEN = {"KMO100", "KMO101", "KMO102", "KMO103", "KMO104"}


def add_pages(source: Path, texts: dict[str, str]) -> dict[str, str]:
    """Add a page for each text; give the names of the texts by their page's place."""
    places = {}
    for number, (name, text) in enumerate(texts.items()):
        (source / "pages" / f"proef-{number}.md").write_text(TOP.format(number=number, text=text), "utf-8")
        places[f"bron/pages/proef-{number}.md"] = name
    return places


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[tuple[str, int]]]:
    """The codes and lines of what is said of each hostile text."""
    source = Path(shutil.copytree(ROOT / "site_src", tmp_path_factory.mktemp("vijandig") / "bron"))
    places = add_pages(source, HOSTILE)
    with pytest.raises(BuildError) as caught:
        build_site(source, source.parent / "dist", TODAY, print, cache=BUILD_CACHE)
    said: dict[str, set[tuple[str, int]]] = {name: set() for name in HOSTILE}
    for diagnostic in caught.value.diagnostics:
        if diagnostic.path in places:
            said[places[diagnostic.path]].add((diagnostic.code, diagnostic.line))
    return said


@pytest.mark.parametrize("name", HOSTILE)
def test_a_page_that_would_run_or_spoil_something_is_refused_at_its_line(
    refused: dict[str, set[tuple[str, int]]], name: str
) -> None:
    codes = {code for code, _ in refused[name]}
    assert codes & FORBIDDEN
    assert min(line for code, line in refused[name] if code in FORBIDDEN) >= 8, refused[name]


def test_what_only_looks_hostile_is_left_alone(source: Path) -> None:
    places = add_pages(source, HARMLESS)
    built = build_site(source, source.parent / "dist", TODAY, print, cache=BUILD_CACHE)
    assert [str(diagnostic) for diagnostic in built.warnings if diagnostic.path in places] == []
    assert {page.place for page in built.pages} > places.keys()


def test_markup_in_a_title_stays_text_on_the_page_that_visitors_get(source: Path) -> None:
    texts = {title: f"<a href=\"/kosten/\" title='{title}'>naar de kosten</a>" for title in TITLES}
    add_pages(source, texts)
    out = source.parent / "dist"
    build_site(source, out, TODAY, print, cache=BUILD_CACHE)
    for number, title in enumerate(TITLES):
        page = LexborHTMLParser((out / f"proef-{number}" / "index.html").read_text("utf-8"))
        (link,) = [node for node in page.css("article a") if node.text() == "naar de kosten"]
        assert link.attributes == {"href": "../kosten/", "title": title}


@pytest.mark.parametrize(
    "markup",
    [
        '<meta http-equiv="refresh" content="0;url=https://elders.be/">',
        '<base href="/elders/">',
        '<iframe srcdoc="<p>x</p>"></iframe>',
        '<object data="/x"></object>',
        "<script>alert(1)</script>",
        '<p onclick="alert(1)">x</p>',
    ],
)
def test_the_page_as_it_is_written_is_read_once_more(markup: str) -> None:
    html = f"<!doctype html><html lang=nl><head><title>x</title></head><body>{markup}</body></html>"
    assert [mistake.code for mistake in read_outline(html).mistakes] == ["KMO028"]
