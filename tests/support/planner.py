"""The year planner as a person works with it."""

from playwright.sync_api import Locator, Page


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
