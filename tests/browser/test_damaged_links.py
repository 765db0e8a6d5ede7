"""A share link as it arrives by mail or chat: repaired where only one meaning is possible, else said to be cut."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.support.calculator import expect_outcome, link_to, wait_until

PAGE, FRAGMENT = link_to().split("#")
ANSWER = {"subsidy": "€ 750,00"}
REPAIRED = {
    "a full stop": f"{FRAGMENT}.",
    "a bracket and a comma": f"{FRAGMENT}),",
    "the end of a mark-up": f"{FRAGMENT}%3E",
    "a quotation mark": f'{FRAGMENT}%22"',
    "a no-break space": f"{FRAGMENT}%C2%A0",
    "zero-width spaces": FRAGMENT.replace("&", "\u200b&", 3),
    "encoded zero-width spaces": FRAGMENT.replace("&", "%E2%80%8B&", 3),
    "entities": FRAGMENT.replace("&", "&amp;"),
    "all of it encoded": quote(FRAGMENT, safe=""),
    "a character cut in two": f"{FRAGMENT}%E2%82",
    "a question that was left open": FRAGMENT.replace("&project.service", "&costs.examen=&project.service"),
}
UNCLEAR = {
    "cut within a name": f"{FRAGMENT}&costs.cat",
    "cut after a name": f"{FRAGMENT}&costs.catering=",
    "a value that nobody offers": FRAGMENT.replace("=vennootschap", "=koninkrijk"),
}
CUT = "Een deel van deze link ontbreekt of is niet te lezen"


@pytest.mark.parametrize("fragment", REPAIRED.values(), ids=REPAIRED)
def test_what_was_done_to_a_link_is_undone_where_only_one_meaning_is_possible(tab: Page, fragment: str) -> None:
    tab.goto(f"{PAGE}#{fragment}")
    wait_until(tab, "ready")
    expect_outcome(tab, **ANSWER)
    expect(tab.locator('[data-part="link-notice"]')).to_be_hidden()
    expect(tab).to_have_url(f"{PAGE}#{FRAGMENT}")


@pytest.mark.parametrize("fragment", UNCLEAR.values(), ids=UNCLEAR)
def test_a_link_of_which_a_part_is_lost_says_so_and_fills_in_the_rest(tab: Page, fragment: str) -> None:
    tab.goto(f"{PAGE}#{fragment}")
    expect(tab.get_by_role("status").filter(has_text=CUT)).to_be_visible()
    expect(tab.locator("[name='costs.deelname']")).to_have_value("2500")


@pytest.mark.parametrize("fragment", UNCLEAR.values(), ids=UNCLEAR)
def test_a_link_of_which_a_part_is_lost_opens_on_its_questions_on_a_phone(page: Page, fragment: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{PAGE}#{fragment}")
    expect(page.get_by_role("status").filter(has_text=CUT)).to_be_visible()
    expect(page.locator("[name='costs.deelname']")).to_be_visible()
    expect(page.get_by_text("Deze berekening is met u gedeeld.")).to_be_hidden()


def test_a_link_of_a_later_version_says_so_and_fills_in_nothing(tab: Page) -> None:
    tab.goto(f"{PAGE}#{FRAGMENT.replace('v=1', 'v=2', 1)}")
    expect(tab.get_by_role("status").filter(has_text="Deze link komt van een nieuwere versie")).to_be_visible()
    expect(tab.locator("[name='costs.deelname']")).to_have_value("")


def test_a_number_sign_that_was_encoded_leads_to_the_page_that_was_meant(tab: Page) -> None:
    tab.goto(f"{PAGE}%23{FRAGMENT}")
    wait_until(tab, "ready")
    expect_outcome(tab, **ANSWER)


@pytest.mark.parametrize("path", ["//elders.example/%23v=1&x=y", "/\\elders.example/%23v=1&x=y", "/geen-pagina/%23v=1"])
def test_an_address_that_does_not_exist_never_leads_to_another_site(tab: Page, address: str, path: str) -> None:
    tab.goto(f"{address}{path}")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Pagina niet gevonden")
    assert tab.url.startswith(f"{address}/")
