"""A calculator that cannot start says why, and what to do about it."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests.support.calculator import (
    ANSWER,
    SAVES_DATA,
    calculator,
    expect_outcome,
    link_to,
    press_calculate,
    wait_until,
)

pytestmark = pytest.mark.full_runtime

PLACES = {
    "/": "subsidy-calculator",
    "/bereken/": "subsidy-calculator",
    "/insluiten/rekenmachine/": "subsidy-calculator",
    "/jaarplan/": "year-planner",
    "/insluiten/": "embed-builder",
}

type Spoil = Callable[[Route], None]


def refuse(route: Route) -> None:
    route.abort()


def alter(route: Route) -> None:
    answer = route.fetch()
    body = bytearray(answer.body())
    body[-1] ^= 1
    route.fulfill(response=answer, body=bytes(body))


def write_before(script: str) -> Spoil:
    """Serve a script with another before it."""

    def serve(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=f"{script};\n{answer.text()}")

    return serve


@pytest.fixture
def visitor(browser: Browser, address: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=address, service_workers="block")
    yield context
    context.close()


def failure(page: Page) -> Locator:
    return page.get_by_role("alert").filter(has_text="Daarom")


def expect_failure(page: Page, cause: str) -> None:
    expect(failure(page)).to_contain_text(cause)
    expect(page.get_by_role("button", name="Probeer opnieuw")).to_be_visible()
    expect(page.get_by_role("button", name="Laad de nieuwe versie")).to_be_hidden()


@pytest.mark.parametrize("spoil", [refuse, alter])
def test_files_that_are_held_back_or_changed_on_the_way_are_said_to_be(visitor: BrowserContext, spoil: Spoil) -> None:
    visitor.route("**/*.wasm", spoil)
    page = visitor.new_page()
    page.goto(ANSWER)
    expect_failure(page, "Iets houdt bestanden van deze site tegen")


def test_a_worker_that_is_held_back_is_said_to_be(visitor: BrowserContext) -> None:
    visitor.route("**/worker.*.js", refuse)
    page = visitor.new_page()
    page.goto(ANSWER)
    expect_failure(page, "Iets houdt bestanden van deze site tegen")


@pytest.mark.parametrize(("place", "element"), PLACES.items())
def test_a_connection_that_is_gone_is_said_to_be(visitor: BrowserContext, place: str, element: str) -> None:
    visitor.add_init_script(SAVES_DATA)
    visitor.route("**/*.wasm", refuse)
    page = visitor.new_page()
    page.goto(place)
    expect(page.locator(f"{element}:defined")).to_be_visible()
    visitor.set_offline(True)
    page.locator(element).get_by_role("button", name=re.compile("^(Bereken|Maak de code)$")).first.click()
    expect_failure(page, "Uw toestel krijgt geen verbinding met deze site")


def test_a_server_in_trouble_is_no_newer_version(visitor: BrowserContext) -> None:
    page = visitor.new_page()
    visitor.route("**/*.wasm", refuse)
    page.goto("/bereken/")
    page.route("**/bereken/", lambda route: route.fulfill(status=503, body="bezet"))
    press_calculate(page)
    expect_failure(page, "krijgt geen verbinding met deze site")


@pytest.mark.parametrize(
    "missing",
    [
        "delete self.WebAssembly",
        "WebAssembly.compile = async () => { throw new WebAssembly.CompileError('refused') };"
        "WebAssembly.instantiate = WebAssembly.compile",
        "WebAssembly.Memory = function () { throw new RangeError('could not allocate memory') };"
        "WebAssembly.instantiate = async () => { throw new RangeError('Out of memory') }",
    ],
    ids=["no WebAssembly", "refused by a setting", "no memory"],
)
def test_a_browser_that_cannot_run_it_is_told_the_name_of_the_setting(visitor: BrowserContext, missing: str) -> None:
    visitor.route("**/worker.*.js", write_before(missing))
    page = visitor.new_page()
    page.goto(ANSWER)
    expect_failure(page, "isolatiemodus")


def test_a_browser_from_before_exceptions_in_webassembly_answers_too(visitor: BrowserContext) -> None:
    visitor.route("**/worker.*.js", write_before("delete WebAssembly.Tag; delete WebAssembly.Exception"))
    page = visitor.new_page()
    page.goto(ANSWER)
    wait_until(page, "ready")
    expect(calculator(page)).to_have_attribute("data-outcome-status", "subsidie")


def test_another_try_takes_the_sentence_back(visitor: BrowserContext) -> None:
    visitor.route("**/*.wasm", refuse)
    page = visitor.new_page()
    page.goto(link_to())
    expect_failure(page, "Iets houdt bestanden van deze site tegen")
    visitor.unroute("**/*.wasm")
    page.get_by_role("button", name="Probeer opnieuw").click()
    wait_until(page, "ready")
    expect(failure(page)).to_be_hidden()
    expect(calculator(page)).to_have_attribute("data-outcome-status", "subsidie")


def test_a_button_under_a_failure_can_be_pressed_straight_from_a_field(visitor: BrowserContext) -> None:
    visitor.route("**/*.wasm", refuse)
    page = visitor.new_page()
    page.goto(link_to(theme="innovatie"))
    page.get_by_label("Deelnameprijs", exact=True).fill("1000")
    expect_failure(page, "Iets houdt bestanden van deze site tegen")
    visitor.unroute("**/*.wasm")
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect_outcome(page, subsidy="€ 300,00")
