"""Every page and every state for everyone: no axe violation, nothing too wide, nothing too small to hit."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support import states
from tests.support.calculator import RAISED, open_link
from tests.support.obstacles import TOO_WIDE, obstacles_on
from tests.support.pages import SLUGS
from tests.support.states import Visit

STATES = states.CALCULATOR | states.PLANNER | states.FOR_PROVIDERS

WIDE_SPACING = """
* { line-height: 1.5; letter-spacing: 0.12em; word-spacing: 0.16em; }
p { margin-block-end: 2em; }
"""
TWICE = "html { font-size: 200%; }"
ADD_STYLE = """(text) => {
  const sheet = new CSSStyleSheet(); /* the page's policy refuses a style element */
  sheet.replaceSync(text);
  document.adoptedStyleSheets.push(sheet);
}"""


@pytest.fixture(scope="module")
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=address, reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    yield page
    page.close()


def address_of(slug: str) -> str:
    """Give the address of a page by the name of its source."""
    return {"index": "/", "404": "/404.html"}.get(slug, f"/{slug}/")


@pytest.mark.parametrize("slug", SLUGS)
def test_no_page_has_an_axe_violation_a_sideways_scroll_or_a_target_too_small_to_hit(page: Page, slug: str) -> None:
    page.goto(address_of(slug))
    assert obstacles_on(page) == []


@pytest.mark.parametrize("visit", STATES.values(), ids=STATES)
def test_no_state_has_an_axe_violation_a_sideways_scroll_or_a_target_too_small_to_hit(page: Page, visit: Visit) -> None:
    visit(page)
    assert obstacles_on(page) == []


def test_an_answer_reads_without_sideways_scrolling_at_four_times_the_size(browser: Browser, address: str) -> None:
    zoomed = browser.new_context(base_url=address, viewport={"width": 320, "height": 256}, device_scale_factor=4)
    page = zoomed.new_page()
    open_link(page, RAISED)
    assert page.evaluate(TOO_WIDE) <= 0
    page.get_by_role("link", name="Hoe rekenden wij?").click()
    expect(page.get_by_role("heading", name="Zo rekenden wij")).to_be_in_viewport()
    zoomed.close()


def test_larger_text_spacing_cuts_nothing_off(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    open_link(page, RAISED)
    page.evaluate(ADD_STYLE, WIDE_SPACING)
    assert page.evaluate(TOO_WIDE) <= 0


@pytest.mark.parametrize("slug", SLUGS)
def test_text_twice_as_large_scrolls_no_page_sideways_on_a_phone(page: Page, slug: str) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(address_of(slug))
    page.evaluate(ADD_STYLE, TWICE)
    assert page.evaluate(TOO_WIDE) <= 0


@pytest.mark.parametrize("visit", STATES.values(), ids=STATES)
def test_text_twice_as_large_scrolls_no_state_sideways_on_a_phone(page: Page, visit: Visit) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    visit(page)
    page.evaluate(ADD_STYLE, TWICE)
    assert page.evaluate(TOO_WIDE) <= 0


def test_no_picture_holds_words_that_only_eyes_can_read(page: Page) -> None:
    open_link(page, RAISED)
    pictures = page.get_by_role("img")
    expect(pictures).to_have_count(2)
    assert page.locator("main img").count() == 0
    for place in range(2):
        expect(pictures.nth(place)).to_have_accessible_name(re.compile("^Balk: "))
    listed = page.locator("main dd").all_inner_texts()
    for drawn in page.locator("main [data-part=result] svg text").all_text_contents():
        assert drawn in ("", *listed)


def test_the_page_reads_in_the_right_order_without_style(page: Page) -> None:
    open_link(page, RAISED)
    page.evaluate("document.querySelectorAll('link[rel=stylesheet], style').forEach((sheet) => sheet.remove())")
    places = [
        page.get_by_text(words, exact=True).first.evaluate("element => element.getBoundingClientRect().top")
        for words in ("Bereken uw subsidie", "Wat koopt u?", "Uw uitkomst", "Komt u in aanmerking?", "Zo rekenden wij")
    ]
    assert places == sorted(places)


def test_nothing_moves_for_whoever_asks_for_stillness(page: Page) -> None:
    open_link(page, RAISED)
    moving = "() => document.getAnimations().length"
    page.get_by_role("radio", name="Middelgroot").check()
    assert page.evaluate(moving) == 0


def test_colours_that_the_reader_chose_keep_the_chosen_tile_and_the_bars_apart(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    open_link(page, RAISED)
    border = "radio => getComputedStyle(radio.closest('label')).borderTopColor"
    radios = page.get_by_role("group", name="Hoe groot is uw onderneming?").get_by_role("radio")
    assert radios.nth(0).evaluate(border) != radios.nth(1).evaluate(border)
    fill = "part => getComputedStyle(part).fill"
    parts = page.locator('[data-part="split"] rect[data-bar]')
    assert len({parts.nth(place).evaluate(fill) for place in range(3)}) == 3
