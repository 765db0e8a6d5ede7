"""The year planner as a person works with it."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.support.calculator import wait_until, written

TITLES = "Naam;Datum van de aanvraag;Opleiding of advies;Thema;Deelnameprijs"
"""The titles that a spreadsheet needs."""


def open_planner(page: Page) -> None:
    """Open the planner of a small enterprise, and wait until it answers."""
    page.goto("/jaarplan/")
    wait_until(page, "ready")
    page.get_by_role("radio", name="Klein").check()


def planned_row(page: Page, number: int) -> Locator:
    """Return a row of the plan by its number on the page."""
    return page.get_by_role("group", name=f"Aanvraag {number}", exact=True)


def add_row(page: Page) -> None:
    """Add a row."""
    page.get_by_role("button", name="Voeg een opleiding toe").click()


def fill_row(page: Page, number: int, *, name: str, day: str, theme: str, cost: str) -> None:
    """Fill in a row of the plan."""
    row = planned_row(page, number)
    row.get_by_label("Naam").fill(name)
    row.get_by_label("Datum van de aanvraag").fill(day)
    row.get_by_label("Thema").select_option(theme)
    row.get_by_label("Deelnameprijs").fill(cost)


def fill_year(page: Page) -> None:
    """Fill in a year of trainings of a small enterprise; the third one reaches the ceiling."""
    page.goto("/jaarplan/")
    page.get_by_role("radio", name="Klein").check()
    fill_row(page, 1, name="Boekhouden", day="2026-03-02", theme="Financiële geletterdheid", cost="8000")
    add_row(page)
    fill_row(page, 2, name="Phishing herkennen", day="2026-05-04", theme="Cybersecurity", cost="9.000")
    add_row(page)
    fill_row(page, 3, name="Leidinggeven", day="2026-10-12", theme="Personeelsmanagement", cost="6000")


def totals_on(page: Page) -> Locator:
    """Return the part with what everything comes to."""
    return page.get_by_role("region", name="Samen")


def expect_total(page: Page, name: str, amount: str) -> None:
    """Expect one of the sums over all rows."""
    term = totals_on(page).get_by_role("term").filter(has_text=re.compile(f"^{name}$"))
    expect(term.locator("xpath=following-sibling::dd")).to_have_text(written(amount), use_inner_text=True)


def expect_subsidy(page: Page, amount: str) -> None:
    """Expect the sum of all subsidies."""
    expect(totals_on(page).locator(".headline-amount strong")).to_have_text(written(amount), use_inner_text=True)


def names_on(page: Page) -> list[str]:
    """Return the names of the rows, from top to bottom."""
    names: list[str] = page.locator('[name$=".name"]').evaluate_all("controls => controls.map(({ value }) => value)")
    return names


def upload(page: Page, text: str | bytes, name: str = "plan.csv") -> None:
    """Open a spreadsheet with that content."""
    content = text if isinstance(text, bytes) else text.encode("utf-8")
    page.locator('[data-part="upload"]').set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})


def download_text(page: Page) -> str:
    with page.expect_download() as saved:
        page.get_by_role("button", name="Bewaar als CSV").click()
    return saved.value.path().read_text("utf-8-sig")
