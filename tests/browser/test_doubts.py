"""What nobody knows of an application is said wherever its outcome goes: page, paper, calendar and other sites."""

from pathlib import Path
from typing import NamedTuple

import icalendar
import pytest
from playwright.sync_api import Page, expect

from tests.support.calculator import open_link

PLAIN = "v=1&project.service=opleiding&project.theme=digitalisering&project.vat_rate=0&costs.deelname=1000"
FIGURES = "&enterprise.staff=45&enterprise.turnover=1000000&enterprise.balance_sheet_total=1000000"
RELATED = (
    "&enterprise.staff=5&enterprise.turnover=100000&enterprise.related.0.staff=5&enterprise.related.0.turnover=100000"
)


class Doubt(NamedTuple):
    """What is not known, an application that meets it, and what the page and the calendar say of it."""

    name: str
    fragment: str
    page: str
    calendar: str


DOUBTS = (
    Doubt(
        "a year that nobody knows",
        f"{PLAIN}&submitted_on=9998-01-02&enterprise.size=klein",
        "De regels van dat jaar zijn niet bekend.",
        "De regels van dat jaar zijn niet bekend.",
    ),
    Doubt(
        "a size near a limit",
        f"{PLAIN}&submitted_on=2026-11-28{FIGURES}",
        "Uw grootte komt uit de cijfers van één jaar.",
        "Uw grootte komt uit de cijfers van één jaar.",
    ),
    Doubt(
        "a share of exactly a quarter",
        f"{PLAIN}&submitted_on=2026-11-28{RELATED}&enterprise.related.0.share=25",
        "Onderneming 1 heeft een aandeel van precies 25\N{NO-BREAK SPACE}%. De bronnen zijn het niet eens",
        "de bronnen zijn het niet eens of ze dan meetelt",
    ),
    Doubt(
        "an investor",
        f"{PLAIN}&submitted_on=2026-11-28{RELATED}&enterprise.related.0.share=40&enterprise.related.0.investor=true",
        "Onderneming 1 telt niet mee, want ze is een investeerder",
        "Een investeerder telden wij niet mee: dat leiden wij af",
    ),
)
WORKSHOP = (
    f"{PLAIN}&submitted_on=2026-11-28&enterprise.size=klein"
    "&enterprise.legal_form=maatwerkbedrijf&enterprise.public_share=30"
)


@pytest.mark.parametrize("doubt", DOUBTS, ids=[doubt.name for doubt in DOUBTS])
def test_a_doubt_is_told_on_the_page_on_paper_and_in_the_calendar(
    shared_tab: Page, doubt: Doubt, tmp_path: Path
) -> None:
    open_link(shared_tab, f"/bereken/#{doubt.fragment}")
    told = shared_tab.get_by_role("listitem").filter(has_text=doubt.page)
    expect(told).to_be_visible()
    shared_tab.emulate_media(media="print")
    expect(told).to_be_visible()
    shared_tab.emulate_media(media="screen")
    with shared_tab.expect_download() as saved:
        shared_tab.get_by_role("button", name="Zet de data in uw agenda").click()
    saved.value.save_as(tmp_path / "agenda.ics")
    events = icalendar.Calendar.from_ical((tmp_path / "agenda.ics").read_text("utf-8")).walk("VEVENT")
    assert events
    assert all(doubt.calendar in str(event["DESCRIPTION"]) for event in events)


@pytest.mark.parametrize("doubt", DOUBTS, ids=[doubt.name for doubt in DOUBTS])
def test_a_doubt_is_told_in_the_page_of_another_site(shared_tab: Page, doubt: Doubt) -> None:
    open_link(shared_tab, f"/insluiten/rekenmachine/#{doubt.fragment}")
    expect(shared_tab.get_by_text(doubt.page)).to_be_visible()


def test_a_sheltered_workshop_in_public_hands_gets_its_amount_with_a_doubt(shared_tab: Page) -> None:
    open_link(shared_tab, f"/bereken/#{WORKSHOP}")
    doubts = shared_tab.get_by_role("listitem").filter(has_text="ook voor een maatwerkbedrijf geldt, is niet bekend")
    expect(doubts).to_have_count(2)  # to check, and in the reasoning
    for doubt in doubts.all():
        expect(doubt).to_be_visible()


def test_what_is_certain_has_no_doubt_in_the_page_of_another_site(shared_tab: Page) -> None:
    open_link(shared_tab, f"/insluiten/rekenmachine/#{PLAIN}&submitted_on=2026-11-28&enterprise.size=klein")
    for notice in shared_tab.locator("[data-notice]").all():
        expect(notice).to_be_hidden()
