"""A worker that stops, says nothing, breaks down or is closed: another one answers, or a sentence says so."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, Worker, expect

from calculator.model import EnterpriseSize
from calculator.rules import R7
from sitegen.bundle.exports import SELF_TEST, call
from tests.support.failures import ANSWERED, expect_answer, expect_honest_failure, refuse

HALF_A_MINUTE = 30_000
LONG_SETTLED = 5_000
"""Milliseconds after which an answer would have been announced, and silence is not yet a failure."""

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


def each_worker(*actions: tuple[str, str]) -> Callable[[Route], None]:
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


def test_the_script_that_starts_early_may_come_last(newcomer: BrowserContext) -> None:
    held: list[Route] = []
    newcomer.route("**/start-early.*.js", lambda route: held.append(route))  # noqa: PLW0108 # as below
    page = newcomer.new_page()
    mistakes: list[Error] = []
    page.on("pageerror", lambda mistake: mistakes.append(mistake))  # noqa: PLW0108 # a built-in takes no attributes
    page.goto(ANSWERED, wait_until="commit")
    expect_answer(page)
    for route in held:
        route.continue_()
    page.wait_for_load_state()
    expect_answer(page)
    assert (len(held), mistakes) == (1, [])


def test_a_new_question_takes_back_what_was_about_to_be_announced(newcomer: BrowserContext) -> None:
    newcomer.route("**/worker.*.js", each_worker(("666", IGNORE)))
    page = newcomer.new_page()
    page.clock.install(time=0)
    page.goto(ANSWERED)
    expect_answer(page)
    page.clock.pause_at(HALF_A_MINUTE)
    ask_about(page, "2000")
    expect(page.locator('[data-outcome="subsidy"]')).to_have_text("€\xa0600,00")
    ask_about(page, "666")
    page.clock.fast_forward(LONG_SETTLED)
    expect(page.locator("subsidy-calculator")).to_have_attribute("data-state", "calculating")
    expect(page.locator('[data-part="announcement"]')).not_to_contain_text("600")


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


def test_a_worker_that_cannot_start_is_noticed_without_waiting(visitor: BrowserContext) -> None:
    visitor.route("**/worker.*.js", refuse)
    page = visitor.new_page()
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    page.goto(ANSWERED)
    expect_honest_failure(page)


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
