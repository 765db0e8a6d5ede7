"""Whatever goes wrong around the calculator, it ends in the right answer or in an honest sentence with a retry."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, Worker, expect

from calculator.model import EnterpriseSize
from calculator.rules import R7
from sitegen.bundle.exports import SELF_TEST, call
from sitegen.bundle.pyodide_release import WASM
from sitegen.bundle.trim import trim
from sitegen.common.paths import ROOT

ANSWERED = (
    "/bereken/#v=1&submitted_on=2026-11-23&enterprise.size=klein&project.service=opleiding"
    "&project.theme=innovatie&costs.deelname=1000"
)
HALF_A_MINUTE = 30_000
ASK_TWICE = """() => new Promise((resolve) => {
  const address = document.querySelector('link[href*="/worker/worker."]').href;
  const worker = new Worker(address, { type: "module" });
  const said = [];
  worker.onmessage = ({ data }) => {
    said.push(data);
    if (data.id === 2) resolve(said);
  };
  worker.postMessage({ id: 1, name: "calculate", text: "stop" });
  worker.postMessage({ id: 2, name: "calculate", text: "{}" });
})"""
"""Asks a worker two questions, of which it stops at the first."""

type Spoil = Callable[[Route], None]


def refuse(route: Route) -> None:
    route.abort()


def miss(route: Route) -> None:
    route.fulfill(status=404, body="niet gevonden")


def truncate(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.body()[: len(answer.body()) // 2])


def alter(route: Route) -> None:
    answer = route.fetch()
    body = bytearray(answer.body())
    for place in range(len(body) // 2, len(body) // 2 + 400):
        body[place] ^= 0xFF
    route.fulfill(response=answer, body=bytes(body))


def mistype(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, headers=answer.headers | {"content-type": "text/plain"})


def answer_with_a_page(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body="<!doctype html><title>Meld u aan</title>")


BROKEN = [refuse, miss, truncate, answer_with_a_page]
SCRIPTS = ["pyodide.mjs", "pyodide.asm.js"]
CHECKED = ["pyodide.asm.wasm", "library.*.zip"]
"""What the worker compares with its hash, so that an altered file is a broken one."""


def name_of(case: str | Spoil) -> str:
    return case if isinstance(case, str) else case.__name__


@pytest.fixture
def newcomer(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A visitor for whom nothing is kept, so that each file comes from the server."""
    context = browser.new_context(base_url=address, service_workers="block")
    yield context
    context.close()


@pytest.fixture
def visitor(browser: Browser, address: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=address)
    yield context
    context.close()


def expect_answer(page: Page) -> None:
    expect(page.locator('[data-outcome="subsidy"]')).to_have_text("€\xa0300,00")


def expect_honest_failure(page: Page) -> None:
    expect(page.locator("subsidy-calculator")).to_have_attribute("data-state", "failed")
    expect(page.get_by_text("Daarom tonen wij geen bedrag")).to_be_visible()
    expect(page.get_by_role("button", name="Probeer opnieuw")).to_be_visible()
    expect(page.locator('[data-outcome="subsidy"]')).to_be_empty()
    expect(page.locator('[data-part="progress"]')).to_be_hidden()


@pytest.mark.full_runtime
@pytest.mark.parametrize("spoil", BROKEN, ids=name_of)
@pytest.mark.parametrize("file", ["*.wasm", "worker.*.js"])
def test_a_broken_file_ends_in_a_sentence_and_a_retry_that_works(
    visitor: BrowserContext, file: str, spoil: Spoil
) -> None:
    pattern = f"**/{file}"
    visitor.route(pattern, spoil)
    page = visitor.new_page()
    page.goto(ANSWERED)
    expect_honest_failure(page)
    visitor.unroute(pattern)
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect_answer(page)


@pytest.mark.full_runtime
@pytest.mark.parametrize("spoil", [*BROKEN, alter], ids=name_of)
@pytest.mark.parametrize("file", ["python.*.wasm", "snapshot.*.wasm"])
def test_where_the_quick_way_fails_the_whole_one_answers(visitor: BrowserContext, file: str, spoil: Spoil) -> None:
    visitor.route(f"**/{file}", spoil)
    page = visitor.new_page()
    page.goto(ANSWERED)
    expect_answer(page)


@pytest.mark.full_runtime
@pytest.mark.parametrize(
    ("file", "spoil"), [*product(SCRIPTS, BROKEN), *product(CHECKED, [*BROKEN, alter])], ids=name_of
)
def test_where_the_whole_way_fails_too_it_ends_in_a_sentence_and_a_retry_that_works(
    visitor: BrowserContext, file: str, spoil: Spoil
) -> None:
    visitor.route("**/snapshot.*.wasm", refuse)
    visitor.route(f"**/{file}", spoil)
    page = visitor.new_page()
    page.clock.install(time=0)
    page.clock.pause_at(1000)  # nothing is left to the time after which silence is a failure
    page.goto(ANSWERED)
    expect_honest_failure(page)
    visitor.unroute(f"**/{file}")
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect_answer(page)


def test_after_a_stop_another_python_answers_the_next_question(browser: Browser, address: str) -> None:
    heads = {
        "function call(python,memory,callable,text){": "if (text === 'stop') fail('no more');",
        "async function restore(interpreter,snapshot){": "postMessage({ restored: true });",
    }

    def stop_at_once(route: Route) -> None:
        answer = route.fetch()
        body = answer.text()
        for head, first in heads.items():
            assert head in body
            body = body.replace(head, f"{head} {first}")
        route.fulfill(response=answer, body=body)

    context = browser.new_context(base_url=address, bypass_csp=True)  # the page itself lets nobody start a worker
    context.route("**/worker.*.js", stop_at_once)
    page = context.new_page()
    page.goto("/bereken/")
    said = page.evaluate(ASK_TWICE)
    assert [list(each) for each in said if "restored" in each or "id" in each] == [
        ["restored"],
        ["id", "stopped"],
        ["restored"],
        ["id", "text"],
    ]
    context.close()


def each_worker(*actions: tuple[str, str]) -> Spoil:
    """Serve each worker in turn with an amount and what it does when it is asked about that."""
    left = iter(actions)

    def serve(route: Route) -> None:
        if "origin" in route.request.headers:  # the page preloads it; a worker's own request says no origin
            route.continue_()
            return
        answer = route.fetch()
        amount, action = next(left, ("nothing", ""))
        first = (
            f'addEventListener("message", (event) => {{ if (event.data.text?.includes("{amount}")) {{ {action} }} }});'
        )
        route.fulfill(response=answer, body=f"{first}\n{answer.text()}")

    return serve


IGNORE = "event.stopImmediatePropagation();"
FAIL = IGNORE + 'postMessage({ failed: "no more" });'


def ask_about(page: Page, amount: str) -> None:
    page.get_by_label("Deelnameprijs", exact=True).fill(amount)


def test_each_failure_after_an_answer_is_mended(newcomer: BrowserContext) -> None:
    newcomer.route("**/worker.*.js", each_worker(("666", FAIL), ("777", FAIL)))
    page = newcomer.new_page()
    page.goto(ANSWERED)
    expect_answer(page)
    for amount, subsidy in (("666", "€\xa0199,80"), ("777", "€\xa0233,10")):
        ask_about(page, amount)
        expect(page.locator('[data-outcome="subsidy"]')).to_have_text(subsidy)


@pytest.mark.full_runtime
def test_a_question_that_gets_no_answer_is_asked_again(newcomer: BrowserContext) -> None:
    newcomer.route("**/worker.*.js", each_worker(("1000", IGNORE)))
    page = newcomer.new_page()
    page.clock.install()
    page.goto(ANSWERED)
    expect(page.locator("subsidy-calculator")).to_have_attribute("data-state", "calculating")
    page.clock.fast_forward(HALF_A_MINUTE)
    expect_answer(page)


def test_a_page_that_is_left_alone_keeps_its_one_worker(visitor: BrowserContext) -> None:
    page = visitor.new_page()
    workers: list[Worker] = []
    page.on("worker", lambda worker: workers.append(worker))  # noqa: PLW0108 # a built-in takes no attributes
    page.clock.install()
    page.goto("/bereken/")
    expect(page.locator("subsidy-calculator")).to_have_attribute("data-state", "ready")
    page.get_by_label("Deelnameprijs", exact=True).focus()
    page.clock.fast_forward(HALF_A_MINUTE)
    page.goto(ANSWERED)
    expect_answer(page)
    page.clock.fast_forward(HALF_A_MINUTE)
    expect(page.locator("subsidy-calculator")).to_have_attribute("data-state", "ready")
    assert len(workers) == 1


def test_a_worker_that_breaks_down_is_no_mistake_of_the_page(visitor: BrowserContext) -> None:
    visitor.route("**/worker.*.js", lambda route: route.fulfill(content_type="text/javascript", body="nonsense();"))
    page = visitor.new_page()
    mistakes: list[Error] = []
    page.on("pageerror", lambda mistake: mistakes.append(mistake))  # noqa: PLW0108 # a built-in takes no attributes
    page.goto(ANSWERED)
    expect_honest_failure(page)
    assert mistakes == []


@pytest.mark.full_runtime
def test_a_failure_takes_back_what_was_about_to_be_announced(newcomer: BrowserContext) -> None:
    newcomer.route("**/worker.*.js", each_worker(*[("666", FAIL)] * 3))
    page = newcomer.new_page()
    mistakes: list[Error] = []
    page.on("pageerror", lambda mistake: mistakes.append(mistake))  # noqa: PLW0108 # a built-in takes no attributes
    page.clock.install(time=0)
    page.goto(ANSWERED)
    expect_answer(page)
    page.clock.pause_at(HALF_A_MINUTE)
    ask_about(page, "2000")
    expect(page.locator('[data-outcome="subsidy"]')).to_have_text("€\xa0600,00")
    ask_about(page, "666")
    expect_honest_failure(page)
    page.clock.fast_forward(HALF_A_MINUTE)
    expect(page.locator('[data-part="announcement"]')).not_to_contain_text("600")
    assert mistakes == []


@pytest.mark.full_runtime
def test_after_a_failure_a_program_can_start_python_and_no_question_is_left_open(visitor: BrowserContext) -> None:
    visitor.route("**/*.wasm", refuse)
    page = visitor.new_page()
    page.goto(ANSWERED)
    expect_honest_failure(page)
    visitor.unroute("**/*.wasm")
    page.evaluate("document.querySelector('subsidy-calculator').calculate('{}')")
    expect(page.locator("subsidy-calculator")).to_have_attribute("data-state", "ready")


def written_in_script(text: str) -> str:
    """Return a text as it stands between the quotes of a script."""
    return text.replace("\\", "\\\\")


@pytest.mark.full_runtime
def test_a_python_that_knows_another_rate_is_not_trusted(
    newcomer: BrowserContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = written_in_script(call(*SELF_TEST))
    monkeypatch.setitem(R7.rates.value, EnterpriseSize.SMALL, Decimal("0.31"))
    other = written_in_script(call(*SELF_TEST))

    def expect_another_rate(route: Route) -> None:
        answer = route.fetch()
        assert known in answer.text()
        route.fulfill(response=answer, body=answer.text().replace(known, other))

    newcomer.route("**/worker.*.js", expect_another_rate)
    page = newcomer.new_page()
    page.goto(ANSWERED)
    expect_honest_failure(page)


def test_a_host_that_calls_webassembly_something_else_costs_no_answer(visitor: BrowserContext) -> None:
    visitor.route("**/*.wasm", mistype)
    page = visitor.new_page()
    page.goto(ANSWERED)
    expect_answer(page)


def test_a_file_that_fails_once_is_fetched_again_by_itself(visitor: BrowserContext) -> None:
    left = [1]

    def fail_once(route: Route) -> None:
        if left:
            left.pop()
            route.abort()
        else:
            route.continue_()

    visitor.route("**/snapshot.*.wasm", fail_once)
    page = visitor.new_page()
    page.goto(ANSWERED)
    expect_answer(page)


def test_a_worker_that_cannot_start_is_noticed_without_waiting(visitor: BrowserContext) -> None:
    visitor.route("**/worker.*.js", refuse)
    page = visitor.new_page()
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    page.goto(ANSWERED)
    expect_honest_failure(page)


def test_a_browser_without_webassembly_is_told_so(visitor: BrowserContext) -> None:
    def without(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=f"delete self.WebAssembly;\n{answer.text()}")

    asked: list[str] = []
    visitor.on("request", lambda request: asked.append(request.url))
    visitor.route("**/worker.*.js", without)
    page = visitor.new_page()
    page.goto(ANSWERED)
    expect_honest_failure(page)
    assert [url for url in asked if "/runtime/" in url] == []
    expect(page.get_by_role("table").last).to_be_visible()


def test_a_browser_without_workers_is_told_so(visitor: BrowserContext) -> None:
    visitor.add_init_script("delete window.Worker")
    page = visitor.new_page()
    page.goto(ANSWERED)
    expect_honest_failure(page)


def test_a_browser_without_service_workers_answers_all_the_same(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, service_workers="block")
    page = context.new_page()
    page.goto(ANSWERED)
    expect_answer(page)
    context.close()


def test_a_full_disk_changes_nothing_but_the_speed(visitor: BrowserContext, address: str) -> None:
    page = visitor.new_page()
    devtools = visitor.new_cdp_session(page)
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": address, "quotaSize": 1000})
    for _ in range(2):
        page.goto(ANSWERED)
        page.reload()
        expect_answer(page)


def test_a_tab_that_is_closed_halfway_leaves_nothing_broken(visitor: BrowserContext) -> None:
    page = visitor.new_page()
    with page.expect_worker():
        page.goto(ANSWERED, wait_until="commit")
    page.close()
    page = visitor.new_page()
    page.goto(ANSWERED)
    expect_answer(page)


def test_what_is_typed_while_python_loads_is_answered_and_the_latest_wins(visitor: BrowserContext) -> None:
    visitor.route("**/*.wasm", lambda _: None)
    page = visitor.new_page()
    page.goto(ANSWERED)
    for amount in ("10", "100", "2000"):
        page.get_by_label("Deelnameprijs", exact=True).fill(amount)
    visitor.unroute("**/*.wasm")
    expect(page.locator('[data-outcome="subsidy"]')).to_have_text("€\xa0600,00")


def test_the_runtimes_address_survives_a_release_of_our_own_code(built_site: Path) -> None:
    released = (ROOT / "node_modules/pyodide" / WASM).read_bytes()
    (first,) = (built_site / "runtime").glob("python.*.wasm")
    assert first.read_bytes() == trim(released)
