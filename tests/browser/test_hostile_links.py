"""A link to the calculator is hostile input: whatever stands in it, nothing runs, nothing breaks, nothing is sent."""

import json
from collections.abc import Iterator
from random import Random

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page

from tests.support.calculator import RAISED, expect_outcome, open_link, wait_until
from tests.support.hostile_fragments import make_up_fragment

SEED = 20261124
PARTS = 5
FRAGMENTS = 10_000 // PARTS
BATCH = 500
OTHER_PAGES = ("/jaarplan/", "/zoeken/", "/insluiten/rekenmachine/", "/")
FEWER = 300

PREPARE = "window.hits = [];"
OPEN_EACH = """
async (text) => {
  const calculator = document.querySelector("subsidy-calculator");
  const odd = [];
  document.body.hidden = true; /* what is not drawn is opened faster, and stands there all the same */
  for (const fragment of JSON.parse(text)) {
    const before = location.href;
    const changed = new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
    location.hash = fragment;
    if (location.href === before) continue;
    await changed;
    if (!calculator) continue;
    await new Promise((resolve) => {
      const look = () => ["ready", "failed"].includes(calculator.dataset.state) && (observer.disconnect(), resolve());
      const observer = new MutationObserver(look);
      observer.observe(calculator, { attributeFilter: ["data-state"] });
      look();
    });
    if (calculator.dataset.state === "failed") odd.push(fragment);
  }
  document.body.hidden = false;
  return odd;
}
"""
WHAT_STANDS_THERE = """() => [
  document.querySelectorAll("script, iframe, object, embed, img, base, meta, form").length,
  [...document.querySelectorAll("*")].filter((element) =>
    [...element.attributes].some(({ name, value }) => name.startsWith("on") || /^\\s*(javascript|data):/i.test(value))
  ).length,
]"""


class Witness:
    """Notes everything that should not happen in a window."""

    def __init__(self, context: BrowserContext) -> None:
        self.seen: list[str] = []
        self.requests: list[str] = []
        context.on("console", lambda message: self.note(message.type, message.text))
        context.on("weberror", lambda error: self.seen.append(f"uncaught: {error.error}"))
        context.on("dialog", self.note_dialog)
        context.on("request", lambda request: self.requests.append(request.url))

    def note(self, kind: str, text: str) -> None:
        """Note what the console calls an error; that a date is none, it only warns of."""
        if kind in ("error", "assert"):
            self.seen.append(f"{kind}: {text}")

    def note_dialog(self, dialog: Dialog) -> None:
        """Note a window that a script opened."""
        self.seen.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@pytest.fixture
def visitor(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A browser that was never here."""
    context = browser.new_context(base_url=address, locale="nl-BE")
    context.add_init_script(PREPARE)
    yield context
    context.close()


def open_hostile(page: Page, fragments: list[str]) -> None:
    """Open fragments one after the other in a page that stays open."""
    for start in range(0, len(fragments), BATCH):
        assert page.evaluate(OPEN_EACH, json.dumps(fragments[start : start + BATCH])) == []


@pytest.mark.parametrize("part", range(PARTS))
def test_ten_thousand_hostile_links_run_nothing_break_nothing_and_send_nothing(
    visitor: BrowserContext, address: str, part: int
) -> None:
    random = Random(f"{SEED} {part}")
    witness, page = Witness(visitor), visitor.new_page()
    open_link(page, RAISED)
    before = page.evaluate(WHAT_STANDS_THERE)
    open_hostile(page, [make_up_fragment(random) for _ in range(FRAGMENTS)])
    assert page.evaluate("hits") == []
    assert page.evaluate("() => [Object.keys(Object.prototype), {}.v, [].name]") == [[], None, None]
    open_link(page, RAISED)
    expect_outcome(page, subsidy="€ 1.192,50", outlay="€ 2.050,30")
    assert page.evaluate(WHAT_STANDS_THERE) == before
    assert witness.seen == []
    assert [url for url in witness.requests if not url.startswith((address, "blob:"))] == []


@pytest.mark.parametrize("place", OTHER_PAGES)
def test_hostile_fragments_do_nothing_on_other_pages(visitor: BrowserContext, address: str, place: str) -> None:
    random = Random(SEED)
    witness, page = Witness(visitor), visitor.new_page()
    page.goto(place)
    before = page.evaluate(WHAT_STANDS_THERE)
    open_hostile(page, [make_up_fragment(random) for _ in range(FEWER)])
    assert page.evaluate("hits") == []
    assert page.evaluate(WHAT_STANDS_THERE) == before
    assert witness.seen == []
    assert [url for url in witness.requests if not url.startswith((address, "blob:"))] == []


@pytest.mark.parametrize("number", range(5))
def test_a_page_that_opens_on_a_hostile_link_works(visitor: BrowserContext, number: int) -> None:
    random = Random(SEED + number)
    witness, page = Witness(visitor), visitor.new_page()
    page.goto("/bereken/")
    page.evaluate("(fragment) => { location.hash = JSON.parse(fragment); }", json.dumps(make_up_fragment(random)))
    page.reload()
    wait_until(page, "ready")
    open_link(page, RAISED)
    expect_outcome(page, subsidy="€ 1.192,50")
    assert page.evaluate("hits") == []
    assert witness.seen == []
