"""The handbook in the preview: every chapter of the document is a page, and every link and picture is there."""

import re
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import NoReturn
from urllib.parse import urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.preview.handbook import PLACE, read_chapters
from sitegen.preview.live_server import make_live_server
from sitegen.preview.rebuild import BuildStatus, Preview
from sitegen.preview.static_server import HOST
from tests.conftest import ROOT
from tests.support.asking import Answer, ask


def build_nothing(_: Path) -> NoReturn:
    raise NotImplementedError


@pytest.fixture(scope="module", params=["a site", "no site yet"])
def address(
    request: pytest.FixtureRequest, built_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A preview of the built site, or one of which no build succeeded yet."""
    preview = Preview(build_nothing, tmp_path_factory.mktemp("work"), ROOT / "site_src")
    if request.param == "a site":
        preview.publish(BuildStatus(number=1, generation=1, folder=built_site))
    with make_live_server(preview, 8400) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://{HOST}:{server.server_port}"
        server.shutdown()


def page_at(address: str, path: str) -> tuple[Answer, LexborHTMLParser]:
    """Return the answer at a path and the page in it."""
    said = ask(address + path)
    return said, LexborHTMLParser(said.body)


def addresses() -> list[str]:
    return [f"{PLACE}{slug}/" if slug else PLACE for slug in read_chapters()]


def test_every_chapter_is_a_page_with_its_own_title_and_a_list_of_all(address: str) -> None:
    titles = {}
    for path in addresses():
        said, page = page_at(address, path)
        heading, title = page.css_first("main h1"), page.css_first("title")
        assert (said.status, heading is not None, title is not None) == (200, True, True), path
        if heading and title:
            titles[path] = heading.text()
            assert title.text().startswith(heading.text())
        assert [link.attributes["href"] for link in page.css("nav[aria-labelledby=handboek] a")] == addresses()
        current = page.css('nav[aria-labelledby=handboek] [aria-current="page"]')
        assert [link.attributes["href"] for link in current] == [path]
    assert len(set(titles.values())) == len(addresses())


def test_every_link_of_the_handbook_leads_somewhere_and_every_picture_is_one(address: str) -> None:
    for path in addresses():
        _, page = page_at(address, path)
        for link in page.css(".kmo-handbook a[href]"):
            target = urlsplit(urljoin(path, link.attributes["href"] or ""))
            if not target.netloc:
                said, other = page_at(address, target.path)
                assert said.status == 200, (path, target)
                assert not target.fragment or other.css_first(f'[id="{target.fragment}"]'), (path, target)
        for picture in page.css(".kmo-handbook img"):
            said = ask(address + urljoin(path, picture.attributes["src"] or ""))
            assert (said.status, said.says("Content-Type")) == (200, "image/png")
            assert picture.attributes["alt"]


def test_every_code_has_a_place_to_lead_to(address: str) -> None:
    _, page = page_at(address, f"{PLACE}fouten/")
    codes = re.findall(r"^### (KMO\d{3}):", (ROOT / "docs" / "fouten.md").read_text("utf-8"), re.MULTILINE)
    assert [heading.attributes["id"] for heading in page.css("h3[id]")] == codes


@pytest.mark.parametrize("path", ["weg/", "../cli.py", "../../../pyproject.toml", "live.js", "%2e%2e/woordenlijst.txt"])
def test_nothing_else_is_served_there(address: str, path: str) -> None:
    assert ask(f"{address}{PLACE}{path}").status == 404
