"""What an editor sees in the browser while writing."""

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from threading import Event, Thread
from time import perf_counter

import pytest
from playwright.sync_api import Page, expect

from sitegen.build_cache import BuildCache
from sitegen.preview.live_server import make_live_server
from sitegen.preview.rebuild import Preview
from sitegen.preview.static_server import HOST
from sitegen.preview.watch import rebuild_on_save
from sitegen.site import build_site
from tests.conftest import ROOT, TODAY
from tests.support.sources import edit

NONE = "rgba(0, 0, 0, 0)"
PAGES = 50
MOST_RELOADS = 4
"""Plain reloads of the page within which a save shows: a ratio holds on every machine."""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A source of fifty pages: the real ones, and copies of the longest."""
    source = Path(shutil.copytree(ROOT / "site_src", tmp_path_factory.mktemp("preview") / "bron"))
    text = (source / "pages" / "voor-wie.md").read_text("utf-8").replace("menu: 1\n", "")
    for number in range(PAGES - len(list((source / "pages").rglob("*.md")))):
        copy = text.replace("titel: ", f"titel: Kopie {number} van ", 1)
        (source / "pages" / f"kopie-{number}.md").write_text(copy, "utf-8")
    return source


@pytest.fixture(scope="module")
def live_address(source: Path) -> Iterator[str]:
    """A preview in step with the source, on a real server."""
    cache = BuildCache(source.parent / "kept")
    preview = Preview(lambda out: build_site(source, out, TODAY, print, cache=cache), source.parent / "work", source)
    stop = Event()
    with make_live_server(preview, 8300) as server:
        threads = [
            Thread(target=server.serve_forever, daemon=True),
            Thread(target=rebuild_on_save, args=(preview, source, print, stop), daemon=True),
        ]
        for thread in threads:
            thread.start()
        assert preview.wait(0, 60) is not None
        assert preview.status.diagnostics == ()
        yield f"http://{HOST}:{server.server_port}"
        stop.set()
        server.shutdown()
        for thread in threads:
            thread.join()


def test_a_save_shows_without_losing_the_place_on_the_page(page: Page, live_address: str, source: Path) -> None:
    page.goto(f"{live_address}/kosten/")
    place = page.get_by_role("heading", name="Het minimum")
    place.evaluate("heading => heading.scrollIntoView({ behavior: 'instant' })")
    before = page.evaluate("scrollY")
    assert before > 500
    edit(source / "pages" / "kosten.md", "Het minimum gaat over", "Het laagste bedrag gaat over")
    expect(page.get_by_text("Het laagste bedrag gaat over")).to_be_visible()
    page.wait_for_function("place => scrollY === place", arg=before)


def test_a_mistake_shows_over_the_page_and_goes_away_when_mended(page: Page, live_address: str, source: Path) -> None:
    page.goto(f"{live_address}/hoeveel/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    edit(source / "pages" / "hoeveel.md", "{{ steunplafond }}", "{{ steunplafon }}")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("KMO010 onbekend cijfer")
    expect(alert).to_contain_text('bedoelde u "steunplafond"?')
    expect(alert.locator("code")).to_contain_text("{{ steunplafon }}")
    expect(alert.locator("code")).to_have_css("background-color", NONE)
    with page.context.expect_page() as opened:
        alert.get_by_role("link", name="Uitleg").click()
    heading = opened.value.get_by_role("heading", name="KMO010: ")
    expect(heading).to_be_in_viewport()
    opened.value.close()
    edit(source / "pages" / "hoeveel.md", "{{ steunplafon }}", "{{ steunplafond }}")
    expect(alert).to_have_count(0)


def test_advice_is_folded_and_stops_nothing(page: Page, live_address: str, source: Path) -> None:
    page.goto(f"{live_address}/voor-wie/")
    edit(source / "pages" / "voor-wie.md", "## ", "Reeds een zin.\n\n## ")
    expect(page.get_by_text("Reeds een zin.", exact=True).first).to_be_visible()
    page.get_by_text("Let op (1)").click()
    expect(page.locator("details.kmo-mistakes li")).to_contain_text('KMO081 "reeds" is een stijf woord')
    edit(source / "pages" / "voor-wie.md", "Reeds een zin.\n\n## ", "## ")
    expect(page.locator(".kmo-mistakes")).to_have_count(0)


def test_a_draft_is_shown_with_a_ribbon(page: Page, live_address: str, source: Path) -> None:
    edit(source / "pages" / "zoeken.md", "titel:", "concept: true\ntitel:")
    page.goto(f"{live_address}/zoeken/")
    expect(page.get_by_text("Deze pagina ziet alleen u: een concept")).to_be_visible()
    edit(source / "pages" / "zoeken.md", "concept: true\n", "")
    expect(page.locator(".kmo-ribbon")).to_have_count(0)


def test_a_page_that_did_not_change_is_not_reloaded(page: Page, live_address: str, source: Path) -> None:
    page.goto(f"{live_address}/privacy/")
    page.evaluate("window.untouched = true")
    other = page.context.new_page()
    other.goto(f"{live_address}/themas/")
    edit(source / "pages" / "themas.md", "## ", "## Nieuw: ")
    expect(other.get_by_role("heading", name="Nieuw:").first).to_be_visible()
    assert page.evaluate("window.untouched") is True


def test_a_save_shows_within_the_time_of_a_few_reloads(page: Page, live_address: str, source: Path) -> None:
    path = source / "pages" / "energie.md"
    text = path.read_text("utf-8")
    saved, reloads, saves = "", [], []
    page.goto(f"{live_address}/energie/")
    for number in range(12):
        reloads.append(seconds_until_shown(page, saved, partial(page.reload, wait_until="commit")))
        saved = f"Opgeslagen, keer {number}."
        saves.append(seconds_until_shown(page, saved, partial(path.write_text, f"{text}\n{saved}\n", "utf-8")))
    assert median(saves) < MOST_RELOADS * median(reloads), (saves, reloads)


def seconds_until_shown(page: Page, text: str, act: Callable[[], object]) -> float:
    """Return the seconds between an act and a text on the page."""
    start = perf_counter()
    act()
    page.wait_for_function("text => document.body?.innerText.includes(text)", arg=text, polling=5)
    return perf_counter() - start
