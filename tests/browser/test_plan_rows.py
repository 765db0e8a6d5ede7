"""The rows of the year planner: typed, unfolded, moved, removed, put back, and told what is missing."""

import re

from playwright.sync_api import Page, expect

from tests.support.calculator import press_calculate, wait_until, written
from tests.support.planner import expect_subsidy, expect_total, fill_row, fill_year, names_on, open_planner, planned_row


def test_a_row_unfolds_for_participants_vat_and_the_start(tab: Page) -> None:
    open_planner(tab)
    fill_row(tab, 1, name="Excel", day="2026-12-01", theme="Innovatie", cost="121")
    row = planned_row(tab, 1)
    row.get_by_role("button", name="Meer over deze aanvraag").click()
    row.get_by_label("Aantal deelnemers").fill("3")
    row.get_by_role("radio", name="Met btw").check()
    row.get_by_role("button", name="21 %").click()
    row.get_by_label("Start van de opleiding of het advies").fill("2026-12-04")
    expect(row).to_contain_text(written("€ 90,00 subsidie (30 %). U betaalt € 273,00 met btw"), use_inner_text=True)
    expect(row).to_contain_text("Vraag aan ten laatste op 18 december 2026.")
    expect_total(tab, "Btw", "€ 63,00")
    row.get_by_role("button", name="Meer over deze aanvraag").click()
    expect(row.locator("[data-holds]")).to_contain_text("Aantal deelnemers: 3")


def test_rows_move_up_and_down_and_keep_the_focus_and_what_they_hold(tab: Page) -> None:
    fill_year(tab)
    planned_row(tab, 2).get_by_role("button", name="Meer over deze aanvraag").click()
    planned_row(tab, 2).get_by_role("radio", name="Met btw").check()
    tab.get_by_role("button", name="Naar boven met aanvraag 3").press("Enter")
    assert names_on(tab) == ["Boekhouden", "Leidinggeven", "Phishing herkennen"]
    expect(planned_row(tab, 3).get_by_role("radio", name="Met btw")).to_be_checked()
    expect(tab.get_by_role("button", name="Naar boven met aanvraag 2")).to_be_focused()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("button", name="Naar onder met aanvraag 1")).to_be_focused()
    tab.keyboard.press("Enter")
    assert names_on(tab) == ["Boekhouden", "Leidinggeven", "Phishing herkennen"]
    expect(tab.get_by_text("Dit is nu aanvraag 2.")).to_be_visible()


def test_a_removed_row_comes_back_at_its_place_with_what_it_held(tab: Page) -> None:
    fill_year(tab)
    tab.get_by_role("button", name="Verwijder aanvraag 2").press("Enter")
    assert names_on(tab) == ["Boekhouden", "Leidinggeven"]
    expect(planned_row(tab, 2)).to_be_focused()
    expect_subsidy(tab, "€ 4.200,00")
    tab.get_by_role("button", name="Zet ze terug").click()
    expect(planned_row(tab, 2)).to_be_focused()
    assert names_on(tab) == ["Boekhouden", "Phishing herkennen", "Leidinggeven"]
    expect_subsidy(tab, "€ 7.500,00")
    expect(tab.get_by_role("button", name="Zet ze terug")).to_be_hidden()


def test_nothing_is_red_while_a_row_is_being_filled_in(tab: Page) -> None:
    open_planner(tab)
    planned_row(tab, 1).get_by_label("Deelnameprijs").press_sequentially("1,2,3")
    wait_until(tab, "ready")
    expect(tab.locator("[data-invalid]")).to_have_count(0)


def test_pressing_the_button_says_what_is_missing_in_which_row_and_leads_there(tab: Page) -> None:
    open_planner(tab)
    planned_row(tab, 1).get_by_label("Deelnameprijs").fill("1,2,3")
    press_calculate(tab)
    theme, cost = (planned_row(tab, 1).get_by_label(label) for label in ("Thema", "Deelnameprijs"))
    summary = tab.get_by_role("alert").filter(has_text="Er klopt iets niet")
    expect(summary).to_be_focused()
    expect(theme).to_have_accessible_description("Kies het thema van de opleiding of het advies.")
    expect(cost).to_have_accessible_description(re.compile("^Dit kunnen wij niet lezen."))
    expect(tab).to_have_title(re.compile("^Fout: "))
    summary.get_by_role("link", name="Aanvraag 1: Thema").click()
    expect(theme).to_be_focused()
    theme.select_option("Innovatie")
    cost.fill("1.000")
    expect(tab.locator("[data-invalid]")).to_have_count(0)
    expect(tab).to_have_title(re.compile("^Plan de opleidingen"))
