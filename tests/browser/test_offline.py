"""The site without a network, and across deploys."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from calculator.notation import write_date
from calculator.rules import CHECKED_ON
from sitegen.preview.static_server import make_server
from sitegen.site import build_site
from tests.conftest import ROOT, TODAY
from tests.support.waiting import wait_until

ANSWERED = (
    "bereken/#v=1&submitted_on=2026-11-23&enterprise.size=klein&project.service=opleiding"
    "&project.theme=innovatie&costs.deelname=1000"
)
INSTALLED = "() => navigator.serviceWorker.ready.then(({ active }) => active.state === 'activated')"
UPDATE = "() => navigator.serviceWorker.getRegistration().then((registration) => registration.update())"
WAITING = "() => navigator.serviceWorker.getRegistration().then(({ waiting }) => waiting !== null)"


@pytest.fixture(scope="module")
def next_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site after a deploy: other words, another script, another style."""
    folder = tmp_path_factory.mktemp("next")
    source = Path(shutil.copytree(ROOT / "site_src", folder / "bron"))
    page = source / "pages" / "bereken.md"
    page.write_text(page.read_text("utf-8").replace("Alles wat u typt", "Nieuw: alles wat u typt"), "utf-8")
    for name in ("js/elements/subsidy-calculator.js", "css/calculator.css"):
        asset = source / "assets" / name
        asset.write_text(f"{asset.read_text('utf-8')}\n/* a later version */\n", "utf-8")
    build_site(source, folder / "dist", TODAY, print)
    return folder / "dist"


@pytest.fixture
def host(built_site: Path, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder that a server serves, and can be deployed to; and its address."""
    served = tmp_path / "served"
    shutil.copytree(built_site, served)
    with make_server(served, 8400) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield served, f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


def deploy(site: Path, served: Path) -> None:
    shutil.rmtree(served)
    shutil.copytree(site, served)


def visit(visitor: BrowserContext, address: str) -> Page:
    page = visitor.new_page()
    page.goto(address)
    return page


def expect_answer(page: Page) -> None:
    expect(page.locator('[data-outcome="subsidy"]')).to_have_text("€\xa0300,00")


def visit_first(visitor: BrowserContext, root: str) -> Page:
    """Open the calculator for the first time, until it answered and everything is kept."""
    page = visit(visitor, root + ANSWERED)
    expect_answer(page)
    wait_until(page, INSTALLED)
    return page


def test_the_calculator_works_without_a_network_after_one_visit(
    visitor: BrowserContext, host: tuple[Path, str]
) -> None:
    page = visit_first(visitor, host[1])
    page.close()
    visitor.set_offline(True)
    page = visit(visitor, host[1] + ANSWERED)
    expect_answer(page)
    expect(page.get_by_text("U bekijkt zonder internet een kopie")).to_contain_text(
        f"nagekeken op {write_date(CHECKED_ON)}"
    )


def test_every_page_can_be_read_without_a_network_after_one_visit(
    visitor: BrowserContext, host: tuple[Path, str]
) -> None:
    page = visit_first(visitor, host[1])
    visitor.set_offline(True)
    page.goto(f"{host[1]}hoeveel/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_after_a_deploy_a_visitor_with_a_network_gets_the_new_page_whole(
    visitor: BrowserContext, host: tuple[Path, str], next_site: Path
) -> None:
    page = visit_first(visitor, host[1])
    page.close()
    deploy(next_site, host[0])
    page = visit(visitor, host[1] + ANSWERED)
    expect(page.get_by_text("Nieuw: alles wat u typt")).to_be_visible()
    expect_answer(page)
    used = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    new = {path.name for path in (next_site / "assets").iterdir()}
    assert {url.split("/assets/")[1].split("/")[0] for url in used if "/assets/" in url} <= new


def test_after_a_deploy_a_visitor_without_a_network_gets_the_old_page_whole(
    visitor: BrowserContext, host: tuple[Path, str], next_site: Path
) -> None:
    page = visit_first(visitor, host[1])
    page.reload()
    expect_answer(page)
    deploy(next_site, host[0])
    page.evaluate(UPDATE)
    wait_until(page, WAITING)
    visitor.set_offline(True)
    other = visit(visitor, host[1] + ANSWERED)
    expect_answer(other)
    expect(other.get_by_text("Nieuw:")).to_have_count(0)


def test_an_open_page_of_before_a_deploy_still_answers(
    visitor: BrowserContext, host: tuple[Path, str], next_site: Path
) -> None:
    page = visit_first(visitor, host[1])
    page.reload()
    expect_answer(page)
    deploy(next_site, host[0])
    page.get_by_label("Deelnameprijs", exact=True).fill("2000")
    expect(page.locator('[data-outcome="subsidy"]')).to_have_text("€\xa0600,00")


def test_the_site_can_be_installed(visitor: BrowserContext, host: tuple[Path, str]) -> None:
    page = visit(visitor, f"{host[1]}bereken/")
    address = page.locator("link[rel=manifest]").evaluate("(link) => link.href")
    manifest = page.request.get(address).json()
    assert (manifest["start_url"], manifest["display"]) == ("./bereken/", "standalone")
    assert page.request.get(host[1] + manifest["icons"][0]["src"]).ok
