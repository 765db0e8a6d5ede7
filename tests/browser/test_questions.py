"""The questions: few, each with its reason, and with "weet ik niet" where that is an answer."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.support.calculator import (
    CATERING,
    CONDITIONS,
    calculator,
    expect_outcome,
    link_to,
    open_link,
    open_part,
    outcome_of,
    wait_until,
    written,
)

UNKNOWN_ALLOWED = (
    "Hebt u een vestiging in het Vlaamse Gewest?",
    "Staat uw hoofdactiviteit op de lijst van VLAIO?",
    "Is de dienstverlener geregistreerd?",
)
OPTIONAL_PARTS = {
    "Hoort uw onderneming bij een groep?": "Aandeel in procent",
    "Komt u in aanmerking?": "Aandeel van de overheid",
    "Kreeg u dit jaar al subsidie?": "Al gekregen subsidie dit jaar",
    "Staat er nog iets op de factuur?": "Examen",
}
VISIBLE_FIELDS = """
() => [...document.querySelectorAll("form [data-field]")].filter((field) => field.checkVisibility())
  .map(({ dataset }) => dataset.field)
"""
FILLED_IN = """
() => [...new FormData(document.querySelector("subsidy-calculator form"))]
  .filter(([, text]) => text !== "").map(([name]) => name)
"""
UNEXPLAINED_FIELDS = """
() => [...document.querySelectorAll("form [data-field]")]
  .map((field) => [field, field.matches("fieldset") ? field : field.querySelector("input, select")])
  .filter(([, described]) => !described.hasAttribute("aria-describedby") && !described.querySelector("small"))
  .map(([{ dataset }]) => dataset.field)
"""


def test_only_what_changes_the_answer_is_asked(tab: Page) -> None:
    tab.goto("/bereken/")
    assert tab.evaluate(VISIBLE_FIELDS) == [
        "project.service",
        "enterprise.size",
        "project.theme",
        "costs.deelname",
        "costs.deelname.quantity",
        "project.prices_include_vat",
        "project.vat_rate",
        "project.starts_on",
        "submitted_on",
    ]
    size = tab.get_by_role("group", name="Hoe groot is uw onderneming?")
    figures = [
        tab.get_by_label(figure, exact=True).first for figure in ("Werknemers (vte)", "Jaaromzet", "Balanstotaal")
    ]
    size.get_by_role("radio", name="Weet ik niet").check()
    for figure in figures:
        expect(figure).to_be_visible()
    size.get_by_role("radio", name="Klein").check()
    for figure in figures:
        expect(figure).to_be_hidden()


def test_each_question_says_why_it_is_asked_or_how_to_answer_it(tab: Page) -> None:
    tab.goto("/bereken/")
    unexplained = [name for name in tab.evaluate(UNEXPLAINED_FIELDS) if "related" not in name]
    assert unexplained == ["costs.catering.persons", "costs.catering.days"]


@pytest.mark.parametrize("question", UNKNOWN_ALLOWED)
def test_weet_ik_niet_is_an_answer_and_the_one_to_begin_with(tab: Page, question: str) -> None:
    tab.goto("/bereken/")
    open_part(tab, CONDITIONS)
    expect(tab.get_by_role("group", name=question).get_by_role("radio", name="Weet ik niet")).to_be_checked()


@pytest.mark.parametrize(("opener", "field"), OPTIONAL_PARTS.items())
def test_an_optional_part_opens_and_closes_with_its_button(tab: Page, opener: str, field: str) -> None:
    tab.goto("/bereken/")
    button = tab.get_by_role("button", name=opener)
    control = tab.get_by_label(field, exact=True).first
    expect(control).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    expect(control).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    button.click()
    expect(control).to_be_hidden()


def test_the_form_begins_with_today_and_nothing_else_that_changes_the_answer(tab: Page) -> None:
    tab.clock.set_fixed_time(datetime(2026, 11, 23, 23, 30, tzinfo=UTC))  # past midnight in Brussels
    tab.goto("/bereken/")
    expect(tab.get_by_label("Datum van de aanvraag", exact=True)).to_have_value("2026-11-24")
    assert tab.evaluate(FILLED_IN) == ["submitted_on"]


def test_an_example_answers_with_one_click(tab: Page) -> None:
    tab.goto("/bereken/")
    tab.get_by_role("link", name="cybersecurity met lunch").click()
    expect(tab.get_by_label("Catering", exact=True)).to_have_value("180")
    expect_outcome(tab, subsidy="€ 1.192,50", outlay="€ 2.050,30")


def test_three_figures_answer_for_the_size(tab: Page) -> None:
    open_link(tab, link_to(size=""))
    tab.get_by_label("Werknemers (vte)", exact=True).first.fill("8,5")
    tab.get_by_label("Jaaromzet", exact=True).first.fill("1.800.000")
    tab.get_by_label("Balanstotaal", exact=True).first.fill("900000")
    expect_outcome(tab, enterprise_size="klein", rate="30 %")


def test_figures_that_are_no_longer_asked_stay_typed_and_are_not_sent(tab: Page) -> None:
    open_link(tab, link_to(size="").replace("&enterprise.in", "&enterprise.staff=300&enterprise.in"))
    expect_outcome(tab, enterprise_size="groot")
    tab.get_by_role("radio", name="Klein").check()
    expect_outcome(tab, enterprise_size="klein")
    expect(tab).not_to_have_url(re.compile("enterprise.staff"))
    tab.get_by_role("radio", name="Weet ik niet").first.check()
    expect(tab.get_by_label("Werknemers (vte)", exact=True).first).to_have_value("300")
    expect_outcome(tab, enterprise_size="groot")


def test_a_field_stays_in_sight_while_one_is_in_it(tab: Page) -> None:
    tab.goto(link_to().replace("/bereken/", "/"))
    expect(outcome_of(tab, "subsidy")).to_have_text(written("€ 750,00"))
    rate = tab.locator('[name="project.vat_rate"]')
    rate.fill("")
    expect(tab.get_by_role("button", name="21 %")).to_have_attribute("aria-pressed", "false")
    expect(rate).to_be_focused()
    rate.blur()
    expect(rate).to_be_hidden()


def test_another_enterprise_of_the_group_makes_this_one_larger(tab: Page) -> None:
    open_link(
        tab, link_to(size="").replace("&enterprise.in", "&enterprise.staff=8&enterprise.turnover=900000&enterprise.in")
    )
    expect_outcome(tab, enterprise_size="klein")
    tab.get_by_role("button", name="Hoort uw onderneming bij een groep?").click()
    other = tab.get_by_role("group", name="Onderneming 1")
    other.get_by_label("Aandeel in procent").fill("60")
    other.get_by_label("Werknemers (vte)").fill("100")
    other.get_by_label("Jaaromzet").fill("12.000.000")
    other.get_by_label("Balanstotaal").fill("11.000.000")
    expect_outcome(tab, enterprise_size="middelgroot", rate="20 %")


def test_there_is_room_for_five_enterprises_one_at_a_time(tab: Page) -> None:
    tab.goto("/bereken/")
    wait_until(tab, "ready")
    tab.get_by_role("button", name="Hoort uw onderneming bij een groep?").click()
    more = tab.get_by_role("button", name="Nog een onderneming")
    for number in range(2, 6):
        more.click()
        expect(
            tab.get_by_role("group", name=f"Onderneming {number}").get_by_label("Aandeel in procent")
        ).to_be_focused()
    expect(more).to_be_hidden()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2500", "€ 2.500,00"),
        ("2.500", "€ 2.500,00"),
        ("2 500,5", "€ 2.500,50"),
        ("€ 2.500,50", "€ 2.500,50"),
        ("2500.50", "€ 2.500,50"),
    ],
)
def test_an_amount_is_typed_the_way_one_writes_it_and_read_back(tab: Page, typed: str, read: str) -> None:
    open_link(tab, link_to())
    tab.get_by_label("Deelnameprijs", exact=True).fill(typed)
    row = tab.get_by_role("term").filter(has_text="Deelnameprijs").locator("xpath=following-sibling::*")
    expect(row).to_contain_text(read.replace("€ ", "€\xa0"))


def test_prices_with_vat_ask_for_its_rate_at_once_and_grey_the_answer_before(tab: Page) -> None:
    open_link(tab, link_to(fee="1.028,50").replace("&project.vat_rate=21", ""))
    tab.get_by_role("radio", name="Met btw").check()
    rate = tab.locator('[data-field="project.vat_rate"]')
    expect(rate.locator('[data-part="error"]')).to_be_visible()
    expect(calculator(tab)).to_have_attribute("data-stale", "")
    rate.get_by_role("button", name="21 %").click()
    expect_outcome(tab, subsidy="€ 255,00")
    expect(rate.locator('[data-part="error"]')).to_be_hidden()


def test_an_amount_with_a_sign_of_its_own_stands_once_beside_the_sign_of_the_field(tab: Page) -> None:
    open_link(tab, link_to(fee="%E2%82%AC%202.000,00"))
    expect(tab.get_by_label("Deelnameprijs", exact=True)).to_have_value("2.000,00")


def test_an_answer_is_changed_from_the_list_of_answers(tab: Page) -> None:
    open_link(tab, link_to() + CATERING)
    tab.get_by_role("link", name="Wijzig Aantal dagen").click()
    expect(tab.get_by_label("Aantal dagen", exact=True)).to_be_focused()
    tab.keyboard.press("ControlOrMeta+A")
    tab.keyboard.type("4")
    expect(outcome_of(tab, "eligible_cost")).to_have_text("€\xa02.680,00")
