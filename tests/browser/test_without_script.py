"""The site for whoever runs no scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect


@pytest.fixture
def plain_page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, base_url=address)
    yield context.new_page()
    context.close()


def test_the_form_gives_way_to_a_table_of_worked_amounts(plain_page: Page) -> None:
    plain_page.goto("/bereken/")
    expect(plain_page.locator("form")).to_be_hidden()
    row = plain_page.get_by_role("row").filter(has=plain_page.get_by_role("rowheader", name="€ 5.000"))
    expect(row.get_by_role("cell")).to_have_text(["€\xa01.500,00", "€\xa01.000,00", "€\xa02.250,00", "€\xa01.750,00"])


def test_every_page_can_be_read(plain_page: Page) -> None:
    plain_page.goto("/hoeveel/")
    expect(plain_page.get_by_role("heading", level=1)).to_be_visible()
    expect(plain_page.get_by_role("main")).to_contain_text("€\xa07.500")


def test_the_page_says_why_scripts_are_needed_and_where_to_read_on(plain_page: Page) -> None:
    plain_page.goto("/bereken/")
    expect(plain_page.get_by_text("Er zijn scripts voor nodig")).to_be_visible()
    expect(plain_page.get_by_role("main").get_by_role("link", name="rekenvoorbeelden")).to_be_visible()


def test_the_planner_says_why_scripts_are_needed_and_where_to_read_on(plain_page: Page) -> None:
    plain_page.goto("/jaarplan/")
    expect(plain_page.get_by_text("Er zijn scripts voor nodig")).to_be_visible()
    expect(plain_page.locator("form")).to_be_hidden()


@pytest.mark.parametrize("place", ["/insluiten/", "/insluiten/rekenmachine/", "/zoeken/"])
def test_every_other_element_says_so_too(plain_page: Page, place: str) -> None:
    plain_page.goto(place)
    expect(plain_page.get_by_text("Er zijn scripts voor nodig")).to_be_visible()
