"""What programs fill in counts as what people type, and what was typed is not lost by leaving the page."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests.support.calculator import expect_outcome, link_to, open_link, set_by_program, wait_until
from tests.support.planner import planned_row

COUNT_QUESTIONS = """() => {
  window.questions = 0;
  new MutationObserver(([{ target }]) => {
    if (target.dataset.state === "calculating") window.questions++;
  }).observe(document.querySelector("subsidy-calculator"), { attributeFilter: ["data-state"] });
}"""


@pytest.fixture
def visitor(browser: Browser, address: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=address, service_workers="block", locale="nl-BE")
    yield context
    context.close()


def price(page: Page) -> Locator:
    return page.get_by_label("Deelnameprijs", exact=True)


def test_a_form_that_a_program_fills_in_is_answered(tab: Page) -> None:
    tab.goto("/bereken/")
    set_by_program(tab.get_by_role("radio", name="Een opleiding"), value=True)
    set_by_program(tab.get_by_role("radio", name="Middelgroot"), value=True)
    set_by_program(tab.get_by_label("Thema", exact=True), "cybersecurity")
    set_by_program(price(tab), "1000")
    set_by_program(tab.get_by_label("Datum van de aanvraag", exact=True), "2026-11-23")
    expect_outcome(tab, subsidy="€ 350,00")
    expect(tab.get_by_label("Werknemers (vte)", exact=True).first).to_be_hidden()


def test_a_plan_that_a_program_fills_in_is_answered(tab: Page) -> None:
    tab.goto("/jaarplan/")
    set_by_program(tab.get_by_role("radio", name="Klein"), value=True)
    row = planned_row(tab, 1)
    set_by_program(row.get_by_label("Datum van de aanvraag"), "2026-11-23")
    set_by_program(row.get_by_label("Thema"), "innovatie")
    set_by_program(row.get_by_label("Deelnameprijs"), "1000")
    expect(row).to_contain_text("€\xa0300,00 subsidie")


def test_a_code_that_a_program_fills_in_is_made(tab: Page) -> None:
    tab.goto("/insluiten/")
    set_by_program(price(tab), "850")
    expect(tab.locator("code")).to_contain_text("costs.deelname=850")


def test_what_is_typed_is_asked_once(tab: Page) -> None:
    open_link(tab, link_to(theme="innovatie"))
    tab.evaluate(COUNT_QUESTIONS)
    price(tab).fill("1000")
    expect_outcome(tab, subsidy="€ 300,00")
    price(tab).blur()  # with which the browser says "change" too
    price(tab).fill("2000")
    expect_outcome(tab, subsidy="€ 600,00")
    assert tab.evaluate("window.questions") == 2


def hold(route: Route) -> None:
    """Leave a request open: Python does not come."""


def test_what_was_typed_is_there_after_leaving_before_it_was_answered(visitor: BrowserContext) -> None:
    visitor.route("**/*.wasm", hold)
    page = visitor.new_page()
    page.goto("/bereken/")
    page.get_by_label("Thema", exact=True).select_option("Innovatie")
    price(page).fill("1.000,50 & meer +")
    page.get_by_role("link", name="Hoeveel", exact=True).first.click()
    page.wait_for_url("**/hoeveel/")
    page.go_back()
    expect(price(page)).to_have_value("1.000,50 & meer +")
    expect(page.get_by_label("Thema", exact=True)).to_have_value("innovatie")


def test_what_was_typed_last_is_there_after_leaving_at_once(visitor: BrowserContext) -> None:
    page = visitor.new_page()
    page.clock.install()
    open_link(page, link_to(theme="innovatie"))
    page.clock.pause_at("2027-01-01")  # so that no second passes after the answer
    price(page).fill("2000")
    expect_outcome(page, subsidy="€ 600,00")
    page.goto("/hoeveel/")
    page.go_back()
    expect(price(page)).to_have_value("2000")


@pytest.mark.full_runtime
def test_what_was_typed_is_there_after_a_failure_and_a_reload(visitor: BrowserContext) -> None:
    visitor.route("**/*.wasm", lambda route: route.abort())
    page = visitor.new_page()
    page.goto("/bereken/")
    price(page).fill("750")
    wait_until(page, "failed")
    expect(page).to_have_url(re.compile(r"costs\.deelname=750"))
    page.reload()
    expect(price(page)).to_have_value("750")


def test_a_form_in_which_nothing_was_typed_leaves_nothing_in_the_address(tab: Page) -> None:
    tab.goto("/bereken/")
    wait_until(tab, "ready")
    tab.goto("/hoeveel/")
    tab.go_back()
    expect(tab).to_have_url(re.compile("/bereken/$"))
