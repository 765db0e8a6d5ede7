"""Refused or uncertain: never a dead end."""

import re

import pytest
from playwright.sync_api import Page, expect

from calculator.model import Refusal
from tests.support.calculator import UNCERTAIN, calculator, expect_outcome, link_to, open_link, written

PLAIN = link_to()
REFUSED = {
    Refusal.ENTERPRISE_TOO_LARGE: link_to(size="groot"),
    Refusal.OUTSIDE_FLANDERS: PLAIN.replace("in_flanders=true", "in_flanders=false"),
    Refusal.LEGAL_FORM_EXCLUDED: PLAIN.replace("legal_form=vennootschap", "legal_form=vzw"),
    Refusal.PUBLIC_SHARE: PLAIN.replace("&project.service", "&enterprise.public_share=25&project.service"),
    Refusal.ACTIVITY_EXCLUDED: PLAIN.replace("&project.service", "&enterprise.eligible_activity=false&project.service"),
    Refusal.THEME_EXCLUDED: link_to(theme="geen"),
    Refusal.SERVICE_EXCLUDED: link_to(service="advies"),
    Refusal.PROVIDER_NOT_REGISTERED: PLAIN.replace("&project.vat", "&project.registered_provider=false&project.vat"),
    Refusal.BELOW_MINIMUM: link_to(fee="99,99"),
    Refusal.TOO_LATE: link_to(start="2026-11-08"),
    Refusal.CEILING_USED_UP: link_to(received="7500"),
    Refusal.NO_RULES: PLAIN.replace("submitted_on=2026-11-23", "submitted_on=2015-11-23"),
}
ALL_AT_ONCE = link_to(size="groot", service="advies", theme="bedrijfsstrategie", fee="300")


def reasons_on(page: Page) -> list[str]:
    """Give the reasons that a reader sees."""
    return [" ".join(text.split()) for text in page.locator(".reasons li").filter(visible=True).all_inner_texts()]


def test_every_reason_for_refusal_is_tried() -> None:
    assert set(REFUSED) == set(Refusal)


@pytest.mark.parametrize("problem", REFUSED)
def test_a_refusal_says_why_in_a_sentence_and_what_to_do_next(shared_tab: Page, problem: Refusal) -> None:
    open_link(shared_tab, REFUSED[problem])
    expect(calculator(shared_tab)).to_have_attribute("data-outcome-status", "geen-subsidie")
    reason = shared_tab.locator(f'[data-problem="{problem}"]').filter(visible=True)
    expect(reason).to_have_count(1)
    assert len(reasons_on(shared_tab)) == 1
    assert len(re.findall(r"[^.?]+[.?]", reasons_on(shared_tab)[0])) >= 2
    expect(shared_tab.get_by_text("Klopt een antwoord niet?")).to_be_visible()


def test_a_refusal_that_was_typed_is_shown_and_announced_and_ends_the_calculation(tab: Page) -> None:
    open_link(tab, link_to(fee="1000"))
    tab.get_by_label("Deelnameprijs", exact=True).fill("90")
    tab.keyboard.press("Tab")
    expect(tab.get_by_text("Geen subsidie").filter(visible=True).first).to_be_visible()
    expect(tab.locator('[data-part="announcement"]')).to_have_text("U krijgt geen subsidie.")
    expect(calculator(tab)).to_have_attribute("data-state", "ready")


def test_all_reasons_are_told_at_once_and_everything_is_paid_by_oneself(shared_tab: Page) -> None:
    open_link(shared_tab, ALL_AT_ONCE)
    assert len(reasons_on(shared_tab)) == 3
    expect_outcome(shared_tab, outlay="€ 363,00")
    expect(shared_tab.get_by_role("button", name="Zet de data in uw agenda")).to_be_hidden()


def test_what_no_other_application_mends_stands_first_and_no_other_advice_beside_it(shared_tab: Page) -> None:
    open_link(shared_tab, ALL_AT_ONCE)
    tops = {
        problem: shared_tab.locator(f'.reasons [data-problem="{problem}"]').evaluate("item => item.offsetTop")
        for problem in (Refusal.ENTERPRISE_TOO_LARGE, Refusal.SERVICE_EXCLUDED, Refusal.BELOW_MINIMUM)
    }
    assert min(tops, key=lambda problem: tops[problem]) is Refusal.ENTERPRISE_TOO_LARGE
    advice = shared_tab.locator(".reasons .advice").filter(visible=True)
    expect(advice).to_have_count(1)
    expect(advice).to_contain_text("groottetest")
    expect(shared_tab.get_by_role("link", name="een andere subsidie")).to_be_visible()
    expect(shared_tab.get_by_text("Met een ander antwoord geeft de berekening dit.")).to_be_hidden()
    for block in ("Uw plafond in dat jaar", "Zo gaat het op de officiële website"):
        expect(shared_tab.get_by_text(block)).to_be_hidden()


def test_what_can_be_mended_is_a_button_that_says_what_it_gives(shared_tab: Page) -> None:
    open_link(shared_tab, REFUSED[Refusal.SERVICE_EXCLUDED])
    expect(shared_tab.get_by_role("link", name="een andere subsidie")).to_be_hidden()
    expect(
        shared_tab.get_by_role("button", name=written("Bereken als advies over cybersecurity: € 1.125,00"))
    ).to_be_visible()
    shared_tab.get_by_role("button", name=written("Bereken als opleiding: € 750,00")).click()
    expect_outcome(shared_tab, subsidy="€ 750,00")
    expect(shared_tab.get_by_role("radio", name="Een opleiding")).to_be_checked()


def test_a_ceiling_that_is_used_up_offers_the_first_of_january(shared_tab: Page) -> None:
    used_up = REFUSED[Refusal.CEILING_USED_UP].replace("&project.starts_on=2026-12-01", "")
    open_link(shared_tab, used_up)
    shared_tab.get_by_role("button", name=written("Vraag aan op 1 januari 2027: € 750,00")).click()
    expect_outcome(shared_tab, subsidy="€ 750,00")
    expect(shared_tab.get_by_label("Datum van de aanvraag")).to_have_value("2027-01-01")


def test_a_refusal_names_no_deadline_for_a_subsidy_that_does_not_come(shared_tab: Page) -> None:
    open_link(shared_tab, ALL_AT_ONCE)
    expect(shared_tab.locator(".timeline li").filter(visible=True)).to_have_count(0)
    open_link(shared_tab, REFUSED[Refusal.TOO_LATE])
    days = shared_tab.locator(".timeline li:not([data-timeline='today'])").filter(visible=True)
    expect(days).to_have_count(3)
    expect(days.nth(1)).to_contain_text("zondag 22 november 2026")


def test_a_refusal_shows_in_which_circumstances_there_would_be_a_subsidy(shared_tab: Page) -> None:
    open_link(shared_tab, REFUSED[Refusal.SERVICE_EXCLUDED])
    rows = shared_tab.get_by_role("table").filter(has_text="Situatie").get_by_role("row")
    expect(rows).to_have_count(4)
    expect(rows.nth(1)).to_contain_text("geen")
    expect(rows.nth(2)).to_contain_text(written("Als het een opleiding was 30 %"))
    expect(rows.nth(3)).to_contain_text(written("Als het advies over cybersecurity ging 45 %"))


def test_the_answer_that_takes_the_reason_away_gives_a_subsidy_at_once(shared_tab: Page) -> None:
    open_link(shared_tab, REFUSED[Refusal.SERVICE_EXCLUDED])
    shared_tab.get_by_role("radio", name="Een opleiding").check()
    expect_outcome(shared_tab, subsidy="€ 750,00")
    assert reasons_on(shared_tab) == []


def test_an_unknown_size_gives_a_range_and_the_one_question_that_settles_it(shared_tab: Page) -> None:
    open_link(shared_tab, UNCERTAIN)
    expect_outcome(shared_tab, lowest="€ 0,00", highest="€ 1.125,00")
    shared_tab.get_by_role("link", name="Kies de grootte, of vul de drie cijfers in.").click()
    first = shared_tab.get_by_role("group", name="Hoe groot is uw onderneming?").get_by_role("radio", name="Klein")
    expect(first).to_be_focused()
    shared_tab.keyboard.press("Space")
    expect_outcome(shared_tab, subsidy="€ 1.125,00")


def test_with_only_the_staff_the_page_tells_what_is_likely(shared_tab: Page) -> None:
    open_link(shared_tab, UNCERTAIN)
    likely = shared_tab.get_by_text("U krijgt waarschijnlijk")
    expect(likely).to_be_hidden()
    missing = shared_tab.locator(".missing").get_by_role("listitem").filter(visible=True)
    expect(missing).to_have_text(["Werknemers (vte)", "Jaaromzet", "Balanstotaal"])
    shared_tab.get_by_label("Werknemers (vte)", exact=True).first.fill("12")
    expect_outcome(shared_tab, likely_subsidy="€ 1.125,00", likely_size="klein")
    expect(likely).to_be_visible()
    expect(missing).to_have_text(["Jaaromzet", "Balanstotaal"])
    missing.get_by_role("link", name="Balanstotaal").click()
    expect(shared_tab.get_by_label("Balanstotaal", exact=True).first).to_be_focused()


def test_figures_that_exclude_a_size_narrow_the_range(shared_tab: Page) -> None:
    open_link(shared_tab, UNCERTAIN)
    shared_tab.get_by_label("Werknemers (vte)", exact=True).first.fill("12")
    shared_tab.get_by_label("Jaaromzet", exact=True).first.fill("30.000.000")
    expect_outcome(shared_tab, lowest="€ 875,00", highest="€ 1.125,00")


def test_what_one_does_not_know_is_to_be_checked_and_refuses_nothing(shared_tab: Page) -> None:
    open_link(shared_tab, PLAIN.replace("&enterprise.in_flanders=true&enterprise.legal_form=vennootschap", ""))
    notices = shared_tab.get_by_role("heading", name="Kijk dit nog na").locator("xpath=..").get_by_role("listitem")
    expect(notices).to_have_count(5)
    expect_outcome(shared_tab, subsidy="€ 750,00")
