"""Searching the site, in the browser, under a strict policy and any path."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Thread
from typing import override

import pytest
from playwright.sync_api import Browser, Page, expect

from sitegen.preview.static_server import HOST, StaticHandler, find_port

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'"
)


class StrictHandler(StaticHandler):
    """A host that sends the strictest policy under which the site must work."""

    @override
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture(scope="module")
def below(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site on a strict host, under a path."""
    root = tmp_path_factory.mktemp("host")
    (root / "kmo").symlink_to(built_site, target_is_directory=True)
    with find_port(partial(StrictHandler, directory=str(root)), 8400) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://{HOST}:{server.server_port}/kmo"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("words", "title", "place"),
    [
        ("hoeveel krijg ik", "Veelgestelde vragen", "/veelgestelde-vragen/#"),
        ("termijn", "Termijnen", "/termijnen/"),
        ("cybersecurity", "Cybersecurity", "/cybersecurity/"),
        ("begrip balanstotaal", "Begrippen", "/begrippen/"),
    ],
)
def test_a_visitor_finds_a_page_by_words(page: Page, below: str, words: str, title: str, place: str) -> None:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(f"{below}/zoeken/")
    page.get_by_label("Wat zoekt u?").fill(words)
    results = page.locator('[data-part="results"] a')
    expect(results.first).to_be_visible()
    found = results.evaluate_all("links => links.map(link => [link.textContent, link.href])")
    assert any(title in text and place in link for text, link in found[:3]), found
    assert all(link.startswith(f"{below}/") for _, link in found)
    expect(page.locator('[data-part="results"] p').first).to_contain_text(words.split(maxsplit=1)[0], ignore_case=True)
    results.first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert problems == []


def test_what_is_sought_stays_in_the_address_and_leaves_with_no_request(page: Page, below: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{below}/zoeken/#q=catering")
    expect(page.get_by_label("Wat zoekt u?")).to_have_value("catering")
    expect(page.locator('[data-part="results"] a').first).to_be_visible()
    page.get_by_label("Wat zoekt u?").fill("personeel")
    page.get_by_label("Wat zoekt u?").press("Enter")
    expect(page).to_have_url(f"{below}/zoeken/#q=personeel")
    assert not [url for url in asked if "catering" in url.partition("#")[0] or "personeel" in url.partition("#")[0]]


def test_an_excerpt_reads_as_it_stands_on_the_page(page: Page, below: str) -> None:
    page.goto(f"{below}/zoeken/#q=hoeveel krijg ik")
    expect(page.locator('[data-part="results"] p').first).to_contain_text("Hoeveel subsidie krijg ik?")


def test_nothing_found_says_so(page: Page, below: str) -> None:
    page.goto(f"{below}/zoeken/")
    page.get_by_label("Wat zoekt u?").fill("xyzzyplugh")
    expect(page.get_by_role("status")).to_contain_text("Niets gevonden")


def test_without_scripts_there_is_a_list_and_no_form(browser: Browser, below: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{below}/zoeken/")
    expect(page.locator("form")).to_be_hidden()
    expect(page.get_by_role("main").get_by_role("link", name="Welke kosten tellen mee?")).to_be_visible()
    context.close()
