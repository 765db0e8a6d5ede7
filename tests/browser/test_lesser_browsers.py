"""A browser that lacks a part, or the room, gets its answer all the same, or is told so."""

from playwright.sync_api import BrowserContext, Route, expect

from tests.support.failures import ANSWERED, expect_answer, expect_honest_failure


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


def test_a_browser_without_service_workers_answers_all_the_same(newcomer: BrowserContext) -> None:
    page = newcomer.new_page()
    page.goto(ANSWERED)
    expect_answer(page)


def test_a_full_disk_changes_nothing_but_the_speed(visitor: BrowserContext, address: str) -> None:
    page = visitor.new_page()
    devtools = visitor.new_cdp_session(page)
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": address, "quotaSize": 1000})
    for _ in range(2):
        page.goto(ANSWERED)
        page.reload()
        expect_answer(page)
