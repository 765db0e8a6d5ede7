"""What to do now: the days that count, in words, with what is lost after each, and as a calendar file."""

import re
from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.calculator import RAISED, expect_outcome, link_to, open_link

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
DAYS = (
    (date(2026, 11, 23), "maandag 23 november 2026 vandaag Uw aanvraag."),
    (date(2026, 12, 1), "dinsdag 1 december 2026 nog 8 dagen De start."),
    (date(2026, 12, 15), "dinsdag 15 december 2026 nog 22 dagen Laatste dag om aan te vragen."),
    (date(2026, 12, 23), "woensdag 23 december 2026 nog 30 dagen Laatste dag om uw eigen deel te storten."),
    (date(2027, 12, 31), "vrijdag 31 december 2027 nog 403 dagen De opleiding moet afgelopen zijn."),
    (date(2027, 12, 31), "vrijdag 31 december 2027 nog 403 dagen De dienstverlener moet voor deze dag betaald zijn."),
)


@pytest.fixture(scope="module")
def shared_tab(window: BrowserContext) -> Page:
    """A tab whose clock stands at the day of the application."""
    page = window.new_page()
    page.clock.set_fixed_time("2026-11-23T12:00:00+01:00")
    return page


def timeline_of(page: Page) -> list[str]:
    """Give the timeline's lines as a reader sees them."""
    lines = page.locator(".timeline li").filter(visible=True).all_inner_texts()
    return [" ".join(line.split()) for line in lines]


@pytest.fixture
def calendar(shared_tab: Page, tmp_path: Path) -> icalendar.Calendar:
    """The calendar file that the page saves."""
    open_link(shared_tab, RAISED)
    with shared_tab.expect_download() as saved:
        shared_tab.get_by_role("button", name="Zet de data in uw agenda").click()
    assert saved.value.suggested_filename == "kmo-portefeuille.ics"
    path = tmp_path / "agenda.ics"
    saved.value.save_as(path)
    parsed = icalendar.Calendar.from_ical(path.read_bytes())
    assert isinstance(parsed, icalendar.Calendar)
    return parsed


def test_the_days_stand_in_order_with_their_weekday_and_what_is_lost(shared_tab: Page) -> None:
    open_link(shared_tab, RAISED)
    lines = timeline_of(shared_tab)
    assert len(lines) == len(DAYS)
    for line, (day, beginning) in zip(lines, DAYS, strict=True):
        assert line.startswith(beginning)
        assert line.split()[0] == WEEKDAYS[day.weekday()]
    assert "Komt u later, dan krijgt u geen subsidie." in lines[2]
    assert "Komt het later aan, dan vervalt uw aanvraag, zegt een oudere officiële tekst." in lines[3]
    assert "Loopt ze langer? Vraag het vooraf aan VLAIO op 1700." in lines[4]
    for line in lines[3:]:
        assert line.endswith("Dit geldt als u aanvraagt op 23 november 2026.")


def test_a_deposit_that_ends_on_a_holiday_names_the_last_bank_day(shared_tab: Page) -> None:
    open_link(shared_tab, link_to(day="2026-11-26"))
    expect(shared_tab.locator('[data-timeline="deposit_by"]')).to_contain_text(
        "ten laatste op donderdag 24 december 2026"
    )
    open_link(shared_tab, link_to(day="2026-11-23"))
    expect(shared_tab.locator('[data-timeline="deposit_by"]').get_by_text("Die dag werken")).to_be_hidden()


def test_an_application_after_the_start_comes_after_it_on_the_line(shared_tab: Page) -> None:
    open_link(shared_tab, link_to(start="2026-11-16"))
    assert [line.split()[1] for line in timeline_of(shared_tab)] == ["16", "23", "30", "23", "31", "31"]
    expect(shared_tab.locator('[data-timeline="starts_on"]')).to_contain_text(
        "16 november 2026 voorbij", use_inner_text=True
    )
    expect_outcome(shared_tab, apply_by="30 november 2026", deposit_by="23 december 2026", finish_by="31 december 2027")


def test_without_a_start_the_page_asks_for_it_and_leads_there(shared_tab: Page) -> None:
    open_link(shared_tab, link_to().replace("&project.starts_on=2026-12-01", ""))
    shared_tab.get_by_role("link", name="Vul de start in").click()
    expect(shared_tab.get_by_label("Start van de opleiding of het advies", exact=True)).to_be_focused()
    assert [line.split()[1] for line in timeline_of(shared_tab)] == ["23", "23", "31", "31"]


def test_the_steps_in_the_official_portal_are_told(shared_tab: Page) -> None:
    open_link(shared_tab, RAISED)
    steps = shared_tab.get_by_text("Zo gaat het op de officiële website").locator("xpath=..").get_by_role("listitem")
    expect(steps).to_have_count(3)
    expect(shared_tab.get_by_role("link", name="stap voor stap")).to_have_attribute("href", "../aanvragen/")


def events_in(calendar: icalendar.Calendar) -> list[icalendar.Event]:
    """Give the events of a calendar."""
    return [event for event in calendar.walk("VEVENT") if isinstance(event, icalendar.Event)]


def alarms_of(event: icalendar.Event) -> list[icalendar.Alarm]:
    """Give the alarms of an event."""
    return [alarm for alarm in event.walk("VALARM") if isinstance(alarm, icalendar.Alarm)]


def test_the_calendar_file_holds_the_four_deadlines_as_whole_days(calendar: icalendar.Calendar) -> None:
    events = events_in(calendar)
    about = "kmo-portefeuille, Cybersecurity"
    assert {str(event["SUMMARY"]): event.DTSTART for event in events} == {
        f"{about}: laatste dag om aan te vragen": date(2026, 12, 15),
        f"{about}: stort uw eigen deel": date(2026, 12, 23),
        f"{about}: de opleiding is afgelopen": date(2027, 12, 31),
        f"{about}: voor deze dag is de dienstverlener betaald": date(2027, 12, 31),
    }
    for event in events:
        assert event.duration == timedelta(days=1)
        assert re.search("subsidie|aanvraag|VLAIO|dienstverlener", str(event["DESCRIPTION"]))
        assert re.search(r"http://\S+/bereken/#v=1&\S+$", str(event["DESCRIPTION"]))


def test_the_calendar_tells_the_amounts_and_what_a_day_depends_on(calendar: icalendar.Calendar) -> None:
    told = {str(event["UID"]).partition("-")[0]: str(event["DESCRIPTION"]) for event in events_in(calendar)}
    assert "Dit geldt als u aanvraagt op 23 november 2026. Het bedrag: €\xa01.457,50." in told["deposit_by"]
    assert "Dit geldt als u aanvraagt op 23 november 2026. Het bedrag: €\xa02.650,00." in told["pay_by"]
    assert "als u aanvraagt" not in told["apply_by"]


def test_the_calendar_rings_a_week_and_a_day_before_each_deadline(calendar: icalendar.Calendar) -> None:
    for event in events_in(calendar):
        alarms = alarms_of(event)
        assert [alarm.TRIGGER for alarm in alarms] == [-timedelta(days=6, hours=15), -timedelta(hours=15)]
        assert {str(alarm["DESCRIPTION"]) for alarm in alarms} == {str(event["SUMMARY"])}


def test_the_calendar_file_is_what_the_standard_asks(calendar: icalendar.Calendar) -> None:
    assert str(calendar["VERSION"]) == "2.0"
    assert [component.errors for component in calendar.walk() if component.errors] == []
    names = [str(event["UID"]) for event in events_in(calendar)]
    assert len(set(names)) == len(names) == 4
