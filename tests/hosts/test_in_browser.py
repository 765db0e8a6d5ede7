"""The calculator on every host, in a real browser that is told what every page may do."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.hosts.conftest import Host
from tests.support.calculator import RAISED, expect_outcome, wait_until
from tests.support.servers import plain
from tests.support.waiting import wait_until as wait_until_true

INSTALLED = "() => navigator.serviceWorker.ready.then(({ active }) => active.state === 'activated')"
WATCH = (
    "addEventListener('securitypolicyviolation', ({ violatedDirective: rule }) => console.error(`refused: ${rule}`))"
)
SINKS = {
    "a worker from elsewhere": "() => new Worker('data:text/javascript,')",
    "another service worker": "() => navigator.serviceWorker.register('./other.js')",
    "markup as text": "() => { document.body.innerHTML = '<p>x</p>'; }",
    "a script as text": "() => { document.createElement('script').textContent = 'x'; }",
    "another policy": "() => trustedTypes.createPolicy('other', {})",
}
WORKER_SINKS = {
    "text": "() => new Promise((later) => setTimeout(later)).then(() => eval('1'))",  # later: the debugger itself may
    "a script from elsewhere": "() => import('data:text/javascript,')",
    "data from elsewhere": "() => fetch('data:,')",
}
on_each = pytest.mark.parametrize(
    "host", [("nginx", "/"), ("caddy", "/"), ("apache", "/pad/")], indirect=True, ids="".join
)
CAUGHT = "async () => { try { await (%s)(); return 'done'; } catch ({ name }) { return name; } }"


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has never been anywhere, and tells of all that it refuses."""
    context = browser.new_context(locale="nl-BE")
    context.add_init_script(WATCH)
    yield context
    context.close()


def complaints_of(visitor: BrowserContext) -> list[str]:
    """Return a list to which everything is added that the browser complains of, in pages and workers."""
    complaints: list[str] = []
    visitor.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    visitor.on("weberror", lambda failed: complaints.append(str(failed.error)))
    return complaints


def visit_everything(visitor: BrowserContext, address: str) -> None:
    """Get an answer, a plan, code for others and something found; have Python fetched early and everything kept."""
    page = visitor.new_page()
    page.goto(address + RAISED.removeprefix("/"))
    expect_outcome(page, subsidy="€ 1.192,50", outlay="€ 2.050,30")
    wait_until_true(page, INSTALLED)
    page.goto(f"{address}jaarplan/")
    wait_until(page, "ready")
    page.goto(f"{address}zoeken/#q=catering")
    expect(page.locator('[data-part="results"] a').first).to_be_visible()
    page.goto(f"{address}insluiten/")
    page.get_by_label("Deelnameprijs", exact=True).fill("900")
    page.get_by_label("Kleur van knoppen en links").fill("#7a1fa2")
    expect(page.locator("pre code")).to_contain_text("accent=7a1fa2#v=1")
    expect(page.frame_locator("iframe").get_by_label("Prijs per deelnemer")).to_have_value("900")
    page.goto(f"{address}hoeveel/")
    with page.expect_request(lambda request: request.url.endswith(".wasm")):
        page.get_by_role("link", name="Bereken").first.hover()
    page.wait_for_load_state("networkidle")


@on_each
def test_everything_works_and_the_browser_has_no_complaint(visitor: BrowserContext, host: Host) -> None:
    complaints = complaints_of(visitor)
    visit_everything(visitor, host.address)
    assert complaints == []


def test_everything_works_on_a_host_that_sends_no_header_at_all(
    visitor: BrowserContext, sites: dict[str, Path]
) -> None:
    complaints = complaints_of(visitor)
    with plain(sites["/pad/"].parent) as port:
        visit_everything(visitor, f"http://127.0.0.1:{port}/pad/")
        assert complaints == []
        refused = {what: refusal(visitor.pages[0], sink) for what, sink in SINKS.items()}
    assert refused == dict.fromkeys(SINKS, "TypeError")


def refusal(page: Page, sink: str) -> str:
    """Return the name of the error with which a browser refuses to run something."""
    return str(page.evaluate(CAUGHT % sink))


@on_each
def test_no_page_runs_what_is_not_the_sites_own(visitor: BrowserContext, host: Host) -> None:
    page = visitor.new_page()
    page.goto(f"{host.address}bereken/")
    assert {what: refusal(page, sink) for what, sink in SINKS.items()} == dict.fromkeys(SINKS, "TypeError")


@on_each
def test_the_worker_runs_and_fetches_nothing_but_the_sites_own(visitor: BrowserContext, host: Host) -> None:
    page = visitor.new_page()
    page.goto(f"{host.address}bereken/")
    wait_until(page, "ready")
    (worker,) = page.workers
    refused = {what: worker.evaluate(CAUGHT % sink) for what, sink in WORKER_SINKS.items()}
    assert refused == {"text": "EvalError", "a script from elsewhere": "TypeError", "data from elsewhere": "TypeError"}


@on_each
def test_another_site_can_frame_the_page_made_for_it_and_no_other(
    visitor: BrowserContext, host: Host, tmp_path: Path
) -> None:
    places = [f"{host.address}{name}" for name in ("insluiten/rekenmachine/", "hoeveel/")]
    frames = "".join(f'<iframe src="{place}"></iframe>' for place in places)
    (tmp_path / "index.html").write_text(f"<!doctype html><title>Elders</title>{frames}", "utf-8")
    page = visitor.new_page()
    with plain(tmp_path) as port, page.expect_event("requestfailed", lambda request: request.url == places[1]):
        page.goto(f"http://127.0.0.1:{port}/")
    expect(page.frame_locator("iframe").first.get_by_role("heading", level=1)).to_be_visible()
    assert page.frames[1].url == places[0]


@on_each
def test_a_site_that_isolates_itself_can_frame_the_calculator_too(
    visitor: BrowserContext, host: Host, tmp_path: Path
) -> None:
    frame = f'<iframe src="{host.address}insluiten/rekenmachine/"></iframe>'
    script = f'<script async src="{host.address}insluiten/hoogte.js"></script>'
    (tmp_path / "index.html").write_text(f"<!doctype html><title>Elders</title>{frame}{script}", "utf-8")
    page = visitor.new_page()
    with plain(tmp_path, Cross_Origin_Embedder_Policy="require-corp", Cross_Origin_Opener_Policy="same-origin") as port:
        page.goto(f"http://127.0.0.1:{port}/")
        assert page.evaluate("crossOriginIsolated") is True
        inside = page.frame_locator("iframe").locator("subsidy-calculator")
        inside.get_by_label("Prijs per deelnemer").focus()
        expect(inside).to_have_attribute("data-state", "ready")
        expect(page.locator("iframe")).to_have_attribute("style", re.compile("height: "))
