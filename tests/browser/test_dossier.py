"""Mijn dossier: the steps of one training, ticked, kept on the device only when asked, opened again and erased."""

import json

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.calculator import expect_outcome, link_to, open_link

COURSE = link_to(day="2026-11-23", start="2026-12-01", theme="cybersecurity")
NAMES = "() => Object.keys(localStorage)"
JUMP = """() => new Promise((resolve) => {
  addEventListener("hashchange", () => setTimeout(resolve), { once: true });
  location.hash = "inhoud";
})"""


@pytest.fixture
def page(window: BrowserContext) -> Page:
    """A tab in which it is 28 November, and nothing is kept."""
    page = window.new_page()
    page.clock.set_fixed_time("2026-11-28T12:00:00Z")
    page.goto("/privacy/")
    page.evaluate("localStorage.clear()")
    return page


def keep(page: Page, name: str) -> None:
    """Give the dossier a name, and keep it."""
    page.get_by_label("Naam van het dossier").fill(name)
    page.get_by_role("button", name="Bewaar dit dossier").click()
    expect(page.get_by_text("Bewaard op dit toestel. Niemand anders ziet dit.")).to_be_visible()


def expect_one_dossier(page: Page, words: str) -> None:
    """Expect one line in the list of those on this device, with these words."""
    lines = page.get_by_role("region", name="Uw dossiers op dit toestel").get_by_role("listitem")
    expect(lines).to_have_count(1)
    expect(lines).to_contain_text(words)


def test_the_steps_stand_there_with_their_days_and_the_exact_amount(page: Page) -> None:
    open_link(page, COURSE)
    steps = page.get_by_role("region", name="Mijn dossier").get_by_role("listitem")
    expect(steps).to_have_count(5)
    said = [" ".join(text.split()) for text in steps.all_inner_texts()]
    assert said[0] == "Ingeschreven bij de dienstverlener voor 1 december 2026 nog 3 dagen"
    assert said[1] == "Subsidie aangevraagd op ten laatste op 15 december 2026 nog 17 dagen"
    assert said[2] == "Eigen deel gestort: € 1.375,00 ten laatste op 23 december 2026 nog 25 dagen"
    assert said[3] == "Opdracht gegeven om te betalen ruim voor 31 december 2027 nog 398 dagen"


def test_ticking_that_one_applied_reckons_the_deposit_from_that_day(page: Page) -> None:
    open_link(page, COURSE.replace("2026-11-23", "2026-12-01"))
    expect(page.locator('[data-timeline="deposit_by"]').get_by_text("Dit geldt als u aanvraagt op")).to_be_visible()
    page.get_by_label("Subsidie aangevraagd op").check()
    expect(page.get_by_label("Dag van uw aanvraag")).to_have_value("2026-11-28")
    expect_outcome(page, deposit_by="28 december 2026")
    expect(page.locator('[data-timeline="deposit_by"]').get_by_text("Dit geldt als u aanvraagt op")).to_be_hidden()
    page.get_by_label("Dag van uw aanvraag").fill("2026-11-26")
    expect_outcome(page, deposit_by="26 december 2026")
    expect(page.get_by_label("Datum van de aanvraag")).to_have_value("2026-11-26")


def test_nothing_is_kept_before_one_asks(page: Page) -> None:
    open_link(page, COURSE)
    page.get_by_label("Ingeschreven bij de dienstverlener").check()
    page.get_by_label("Naam van het dossier").fill("Phishing")
    assert page.evaluate(NAMES) == []


def test_several_dossiers_are_kept_each_with_its_name_and_opened_as_they_were(page: Page) -> None:
    open_link(page, COURSE)
    page.get_by_label("Ingeschreven bij de dienstverlener").check()
    page.get_by_label("Eigen deel gestort").check()
    keep(page, "Phishing")
    open_link(page, link_to(theme="innovatie", fee="1000"))
    keep(page, "Innovatiedag")
    page.goto("/bereken/")
    mine = page.get_by_role("region", name="Uw dossiers op dit toestel")
    expect(mine.get_by_role("listitem")).to_have_count(2)
    expect(mine.get_by_role("listitem").nth(1)).to_contain_text("2 van 5 stappen klaar")
    mine.get_by_role("button", name="Open Phishing", exact=True).click()
    expect_outcome(page, subsidy="€ 1.125,00")
    expect(page.get_by_label("Eigen deel gestort")).to_be_checked()
    expect(page.get_by_label("Subsidie aangevraagd op")).not_to_be_checked()
    expect(page.get_by_label("Naam van het dossier")).to_have_value("Phishing")


def test_a_dossier_kept_again_takes_the_place_of_the_one_with_its_name(page: Page) -> None:
    open_link(page, COURSE)
    keep(page, "Phishing")
    page.get_by_label("Ingeschreven bij de dienstverlener").check()
    page.get_by_role("button", name="Bewaar dit dossier").click()
    expect_one_dossier(page, "1 van 5 stappen klaar")


def test_dossiers_are_saved_as_a_file_and_erased(page: Page) -> None:
    open_link(page, COURSE)
    keep(page, "Phishing <b>")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Bewaar ze als bestand").click()
    (dossier,) = json.loads(saved.value.path().read_text("utf-8"))
    assert (dossier["name"], dossier["done"]) == ("Phishing <b>", [])
    assert f"/bereken/#{dossier['fragment']}" == COURSE
    page.get_by_role("button", name="Wis Phishing <b>").click()
    assert page.evaluate(NAMES) == []
    page.reload()
    expect(page.get_by_role("region", name="Uw dossiers op dit toestel")).to_be_hidden()


def test_a_dossier_that_was_erased_by_mistake_comes_back(page: Page) -> None:
    open_link(page, COURSE)
    page.get_by_label("Ingeschreven bij de dienstverlener").check()
    keep(page, "Phishing")
    page.get_by_role("button", name="Wis Phishing").click()
    expect(page.get_by_role("button", name="Zet terug Phishing")).to_be_focused()
    page.get_by_role("button", name="Zet terug Phishing").click()
    expect_one_dossier(page, "1 van 5 stappen klaar")


def test_an_opened_dossier_keeps_the_day_of_its_application_whatever_is_ticked_next(page: Page) -> None:
    open_link(page, COURSE)
    page.get_by_label("Subsidie aangevraagd op").check()
    page.get_by_label("Dag van uw aanvraag").fill("2026-11-20")
    expect_outcome(page, deposit_by="20 december 2026")
    keep(page, "Phishing")
    page.goto("/bereken/")
    page.get_by_role("button", name="Open Phishing", exact=True).click()
    expect(page.get_by_label("Dag van uw aanvraag")).to_have_value("2026-11-20")
    page.get_by_label("Eigen deel gestort").check()
    expect_outcome(page, deposit_by="20 december 2026")
    expect(page.get_by_label("Datum van de aanvraag")).to_have_value("2026-11-20")


def test_another_calculation_has_a_dossier_of_its_own(page: Page) -> None:
    open_link(page, COURSE)
    page.get_by_label("Ingeschreven bij de dienstverlener").check()
    keep(page, "Phishing")
    page.evaluate("fragment => { location.hash = fragment; }", link_to(theme="innovatie", fee="1000").partition("#")[2])
    expect_outcome(page, subsidy="€ 300,00")
    expect(page.get_by_label("Naam van het dossier")).to_have_value("")
    expect(page.get_by_label("Ingeschreven bij de dienstverlener")).not_to_be_checked()


def test_a_jump_within_the_page_leaves_the_dossier_as_it_is(page: Page) -> None:
    open_link(page, COURSE)
    page.get_by_label("Ingeschreven bij de dienstverlener").check()
    page.get_by_label("Naam van het dossier").fill("Phishing")
    page.evaluate(JUMP)
    expect(page.get_by_label("Naam van het dossier")).to_have_value("Phishing")
    expect(page.get_by_label("Ingeschreven bij de dienstverlener")).to_be_checked()


def test_a_step_without_a_day_says_none(page: Page) -> None:
    open_link(page, COURSE.replace("&project.starts_on=2026-12-01", ""))
    steps = page.get_by_role("region", name="Mijn dossier").get_by_role("listitem")
    said = [" ".join(text.split()) for text in steps.all_inner_texts()]
    assert said[0] == "Ingeschreven bij de dienstverlener"
    assert said[1] == "Subsidie aangevraagd op"


def test_a_deposit_on_a_day_without_banks_says_so_in_the_dossier_too(page: Page) -> None:
    open_link(page, link_to(day="2026-11-27", start="2026-12-12"))
    deposit = page.get_by_role("region", name="Mijn dossier").get_by_role("listitem").nth(2)
    expect(deposit).to_contain_text("laat uw geld ten laatste op donderdag 24 december 2026 aankomen")


def test_a_dossier_without_a_name_is_named_after_its_theme(page: Page) -> None:
    open_link(page, COURSE)
    page.get_by_role("button", name="Bewaar dit dossier").click()
    expect(page.get_by_role("button", name="Open Cybersecurity", exact=True)).to_be_visible()


def test_the_reasoning_is_copied_as_text_with_every_step_and_the_amount_for_the_official_form(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_link(page, COURSE)
    page.get_by_role("button", name="Kopieer de redenering").click()
    expect(page.get_by_text("De redenering is gekopieerd.")).to_be_visible()
    lines = page.evaluate("navigator.clipboard.readText()").replace("\N{NO-BREAK SPACE}", " ").splitlines()
    assert "Thema Cybersecurity" in lines
    assert lines[0].startswith("U krijgt € 1.125,00.")
    assert "Wat meetelt zonder btw, voor de officiële aanvraag € 2.500,00" in lines
    assert "45 % van € 2.500,00 is € 1.125,00. Dat krijgt u. (bron: VLAIO, sinds 1 december 2019)" in lines
    steps = page.locator('[data-part="steps"] > li')
    assert len([line for line in lines if "(bron: " in line]) == steps.count()
    assert lines[-1].endswith(COURSE)


@pytest.mark.parametrize("other", ['{"naam": "x"}', "[", "null"])
def test_what_another_program_left_under_its_name_is_no_dossier(page: Page, other: str) -> None:
    open_link(page, COURSE)
    keep(page, "Phishing")
    page.evaluate("other => localStorage.setItem(Object.keys(localStorage)[0], other)", other)
    page.reload()
    expect_outcome(page, subsidy="€ 1.125,00")
    expect(page.get_by_role("region", name="Uw dossiers op dit toestel")).to_be_hidden()
    keep(page, "Phishing")
    expect_one_dossier(page, "Open Phishing")


def test_a_browser_that_keeps_nothing_says_so(page: Page) -> None:
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }")
    open_link(page, COURSE)
    page.get_by_role("button", name="Bewaar dit dossier").click()
    expect(page.get_by_text("Uw browser laat niet toe om iets te bewaren.")).to_be_visible()
