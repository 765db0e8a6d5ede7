"""A file that was delivered wrong once, and may be kept for a year, does not stay."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect

from tests.support.unsteady import Line, on_line
from tests.support.waiting import wait_until

CALCULATOR = "bereken/"
ANSWERED = (
    f"{CALCULATOR}#v=1&submitted_on=2026-11-23&enterprise.size=klein&project.service=opleiding"
    "&project.theme=innovatie&costs.deelname=1000"
)
LOGIN = b"<!doctype html><title>Meld u aan</title>"
INSTALLED = "() => navigator.serviceWorker.ready.then(({ active }) => active.state === 'activated')"
WATCH_INSTALLATION = """
const { register } = ServiceWorkerContainer.prototype;
ServiceWorkerContainer.prototype.register = async function (...given) {
  const registration = await register.apply(this, given);
  const { installing } = registration;
  if (installing) installing.onstatechange = () => { window.became = installing.state; };
  return registration;
};
"""
STYLED = """() => [...document.querySelectorAll("link[rel=stylesheet]")]
  .every(({ sheet }) => sheet?.cssRules.length)"""
DAMAGE = """async () => {
  const [name] = (await caches.keys()).filter((name) => name.endsWith(" files"));
  const kept = await caches.open(name);
  const damaged = (await kept.keys()).filter(({ url }) => url.includes("/snapshot."));
  for (const request of damaged) await kept.put(request, new Response("damaged"));
  return damaged.length;
}"""
HALF_A_MINUTE = 30_000
WORKER = "**/worker.*.js"


@pytest.fixture
def served(built_site: Path, tmp_path: Path) -> Path:
    """The folder that a host serves, to spoil."""
    return Path(shutil.copytree(built_site, tmp_path / "served"))


@pytest.fixture
def line() -> Line:
    """The line to that host."""
    return Line()


@pytest.fixture
def root(served: Path, line: Line) -> Iterator[str]:
    """The address of that host."""
    with on_line(served, line) as port:
        yield f"http://127.0.0.1:{port}/"


@pytest.fixture
def newcomer(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor whose browser has its own cache, and no service worker."""
    context = browser.new_context(service_workers="block")
    yield context
    context.close()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


def spoil(served: Path, pattern: str, content: bytes) -> Callable[[], object]:
    """Replace a file on the host; return a function that puts the right one back."""
    (path,) = served.glob(pattern)
    right = path.read_bytes()
    path.write_bytes(content)
    return lambda: path.write_bytes(right)


def visit(visitor: BrowserContext, address: str) -> Page:
    page = visitor.new_page()
    page.goto(address)
    return page


def fetches_worker(request: Request) -> bool:
    return request.resource_type == "fetch" and "/worker." in request.url


def expect_answer(page: Page) -> None:
    expect(page.locator('[data-outcome="subsidy"]')).to_have_text("€\xa0300,00")


@pytest.mark.parametrize("content", [LOGIN, b""], ids=["a page", "nothing"])
def test_try_again_gets_the_right_worker_where_another_file_is_kept(
    newcomer: BrowserContext, root: str, served: Path, content: bytes
) -> None:
    put_back = spoil(served, "assets/worker/worker.*.js", content)
    page = newcomer.new_page()
    page.clock.install()
    with page.expect_worker():
        page.goto(root + ANSWERED)
    page.clock.fast_forward(HALF_A_MINUTE)  # an empty worker says nothing
    expect(page.locator("subsidy-calculator")).to_have_attribute("data-state", "failed")
    put_back()
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect_answer(page)


def test_what_is_typed_while_the_right_worker_is_on_its_way_waits_for_it(newcomer: BrowserContext, root: str) -> None:
    held: list[Route] = []
    mended = Event()

    def hold(route: Route) -> None:
        if mended.is_set():
            route.continue_()
        elif route.request.resource_type == "fetch":
            held.append(route)
        else:
            route.fulfill(body=LOGIN, content_type="text/html")

    newcomer.route(WORKER, hold)
    page = newcomer.new_page()
    with page.expect_request(fetches_worker):
        page.goto(root + ANSWERED)
    page.get_by_label("Deelnameprijs", exact=True).fill("2000")
    expect(page.locator("subsidy-calculator")).to_have_attribute("data-state", "loading")
    mended.set()
    held[0].continue_()
    expect(page.locator('[data-outcome="subsidy"]')).to_have_text("€\xa0600,00")


def test_try_again_while_the_right_worker_is_on_its_way_starts_the_quick_python(
    newcomer: BrowserContext, root: str
) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.resource_type == "fetch" and len(held) < 2:
            held.append(route)
        elif len(held) < 2:
            route.fulfill(body=LOGIN, content_type="text/html")
        else:
            route.continue_()

    newcomer.route(WORKER, hold)
    page = newcomer.new_page()
    page.clock.install()
    with page.expect_request(fetches_worker):
        page.goto(root + ANSWERED)
    page.clock.fast_forward(HALF_A_MINUTE)
    with page.expect_request(fetches_worker):
        page.get_by_role("button", name="Probeer opnieuw").click()
    held[0].fulfill(body=LOGIN, content_type="text/html")
    held[1].continue_()
    expect_answer(page)


def test_a_worker_that_was_delivered_wrong_once_starts_by_itself_at_the_next_visit(
    newcomer: BrowserContext, root: str, served: Path, line: Line
) -> None:
    put_back = spoil(served, "assets/worker/worker.*.js", LOGIN)
    page = visit(newcomer, root + ANSWERED)
    expect(page.locator("subsidy-calculator")).to_have_attribute("data-state", "failed")
    put_back()
    for _ in range(2):
        line.asked.clear()
        expect_answer(visit(newcomer, root + ANSWERED))
    assert line.requests_for("worker.") == 0


@pytest.mark.full_runtime
@pytest.mark.parametrize("file", ["runtime/python.*.wasm", "runtime/snapshot.*.wasm"])
def test_python_that_was_delivered_wrong_once_starts_the_quick_way_at_the_next_visit(
    newcomer: BrowserContext, root: str, served: Path, line: Line, file: str
) -> None:
    put_back = spoil(served, file, LOGIN)
    expect_answer(visit(newcomer, root + ANSWERED))
    put_back()
    line.asked.clear()
    expect_answer(visit(newcomer, root + ANSWERED))
    name = file.removeprefix("runtime/").split("*")[0]
    assert (line.requests_for(name), line.requests_for("pyodide.")) == (1, 0)


@pytest.mark.full_runtime
@pytest.mark.parametrize("file", ["pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm"])
def test_the_full_runtime_that_was_delivered_wrong_once_is_fetched_again(
    newcomer: BrowserContext, root: str, served: Path, file: str
) -> None:
    for pattern in ("runtime/python.*.wasm", f"runtime/pyodide.*/{file}"):
        put_back = spoil(served, pattern, LOGIN)
    page = visit(newcomer, root + ANSWERED)
    expect(page.locator("subsidy-calculator")).to_have_attribute("data-state", "failed")
    put_back()
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect_answer(page)


@pytest.mark.parametrize("content", [LOGIN, b""], ids=["a page", "nothing"])
@pytest.mark.parametrize("file", ["js/calculator.*.js", "js/start-early.*.js", "css/calculator.*.css"])
def test_a_page_with_a_wrong_file_repairs_itself_at_the_next_visit(
    newcomer: BrowserContext, root: str, served: Path, file: str, content: bytes
) -> None:
    put_back = spoil(served, f"assets/{file}", content)
    visit(newcomer, root + CALCULATOR)
    put_back()
    page = visit(newcomer, root + ANSWERED)
    expect_answer(page)
    page.wait_for_function(STYLED)  # also of the page that is loaded anew


def test_a_page_is_loaded_anew_where_the_right_file_came_into_the_cache_meanwhile(
    newcomer: BrowserContext, root: str
) -> None:
    wrong = [b""]

    def answer(route: Route) -> None:
        if route.request.resource_type == "stylesheet" and wrong:
            route.fulfill(body=wrong.pop(), content_type="text/css")
        else:
            route.continue_()

    newcomer.route("**/assets/css/calculator.*.css", answer)
    page = visit(newcomer, root + ANSWERED)
    page.wait_for_function(STYLED)  # also of the page that is loaded anew
    expect_answer(page)
    assert wrong == []


def test_what_is_wrong_is_not_kept_for_when_there_is_no_network(
    visitor: BrowserContext, root: str, served: Path
) -> None:
    put_back = spoil(served, "assets/css/search.*.css", b"")
    visitor.add_init_script(WATCH_INSTALLATION)
    page = visit(visitor, root + ANSWERED)
    expect_answer(page)
    page.wait_for_function("() => window.became === 'redundant'")
    put_back()
    page = visit(visitor, root + ANSWERED)
    wait_until(page, INSTALLED)
    visitor.set_offline(True)
    page.goto(f"{root}zoeken/")
    expect(page.locator("site-search form")).to_be_visible()
    wait_until(page, STYLED)


def test_a_copy_that_was_damaged_after_it_was_kept_is_fetched_anew(visitor: BrowserContext, root: str) -> None:
    page = visit(visitor, root + ANSWERED)
    expect_answer(page)
    wait_until(page, INSTALLED)
    assert page.evaluate(DAMAGE) == 1
    page.reload()
    expect_answer(page)
