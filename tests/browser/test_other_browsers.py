"""The calculator's core in the two engines besides Chromium's: Firefox's, and that of Safari."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.support.caddy import serving
from tests.support.calculator import ANSWER, REFUSED, link_to, written
from tests.support.firefox import firefox
from tests.support.servers import plain
from tests.support.webkit import webkit
from tests.support.windows import Window

UNTIL = """async (%(arguments)s) => {
  const end = performance.now() + 45000;
  while (!(%(condition)s)) {
    if (performance.now() > end) throw new Error(`${[%(arguments)s]} did not come, but ${%(instead)s}`);
    await new Promise((again) => setTimeout(again, 20));
  }
}"""
UNTIL_THERE = UNTIL % {
    "arguments": "selector",
    "condition": "document.querySelector(selector)",
    "instead": "document.title",
}
UNTIL_TEXT = UNTIL % {
    "arguments": "selector, text",
    "condition": "[...document.querySelectorAll(selector)]"
    ".some((found) => found.checkVisibility() && found.textContent.includes(text))",
    "instead": "[...document.querySelectorAll(selector)].map(({ textContent }) => textContent)",
}
UNTIL_HIGHER = UNTIL % {
    "arguments": "height",
    "condition": "parseInt(document.querySelector('iframe').style.height) > Number(height)",
    "instead": "document.querySelector('iframe').outerHTML",
}
UNTIL_FOCUSED = UNTIL % {
    "arguments": "what",
    "condition": "[document.activeElement.name, document.activeElement.dataset.part].includes(what)",
    "instead": "document.activeElement.tagName",
}
VALUE = "(name) => document.querySelector('form').elements[name].value"
HEIGHT = "() => parseInt(document.querySelector('iframe').style.height)"
INSTALLED = "() => navigator.serviceWorker.ready.then(() => true)"
COURSE = """<!doctype html><title>Een cursus</title>
<iframe src="{address}/insluiten/rekenmachine/#v=1" title="Rekenmachine"></iframe>
<script async src="{address}/insluiten/hoogte.js"></script>"""
PRICE = '[name="costs.deelname"]'
CALCULATE = 'form button[type="submit"]'

pytestmark = [
    pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning"),  # Selenium, of itself
    pytest.mark.needs("caddy"),
]

type Browser = Callable[[], AbstractContextManager[Window]]


@pytest.fixture(scope="module")
def address(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site without what only a browser fetches in which the quick start fails."""
    site = shutil.copytree(built_site, tmp_path_factory.mktemp("quick") / "dist")
    for whole in (site / "runtime").glob("pyodide.*"):
        shutil.rmtree(whole)
    with serving(site) as server:
        yield server.address


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(firefox, id="firefox", marks=pytest.mark.needs("firefox-esr")),
        pytest.param(webkit, id="webkit", marks=pytest.mark.needs("WebKitWebDriver", "Xvfb")),
    ],
)
def browser_window(request: pytest.FixtureRequest) -> Iterator[Window]:
    """A window of each of the browsers in turn."""
    start: Browser = request.param
    with start() as window:
        yield window


def expect_text(window: Window, selector: str, text: str) -> None:
    """Expect that a visible element comes to hold a text."""
    window.ask(UNTIL_TEXT, selector, text)


def expect_state(window: Window, state: str) -> None:
    """Expect that the calculator comes into a state."""
    window.ask(UNTIL_THERE, f'subsidy-calculator[data-state="{state}"]')


def expect_outcome(window: Window, **texts: str) -> None:
    """Expect figures of the outcome."""
    for name, text in texts.items():
        expect_text(window, f'[data-outcome="{name}"]', written(text))


def test_a_filled_in_form_shows_the_right_amounts(browser_window: Window, address: str) -> None:
    browser_window.open(address + link_to(size="", theme="cybersecurity", fee=""))
    expect_state(browser_window, "ready")
    browser_window.click('[name="enterprise.size"][value="klein"]')
    browser_window.type(PRICE, "2.500")
    browser_window.click('[data-opens="kosten"]')
    browser_window.type('[name="costs.catering"]', "180")
    browser_window.type('[name="costs.catering.persons"]', "2")
    browser_window.type('[name="costs.catering.days"]', "3")
    expect_outcome(browser_window, subsidy="€ 1.192,50", own_share="€ 1.457,50", outlay="€ 2.050,30", rate="45 %")
    browser_window.click(CALCULATE)
    browser_window.ask(UNTIL_FOCUSED, "outcome-title")


def test_a_share_link_fills_the_form_and_answers_at_once(browser_window: Window, address: str) -> None:
    browser_window.open(address + ANSWER)
    expect_outcome(browser_window, subsidy="€ 795,00", apply_by="15 december 2026", deposit_by="23 december 2026")
    assert browser_window.ask(VALUE, "costs.deelname") == "2500"
    assert browser_window.ask(VALUE, "submitted_on") == "2026-11-23"


def test_a_change_is_answered_anew(browser_window: Window, address: str) -> None:
    browser_window.open(address + ANSWER)
    expect_outcome(browser_window, subsidy="€ 795,00")
    browser_window.click('[name="enterprise.size"][value="middelgroot"]')
    expect_outcome(browser_window, subsidy="€ 530,00", rate="20 %")
    browser_window.type(PRICE, "1000,50")
    expect_outcome(browser_window, subsidy="€ 230,10")


def test_a_refusal_says_every_reason(browser_window: Window, address: str) -> None:
    browser_window.open(address + REFUSED)
    expect_text(browser_window, ".headline-amount", "Geen subsidie")
    expect_text(browser_window, '[data-problem="onderneming-te-groot"]', "Grote ondernemingen krijgen geen subsidie")
    expect_text(browser_window, '[data-problem="dienst-uitgesloten"]', "Dat is zo sinds 1 februari 2026.")


def test_a_mistake_has_the_focus_and_leads_to_its_field(browser_window: Window, address: str) -> None:
    browser_window.open(address + ANSWER)
    expect_outcome(browser_window, subsidy="€ 795,00")
    browser_window.type(PRICE, "1,234.56")
    browser_window.click(CALCULATE)
    expect_text(browser_window, '[data-part="summary"] a', "Deelnameprijs: Dit kunnen wij niet lezen.")
    browser_window.ask(UNTIL_FOCUSED, "summary")
    browser_window.click('[data-part="summary"] a')
    browser_window.ask(UNTIL_FOCUSED, "costs.deelname")
    expect_text(browser_window, '[data-field="costs.deelname"] .error', "Schrijf een getal zoals 1234,56")
    browser_window.type(PRICE, "1234,56")
    expect_outcome(browser_window, eligible_cost="€ 1.384,56")


def test_a_second_visit_needs_no_network(browser_window: Window, built_site: Path) -> None:
    with serving(built_site) as host:
        browser_window.open(host.address + ANSWER)
        expect_outcome(browser_window, subsidy="€ 795,00")
        assert browser_window.ask(INSTALLED) is True
    browser_window.open(f"{host.address}/hoeveel/")
    expect_text(browser_window, ".offline", "U bekijkt zonder internet een kopie")
    browser_window.open(host.address + link_to(fee="1000"))
    expect_outcome(browser_window, subsidy="€ 300,00")


def test_the_page_made_for_other_sites_answers(browser_window: Window, address: str) -> None:
    browser_window.open(address + ANSWER.replace("/bereken/", "/insluiten/rekenmachine/"))
    expect_outcome(browser_window, subsidy="€ 795,00", outlay="€ 2.447,80")


def test_a_frame_in_another_sites_page_gets_its_height(browser_window: Window, address: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(COURSE.format(address=address), "utf-8")
    with plain(tmp_path) as port:
        browser_window.open(f"http://127.0.0.1:{port}/")
        browser_window.ask(UNTIL_HIGHER, "500")
        assert int(str(browser_window.ask(HEIGHT))) > 500
