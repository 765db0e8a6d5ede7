"""A page whose scripts never arrive says so after some seconds, and says nothing before that it cannot keep."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Frame, Page, Route, expect

from tests.support.calculator import ANSWER, expect_outcome
from tests.support.servers import plain

PAGES = {
    "/": "De rekenmachine is niet geladen.",
    "/bereken/": "De rekenmachine is niet geladen.",
    "/insluiten/rekenmachine/": "De rekenmachine is niet geladen.",
    "/jaarplan/": "Het jaarplan is niet geladen.",
    "/insluiten/": "Dit formulier is niet geladen.",
    "/zoeken/": "De zoekfunctie is niet geladen.",
}
NOT_YET, SOON = 0, 1000
"""How fast animations run: not at all, and so fast that a test does not wait for them."""


@pytest.fixture
def visitor(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A visitor for whom nothing is kept, who asked for stillness: the sentence comes all the same."""
    context = browser.new_context(base_url=address, service_workers="block", reduced_motion="reduce")
    yield context
    context.close()


def animations_of(place: Page | Frame, rate: int) -> CDPSession:
    """Set how fast animations run; the session keeps it so."""
    session = (place if isinstance(place, Page) else place.page).context.new_cdp_session(place)
    session.send("Animation.enable")
    session.send("Animation.setPlaybackRate", {"playbackRate": rate})
    return session


def refuse_scripts(route: Route) -> None:
    if route.request.resource_type == "script":
        route.abort()
    else:
        route.continue_()


@pytest.mark.parametrize(("place", "sentence"), PAGES.items())
def test_every_element_says_after_some_seconds_that_it_was_not_loaded(
    visitor: BrowserContext, place: str, sentence: str
) -> None:
    visitor.route("**/*.js", refuse_scripts)
    page = visitor.new_page()
    session = animations_of(page, NOT_YET)
    page.goto(place)
    notice = page.get_by_role("alert").filter(has_text=sentence)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text(sentence)).to_be_hidden()
    session.send("Animation.setPlaybackRate", {"playbackRate": SOON})
    expect(notice).to_be_visible()
    expect(notice).to_contain_text("Laad de pagina opnieuw.")


@pytest.mark.parametrize("place", PAGES)
def test_an_element_that_works_never_says_so(visitor: BrowserContext, place: str) -> None:
    page = visitor.new_page()
    animations_of(page, SOON)
    page.goto(place)
    expect(page.get_by_role("main").get_by_role("button").first).to_be_visible()
    expect(page.locator("main :not(:defined)")).to_have_count(0)
    expect(page.get_by_text("niet geladen")).to_be_hidden()


@pytest.mark.parametrize("place", ["/bereken/", "/insluiten/rekenmachine/", "/jaarplan/"])
def test_nobody_is_told_to_press_a_button_that_does_nothing_yet(visitor: BrowserContext, place: str) -> None:
    visitor.route("**/*.js", refuse_scripts)
    page = visitor.new_page()
    page.goto(place)
    expect(page.get_by_role("button", name="Bereken", exact=True)).to_be_visible()
    expect(page.locator('[data-part="empty"]')).to_be_hidden()


def test_the_sentence_leads_to_amounts_worked_out_beforehand(visitor: BrowserContext) -> None:
    visitor.route("**/*.js", refuse_scripts)
    page = visitor.new_page()
    animations_of(page, SOON)
    page.goto("/bereken/")
    page.get_by_role("link", name="bedragen die wij vooraf uitrekenden").click()
    expect(page.get_by_role("table")).to_be_in_viewport()


def test_one_script_that_is_missing_is_enough(visitor: BrowserContext) -> None:
    visitor.route("**/calculator.*.js", lambda route: route.fulfill(status=404, body="niet gevonden"))
    page = visitor.new_page()
    animations_of(page, SOON)
    page.goto("/bereken/")
    expect(page.get_by_text("De rekenmachine is niet geladen.")).to_be_visible()


def test_a_frame_that_may_not_load_modules_says_so(visitor: BrowserContext, address: str, tmp_path: Path) -> None:
    frame = f'<iframe sandbox="allow-scripts" src="{address}/insluiten/rekenmachine/" title="Rekenmachine"></iframe>'
    (tmp_path / "cursus.html").write_text(f"<!doctype html><html lang=nl><title>Een cursus</title>{frame}", "utf-8")
    page = visitor.new_page()
    with plain(tmp_path) as port:
        page.goto(f"http://localhost:{port}/cursus.html")
    inside = page.frame_locator("iframe")
    expect(inside.get_by_role("heading", level=1)).to_be_visible()
    animations_of(page.frames[1], SOON)
    expect(inside.get_by_text("De rekenmachine is niet geladen.")).to_be_visible()
    expect(inside.get_by_role("table")).to_be_visible()


def test_scripts_that_arrive_late_take_the_sentence_back_and_answer(visitor: BrowserContext) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    visitor.route("**/calculator.*.js", hold)
    page = visitor.new_page()
    animations_of(page, SOON)
    page.goto(ANSWER, wait_until="commit")
    sentence = page.get_by_text("De rekenmachine is niet geladen.")
    expect(sentence).to_be_visible()
    for route in held:
        route.continue_()
    expect_outcome(page, subsidy="€ 795,00")
    expect(sentence).to_be_hidden()


def test_a_page_of_which_a_script_is_held_back_is_not_loaded_again_and_again(visitor: BrowserContext) -> None:
    visitor.route("**/calculator.*.js", refuse_scripts)
    page = visitor.new_page()
    loads: list[Frame] = []

    def note(frame: Frame) -> None:
        loads.append(frame)

    page.on("framenavigated", note)
    session = animations_of(page, NOT_YET)
    page.goto("/bereken/", wait_until="networkidle")
    session.send("Animation.setPlaybackRate", {"playbackRate": SOON})
    expect(page.get_by_text("De rekenmachine is niet geladen.")).to_be_visible()
    assert len(loads) == 1
