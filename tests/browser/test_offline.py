"""The site without a network, and across deploys."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from calculator.notation import write_date
from calculator.rules import CHECKED_ON
from sitegen.publish.earlier_files import carry_earlier_files
from tests.conftest import TODAY
from tests.support.calculator import SAVES_DATA, set_by_program
from tests.support.next_ruleset import build_days, make_copy
from tests.support.sources import add_line, edit
from tests.support.unsteady import Line, on_line
from tests.support.waiting import wait_until

ANSWERED = (
    "bereken/#v=1&submitted_on=2026-11-23&enterprise.size=klein&project.service=opleiding"
    "&project.theme=innovatie&costs.deelname=1000"
)
INSTALLED = "() => navigator.serviceWorker.ready.then(({ active }) => active.state === 'activated')"
KEPT = """async () => {
  const names = await caches.keys();
  const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  const paths = kept.flat().map(({ url }) => new URL(url).pathname.slice(1));
  return paths.filter((path) => /^(assets|runtime)\\//.test(path));
}"""
KEEPS_ONLY = f"async () => (await ({KEPT})()).every((path) => %s.includes(path))"
UPDATE = "() => navigator.serviceWorker.getRegistration().then((registration) => registration.update())"
USED = "performance.getEntriesByType('resource').map(({ name }) => name)"
ACTIVE = """() => navigator.serviceWorker.getRegistration()
  .then(({ waiting, active }) => waiting === null && active.state === "activated")"""
WAITING = "() => navigator.serviceWorker.getRegistration().then(({ waiting }) => waiting !== null)"


@pytest.fixture(scope="module")
def next_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site after a deploy: other words and other rules, so another Python, other scripts and another style."""
    copy = make_copy(tmp_path_factory.mktemp("next"))
    source = copy / "site_src"
    edit(source / "pages" / "bereken.md", "Alles wat u typt", "Nieuw: alles wat u typt")
    add_line(source / "assets" / "css" / "calculator.css", ".later { color: red; }")
    out = tmp_path_factory.mktemp("dist")
    build_days(copy, out, [TODAY], whole=True)
    return out / str(TODAY)


@pytest.fixture
def host(built_site: Path, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder that a server serves, and can be deployed to; and its address."""
    served = tmp_path / "served"
    shutil.copytree(built_site, served)
    with on_line(served, Line()) as port:
        yield served, f"http://127.0.0.1:{port}/"


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


def visit_again(visitor: BrowserContext, root: str) -> Page:
    """Open the calculator for the second time, so that the page is one of those that the service worker serves."""
    page = visit_first(visitor, root)
    page.reload()
    expect_answer(page)
    return page


def deploy_under(page: Page, site: Path, served: Path) -> None:
    """Deploy while a page is open, until the next version waits for it to close."""
    deploy(site, served)
    page.evaluate(UPDATE)
    wait_until(page, WAITING)


def files_of(site: Path) -> set[str]:
    """Return the hashed files of a release."""
    folders = [site / name for name in ("assets", "runtime")]
    return {path.relative_to(site).as_posix() for folder in folders for path in folder.rglob("*") if path.is_file()}


def files_used(page: Page) -> set[str]:
    """Return the hashed files that a page loaded."""
    paths = [urlsplit(address).path[1:] for address in page.evaluate(USED)]
    used = {path for path in paths if path.startswith(("assets/", "runtime/"))}
    assert used
    return used


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
    for place in ("hoeveel/", "zoeken/?vraag=btw"):
        page.goto(f"{host[1]}{place}")
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
    assert files_used(page) <= files_of(next_site)


def test_after_a_deploy_a_visitor_without_a_network_gets_the_old_page_whole(
    visitor: BrowserContext, host: tuple[Path, str], next_site: Path
) -> None:
    page = visit_again(visitor, host[1])
    deploy_under(page, next_site, host[0])
    visitor.set_offline(True)
    other = visit(visitor, host[1] + ANSWERED)
    expect_answer(other)
    expect(other.get_by_text("Nieuw:")).to_have_count(0)


def test_what_only_an_older_version_needed_is_forgotten(
    visitor: BrowserContext, host: tuple[Path, str], next_site: Path
) -> None:
    page = visit_again(visitor, host[1])
    deploy_under(page, next_site, host[0])
    visitor.service_workers[-1].evaluate("skipWaiting()")
    wait_until(page, KEEPS_ONLY % json.dumps(sorted(files_of(next_site))))
    kept = set(page.evaluate(KEPT))
    assert kept
    assert kept <= files_of(next_site)


def test_an_open_page_of_before_a_deploy_still_answers(
    visitor: BrowserContext, host: tuple[Path, str], next_site: Path
) -> None:
    page = visit_again(visitor, host[1])
    deploy(next_site, host[0])
    page.get_by_label("Deelnameprijs", exact=True).fill("2000")
    expect(page.locator('[data-outcome="subsidy"]')).to_have_text("€\xa0600,00")


def test_two_tabs_over_a_deploy_each_stay_of_one_version(
    visitor: BrowserContext, host: tuple[Path, str], built_site: Path, next_site: Path
) -> None:
    old = visit_again(visitor, host[1])
    other = visit(visitor, host[1] + ANSWERED)
    expect_answer(other)
    deploy_under(old, next_site, host[0])
    other.reload()
    expect(other.get_by_text("Nieuw: alles wat u typt")).to_be_visible()
    expect_answer(other)
    submit_in_2027(other)
    expect(other.locator('[data-outcome="subsidy"]')).to_have_text("€\xa0290,00")
    submit_in_2027(old)
    expect(old.locator('[data-outcome="subsidy"]')).to_have_text("€\xa0300,00")
    assert files_used(old) <= files_of(built_site)
    assert files_used(other) <= files_of(next_site)
    visitor.service_workers[-1].evaluate("skipWaiting()")  # as when the last old page has gone
    wait_until(other, ACTIVE)
    old.close()
    other.close()
    visitor.set_offline(True)
    last = visit(visitor, host[1] + ANSWERED)
    expect_answer(last)
    submit_in_2027(last)
    expect(last.locator('[data-outcome="subsidy"]')).to_have_text("€\xa0290,00")


def test_a_page_that_comes_back_after_a_deploy_is_of_one_version(
    browser: Browser, host: tuple[Path, str], built_site: Path, next_site: Path
) -> None:
    context = browser.new_context(service_workers="block")
    page = visit(context, host[1] + ANSWERED)
    expect_answer(page)
    page.goto(f"{host[1]}hoeveel/")
    deploy(next_site, host[0])
    page.go_back()
    expect_answer(page)
    assert any(files_used(page) <= files_of(site) for site in (built_site, next_site))
    context.close()


def test_a_page_of_before_a_deploy_still_finds_its_files(
    browser: Browser, host: tuple[Path, str], built_site: Path, next_site: Path
) -> None:
    page = open_idle(browser, f"{host[1]}bereken/")
    deploy(next_site, host[0])
    carry_earlier_files(built_site, host[0], TODAY)
    fill_in(page)
    expect_answer(page)
    assert files_used(page) <= files_of(built_site)
    page.context.close()


@pytest.mark.full_runtime
def test_a_page_of_before_a_deploy_that_lacks_files_leads_to_the_newer_one_with_what_was_typed(
    browser: Browser, host: tuple[Path, str], next_site: Path
) -> None:
    page = open_idle(browser, f"{host[1]}bereken/")
    deploy(next_site, host[0])
    fill_in(page)
    submit_in_2027(page)
    expect(page.get_by_role("alert").filter(has_text="Er is een nieuwere versie van deze pagina")).to_be_visible()
    expect(page.get_by_role("button", name="Probeer opnieuw")).to_be_hidden()
    page.get_by_role("button", name="Laad de nieuwe versie").click()
    expect(page.get_by_text("Nieuw: alles wat u typt")).to_be_visible()
    expect(page.locator('[data-outcome="subsidy"]')).to_have_text("€\xa0290,00")
    assert files_used(page) <= files_of(next_site)
    page.context.close()


def open_idle(browser: Browser, address: str) -> Page:
    """Open the calculator where data is saved: Python is fetched only once something is filled in."""
    context = browser.new_context(service_workers="block")
    context.add_init_script(SAVES_DATA)
    page = visit(context, address)
    expect(page.locator("subsidy-calculator:defined")).to_be_visible()
    return page


def fill_in(page: Page) -> None:
    """Fill in a training of a small enterprise."""
    page.get_by_role("radio", name="Klein").check()
    page.get_by_role("radio", name="Een opleiding").check()
    page.get_by_label("Thema", exact=True).select_option("Innovatie")
    page.get_by_label("Deelnameprijs", exact=True).fill("1000")


def submit_in_2027(page: Page) -> None:
    """Move the application to a day on which only the next version knows the rules."""
    set_by_program(page.locator('[name="submitted_on"]'), "2027-01-04")


def test_the_site_can_be_installed(visitor: BrowserContext, host: tuple[Path, str]) -> None:
    page = visit(visitor, f"{host[1]}bereken/")
    address = page.locator("link[rel=manifest]").evaluate("(link) => link.href")
    manifest = page.request.get(address).json()
    assert (manifest["start_url"], manifest["display"]) == ("./bereken/", "standalone")
    assert page.request.get(host[1] + manifest["icons"][0]["src"]).ok
