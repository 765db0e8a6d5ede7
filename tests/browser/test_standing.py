"""Every day says where it stands to today in Brussels, and an application in the past asks what is meant."""

from collections.abc import Callable, Iterator

import icalendar
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.calculator import calculator, expect_outcome, link_to, open_link

MARCH = link_to(day="2026-03-02", start="2026-03-10")
type OnDay = Callable[[str], Page]


@pytest.fixture
def on_day(window: BrowserContext) -> Iterator[OnDay]:
    """Give a tab in which it is noon of a day."""
    tabs: list[Page] = []

    def open_tab(day: str) -> Page:
        page = window.new_page()
        tabs.append(page)
        page.clock.set_fixed_time(f"{day}T12:00:00Z")
        return page

    yield open_tab
    for page in tabs:
        page.close()


def deadline_of(page: Page) -> str:
    """Give what stands under the amount about the last day to apply."""
    return " ".join(page.locator('.deadline[data-day="apply_by"]').inner_text().split())


@pytest.mark.parametrize(
    ("today", "when", "said"),
    [
        ("2026-03-03", "komt", "Vraag aan ten laatste op 24 maart 2026 (nog 21 dagen)."),
        ("2026-03-23", "komt", "Vraag aan ten laatste op 24 maart 2026 (morgen)."),
        ("2026-03-24", "vandaag", "Vraag aan ten laatste op 24 maart 2026 (vandaag)."),
        ("2026-03-25", "voorbij", "De laatste dag om aan te vragen was 24 maart 2026 (voorbij)."),
        ("2026-11-28", "voorbij", "De laatste dag om aan te vragen was 24 maart 2026 (voorbij)."),
    ],
)
def test_the_last_day_to_apply_says_how_long_one_has_or_that_it_is_past(
    on_day: OnDay, today: str, when: str, said: str
) -> None:
    page = on_day(today)
    open_link(page, MARCH)
    assert deadline_of(page) == said
    expect(page.locator('[data-timeline="apply_by"]')).to_have_attribute("data-when", when)


def test_just_after_midnight_in_brussels_it_is_the_next_day(window: BrowserContext) -> None:
    page = window.new_page()
    page.clock.set_fixed_time("2026-03-23T23:30:00Z")
    open_link(page, MARCH)
    assert deadline_of(page).endswith("(vandaag).")
    page.close()


def test_today_stands_among_the_days(on_day: OnDay) -> None:
    page = on_day("2026-03-12")
    open_link(page, MARCH)
    days = page.locator(".timeline li").filter(visible=True)
    expect(days.nth(0)).to_have_attribute("data-timeline", "submitted_on")
    expect(days.nth(1)).to_have_attribute("data-timeline", "starts_on")
    expect(days.nth(2)).to_have_text("donderdag 12 maart 2026 Vandaag.", use_inner_text=True)
    expect(days.nth(3)).to_have_attribute("data-timeline", "apply_by")


def test_an_application_in_the_past_asks_whether_it_was_made_or_reckons_with_today(on_day: OnDay) -> None:
    page = on_day("2026-03-12")
    open_link(page, MARCH)
    expect(page.get_by_text("U rekent met een aanvraag op 2 maart 2026.")).to_be_visible()
    page.get_by_role("button", name="Nog niet: reken met vandaag").click()
    expect(page.get_by_text("U rekent met een aanvraag op")).to_be_hidden()
    expect(page.get_by_label("Datum van de aanvraag")).to_have_value("2026-03-12")
    expect_outcome(page, deposit_by="11 april 2026", subsidy="€ 750,00")


def test_whoever_reckons_too_late_with_today_reads_that_the_day_is_past(on_day: OnDay) -> None:
    page = on_day("2026-11-28")
    open_link(page, MARCH)
    page.get_by_role("button", name="Nog niet: reken met vandaag").click()
    expect(calculator(page)).to_have_attribute("data-outcome-status", "geen-subsidie")
    expect(page.locator('[data-problem="te-laat"]').filter(visible=True)).to_have_count(1)
    expect(
        page.get_by_role("list").filter(has_text="De laatste dag om aan te vragen was 24 maart 2026.")
    ).to_be_visible()


def test_an_application_of_today_or_later_asks_nothing(on_day: OnDay) -> None:
    page = on_day("2026-03-02")
    open_link(page, MARCH)
    expect(page.get_by_text("U rekent met een aanvraag op")).to_be_hidden()


def test_a_day_that_hangs_on_an_application_yet_to_come_says_so(on_day: OnDay) -> None:
    page = on_day("2026-03-01")
    open_link(page, MARCH)
    deposit = page.locator('[data-timeline="deposit_by"]')
    expect(deposit).to_contain_text("Dit geldt als u aanvraagt op 2 maart 2026.")
    page = on_day("2026-03-03")
    open_link(page, MARCH)
    expect(page.locator('[data-timeline="deposit_by"]').get_by_text("Dit geldt als")).to_be_hidden()


def test_a_deposit_that_falls_on_a_sunday_names_the_bank_day_before_it(on_day: OnDay) -> None:
    page = on_day("2026-11-27")
    open_link(page, link_to(day="2026-11-27"))
    expect(page.locator('[data-timeline="deposit_by"]')).to_contain_text("zondag 27 december 2026")
    expect(page.locator('[data-timeline="deposit_by"]')).to_contain_text("ten laatste op donderdag 24 december 2026")


def test_no_day_of_the_past_goes_into_the_calendar(on_day: OnDay) -> None:
    page = on_day("2026-04-02")
    open_link(page, MARCH)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Zet de data in uw agenda").click()
    calendar = icalendar.Calendar.from_ical(saved.value.path().read_bytes())
    assert [str(event["SUMMARY"]).split(": ")[1] for event in calendar.walk("VEVENT")] == [
        "de opleiding is afgelopen",
        "voor deze dag is de dienstverlener betaald",
    ]


def test_when_every_day_is_past_the_page_says_so_instead_of_an_empty_file(on_day: OnDay) -> None:
    page = on_day("2028-01-01")
    open_link(page, MARCH)
    page.get_by_role("button", name="Zet de data in uw agenda").click()
    expect(page.get_by_text("Alle dagen zijn voorbij")).to_be_visible()
