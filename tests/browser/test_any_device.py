"""The clock and the language of a device change no day, no sum and no order."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.calculator import RAISED, open_link, written
from tests.support.planner import fill_year

JUST_PAST_MIDNIGHT = "2026-11-30T23:30:00Z"
"""In Brussels it is the first of December."""

DEVICES = [
    ("Europe/Brussels", "nl-BE"),
    ("Pacific/Kiritimati", "fr-BE"),
    ("America/Los_Angeles", "en-US"),
    ("Asia/Tehran", "fa-IR"),
    ("Asia/Bangkok", "th-TH-u-ca-buddhist-nu-thai"),
]
PRINT = "dispatchEvent(new Event('beforeprint'))"


@pytest.fixture
def devices(browser: Browser, address: str) -> Iterator[list[Page]]:
    """A page on each device."""
    contexts = [browser.new_context(base_url=address, timezone_id=zone, locale=locale) for zone, locale in DEVICES]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.clock.set_fixed_time(JUST_PAST_MIDNIGHT)
    yield pages
    for context in contexts:
        context.close()


def test_an_application_begins_on_the_day_in_brussels(devices: list[Page]) -> None:
    for page in devices:
        for place in ("/bereken/", "/jaarplan/"):
            page.goto(place)
            expect(page.get_by_label("Datum van de aanvraag", exact=True)).to_have_value("2026-12-01")


def test_a_sheet_of_paper_has_the_day_in_brussels_in_dutch(devices: list[Page]) -> None:
    for page in devices:
        open_link(page, RAISED)
        page.evaluate(PRINT)
        expect(page.locator('[data-part="printed-on"]')).to_have_text("1 december 2026")


def read_answer(page: Page) -> str:
    """Return all that the page says of an application."""
    open_link(page, RAISED)
    expect(page.locator('[data-part="announcement"]')).to_contain_text("U krijgt")
    return page.get_by_role("main").inner_text()


def read_plan(page: Page, folder: Path) -> str:
    """Return all that the page says of a plan, and the spreadsheet of it."""
    fill_year(page)
    expect(page.get_by_text("maakt uw plafond van dat jaar vol").filter(visible=True)).to_have_count(1)
    expect(page.locator('[data-part="announcement"]')).to_contain_text(written("€ 7.500,00"))
    with page.expect_download() as saved:
        page.get_by_role("button", name="Bewaar als CSV").click()
    saved.value.save_as(folder / "plan.csv")
    return page.get_by_role("main").inner_text() + (folder / "plan.csv").read_text("utf-8")


def test_an_answer_reads_the_same_everywhere(devices: list[Page]) -> None:
    (answer,) = {read_answer(page) for page in devices}
    assert "€\xa01.192,50" in answer
    assert "dinsdag 15 december 2026" in answer


def test_a_plan_adds_up_and_is_saved_the_same_everywhere(devices: list[Page], tmp_path: Path) -> None:
    (plan,) = {read_plan(page, tmp_path) for page in devices}
    assert "€\xa07.500,00" in plan
