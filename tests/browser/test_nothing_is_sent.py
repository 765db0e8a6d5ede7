"""Nothing that a visitor types leaves the browser: a real server notes what reaches it, the browser what it asks."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests.support.caddy import Caddy, serving
from tests.support.calculator import calculator, link_to, press_calculate, wait_until

TYPED = {
    "subsidy_received": "1234,56",
    "enterprise.staff": "23,75",
    "enterprise.turnover": "1345678,9",
    "enterprise.balance_sheet_total": "987654,3",
    "enterprise.related.0.share": "33,75",
    "enterprise.related.0.staff": "11,25",
    "enterprise.related.0.turnover": "456789,1",
    "enterprise.related.0.balance_sheet_total": "345678,2",
    "enterprise.public_share": "12,75",
    "project.starts_on": "2026-12-17",
    "project.vat_rate": "13,75",
    "costs.deelname": "2345,67",
    "costs.cursusmateriaal": "345,89",
    "costs.catering": "178,91",
    "costs.ander": "456,78",
}
NEEDED = {"submitted_on": "2026-11-23", "costs.catering.persons": "2", "costs.catering.days": "3"}
PLANNED, NAMED, SOUGHT = "3456,78", "Geheime opleiding", "qwyxzfoon"
SECRETS = (*TYPED.values(), PLANNED, NAMED, SOUGHT)
WRITTEN = {
    form for text in SECRETS for form in (text, text.replace(",", "."), quote(text), quote(text.replace(" ", "+")))
}
PAGES = {"/bereken/", "/kosten/", "/jaarplan/", "/zoeken/", "/insluiten/rekenmachine/"}
"""The pages that the visit asks the server for."""

pytestmark = pytest.mark.needs("caddy")


@pytest.fixture(scope="module")
def server(built_site: Path) -> Iterator[Caddy]:
    """A real server that keeps a log."""
    with serving(built_site) as caddy:
        yield caddy


@pytest.fixture
def visitor(browser: Browser, server: Caddy) -> Iterator[BrowserContext]:
    """A browser that was never here."""
    context = browser.new_context(
        base_url=server.address,
        locale="nl-BE",
        permissions=["clipboard-read", "clipboard-write"],
        accept_downloads=True,
    )
    yield context
    context.close()


def use_the_calculator(page: Page, tmp_path: Path) -> None:
    """Fill in everything, by hand, and take everything away that there is."""
    page.goto("/bereken/")
    wait_until(page, "ready")
    page.locator('[name="enterprise.size"][value=""]').check()
    page.locator('[name="project.service"][value="opleiding"]').check()
    for button in page.locator("[data-opens]").all():
        if button.is_visible() and button.get_attribute("aria-expanded") == "false":
            button.click()
    for name, text in (TYPED | NEEDED).items():
        page.locator(f'[name="{name}"]').fill(text)
    page.locator('[name="project.theme"]').select_option("cybersecurity")
    press_calculate(page)
    expect(calculator(page)).to_have_attribute("data-outcome-status", "subsidie")
    wait_until(page, "ready")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Zet de data in uw agenda").click()
    saved.value.save_as(tmp_path / "agenda.ics")
    page.get_by_role("button", name="Kopieer de link").click()
    expect(page.get_by_text("De link is gekopieerd.")).to_be_visible()
    page.get_by_role("button", name="Bewaar op dit toestel").click()
    page.pdf()
    link = page.evaluate("navigator.clipboard.readText()")
    assert TYPED["costs.deelname"] in unquote(link).replace(".", "")
    page.goto("/kosten/")
    page.goto(link)
    expect(calculator(page)).to_have_attribute("data-outcome-status", "subsidie")
    page.reload()
    expect(calculator(page)).to_have_attribute("data-outcome-status", "subsidie")
    page.get_by_role("navigation", name="Alle pagina's").get_by_role("link").first.click()


def use_the_planner(page: Page, tmp_path: Path) -> None:
    """Plan a training, save the table and open it again."""
    page.goto("/jaarplan/")
    page.get_by_label("Naam").fill(NAMED)
    page.get_by_role("radio", name="Klein").check()
    page.get_by_label("Deelnameprijs").fill(PLANNED)
    page.get_by_label("Thema").select_option("Innovatie")
    expect(page.locator('[data-status="subsidie"]').first).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Bewaar als CSV").click()
    saved.value.save_as(tmp_path / "plan.csv")
    page.locator('[data-part="upload"]').set_input_files(tmp_path / "plan.csv")
    expect(page.get_by_label("Naam")).to_have_value(NAMED)


def search(page: Page) -> None:
    """Search for a word that nobody wrote."""
    page.goto("/zoeken/")
    page.get_by_role("searchbox").fill(SOUGHT)
    expect(page.locator('[data-when="none"]').filter(visible=True)).to_be_visible()


def test_what_is_typed_reaches_no_server(visitor: BrowserContext, server: Caddy, tmp_path: Path) -> None:
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    visitor.on("request", note)
    page = visitor.new_page()
    use_the_calculator(page, tmp_path)
    use_the_planner(page, tmp_path)
    search(page)
    page.goto(f"/insluiten/rekenmachine/{link_to(fee='2345,67').removeprefix('/bereken/')}")
    expect(calculator(page)).to_have_attribute("data-outcome-status", "subsidie")

    assert [request.url for request in asked if not request.url.startswith((server.address, "blob:"))] == []
    assert {request.method for request in asked} == {"GET"}
    assert [request.url for request in asked if request.post_data] == []
    sent = [request.url.partition("#")[0] for request in asked if not request.url.startswith("blob:")]
    sent += [json.dumps(request.headers) for request in asked]
    received = [json.dumps(json.loads(line)["request"]) for line in server.log.read_text("utf-8").splitlines()]
    assert {json.loads(line)["uri"] for line in received} >= PAGES
    assert [line for line in (*sent, *received) for text in WRITTEN if text in line] == []
