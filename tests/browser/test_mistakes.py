"""Mistakes: named on top and at the field, with the typed text kept; nothing is red while someone types."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.calculator import (
    CONDITIONS,
    INVOICE,
    expect_outcome,
    link_to,
    open_link,
    open_part,
    outcome_of,
    press_calculate,
    wait_until,
)

SUMMARY = "Er klopt iets niet"
NEXT_FRAME = "() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)))"


def summary_on(page: Page) -> Locator:
    """Give the summary of what is wrong."""
    return page.get_by_role("alert", name=SUMMARY)


def field(page: Page, label: str) -> Locator:
    """Give a control by its label."""
    return page.get_by_label(label, exact=True)


def test_the_summary_names_every_mistake_has_the_focus_and_leads_to_the_field(tab: Page) -> None:
    tab.goto("/bereken/")
    wait_until(tab, "ready")
    tab.get_by_role("radio", name="Een opleiding").check()
    field(tab, "Deelnameprijs").fill("1,234.56")
    open_part(tab, INVOICE)
    field(tab, "Catering").fill("180")
    open_part(tab, INVOICE)
    press_calculate(tab)
    expect(summary_on(tab)).to_be_focused()
    links = summary_on(tab).get_by_role("link")
    expect(links).to_have_text(
        [re.compile(f"^{name}: ") for name in ("Thema", "Deelnameprijs", "Aantal personen", "Aantal dagen")]
    )
    for place, label in enumerate(("Thema", "Deelnameprijs", "Aantal personen", "Aantal dagen")):
        links.nth(place).click()
        expect(field(tab, label)).to_be_focused()
        expect(tab.locator("label").filter(has_text=re.compile(f"^{label}$"))).to_be_in_viewport()


def test_a_question_in_the_summary_is_followed_by_what_to_do_without_a_colon(tab: Page) -> None:
    tab.goto("/bereken/")
    wait_until(tab, "ready")
    press_calculate(tab)
    expect(summary_on(tab).get_by_role("link").first).to_have_text(re.compile(r"^Wat koopt u\? [A-Z]"))


def test_the_words_at_the_field_are_those_of_the_summary_and_belong_to_the_control(tab: Page) -> None:
    open_link(tab, link_to())
    field(tab, "Deelnameprijs").fill("duizend")
    press_calculate(tab)
    expect(summary_on(tab)).to_be_focused()
    control = field(tab, "Deelnameprijs")
    expect(control).to_have_attribute("aria-invalid", "true")
    expect(control).to_have_accessible_description(re.compile("^Dit kunnen wij niet lezen. Schrijf een getal zoals"))
    message = tab.locator('[data-field="costs.deelname"] .error').inner_text()
    expect(summary_on(tab).get_by_role("link")).to_have_text(f"Deelnameprijs: {message}")
    press_calculate(tab)
    expect(summary_on(tab)).to_be_focused()
    hint = "Wat er op de factuur staat."
    expect(control).to_have_accessible_description(f"{message} {hint}")


def test_the_title_says_so_and_the_typed_text_stays(tab: Page) -> None:
    open_link(tab, link_to())
    field(tab, "Deelnameprijs").fill("1,234.56")
    press_calculate(tab)
    expect(tab).to_have_title(re.compile("^Fout: Bereken uw subsidie"))
    expect(field(tab, "Deelnameprijs")).to_have_value("1,234.56")
    expect(outcome_of(tab, "subsidy")).to_be_hidden()


def test_a_field_is_red_once_it_is_left_and_not_while_it_is_typed(tab: Page) -> None:
    tab.goto("/bereken/")
    wait_until(tab, "ready")
    field(tab, "Deelnameprijs").press_sequentially("1,234.56")
    wait_until(tab, "ready")
    expect(tab.locator("[data-invalid], [aria-invalid]")).to_have_count(0)
    field(tab, "Aantal deelnemers").press_sequentially("2")
    expect(field(tab, "Deelnameprijs")).to_have_attribute("aria-invalid", "true")
    expect(tab.locator("[data-invalid]")).to_have_count(1)
    expect(summary_on(tab)).to_be_hidden()


def test_the_page_stands_still_under_a_pressed_button(tab: Page) -> None:
    tab.set_viewport_size({"width": 1280, "height": 3000})  # nothing to scroll, which would make up for a move
    tab.goto("/bereken/")
    wait_until(tab, "ready")
    field(tab, "Deelnameprijs").press_sequentially("1,234.56")
    wait_until(tab, "ready")
    button = tab.get_by_role("button", name="Bereken", exact=True)
    box = button.bounding_box()
    assert box is not None
    tab.mouse.move(box["x"] + 20, box["y"] + 2)
    tab.mouse.down()
    expect(field(tab, "Deelnameprijs")).not_to_be_focused()
    tab.evaluate(NEXT_FRAME)
    tab.mouse.up()
    expect(summary_on(tab)).to_be_focused()


def test_what_cannot_be_read_stays_as_it_was_typed(tab: Page) -> None:
    tab.goto("/bereken/")
    wait_until(tab, "ready")
    field(tab, "Deelnameprijs").fill("€\xa0duizend")
    field(tab, "Aantal deelnemers").focus()
    expect(field(tab, "Deelnameprijs")).to_have_attribute("aria-invalid", "true")
    field(tab, "Aantal deelnemers").fill("3")
    wait_until(tab, "ready")
    expect(field(tab, "Deelnameprijs")).to_have_value("€\xa0duizend")


def test_what_is_put_right_is_no_longer_wrong_and_the_outcome_comes(tab: Page) -> None:
    open_link(tab, link_to())
    field(tab, "Deelnameprijs").fill("duizend")
    press_calculate(tab)
    expect(summary_on(tab)).to_be_visible()
    field(tab, "Deelnameprijs").fill("1000")
    expect_outcome(tab, subsidy="€ 300,00")
    expect(summary_on(tab)).to_be_hidden()
    expect(tab.locator("[data-invalid], [aria-invalid]")).to_have_count(0)
    expect(tab).to_have_title(re.compile("^Bereken uw subsidie"))
    expect(field(tab, "Deelnameprijs")).to_have_accessible_description("Wat er op de factuur staat.")


def test_pressing_the_button_on_a_right_form_leads_to_the_outcome(tab: Page) -> None:
    open_link(tab, link_to())
    press_calculate(tab)
    expect(tab.get_by_role("heading", name="Uw uitkomst")).to_be_focused()


def test_a_mistake_in_an_optional_part_opens_it(tab: Page) -> None:
    open_link(tab, link_to().replace("&costs.deelname", "&enterprise.public_share=veel&costs.deelname"))
    button = tab.get_by_role("button", name=CONDITIONS)
    expect(field(tab, "Aandeel van de overheid")).to_be_hidden()
    press_calculate(tab)
    expect(field(tab, "Aandeel van de overheid")).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    summary_on(tab).get_by_role("link", name="Aandeel van de overheid").click()
    expect(field(tab, "Aandeel van de overheid")).to_be_focused()


def test_a_date_that_is_half_typed_is_a_mistake_and_not_left_out(tab: Page) -> None:
    open_link(tab, link_to().replace("&project.starts_on=2026-12-01", ""))
    field(tab, "Start van de opleiding of het advies").focus()
    tab.keyboard.type("12")
    press_calculate(tab)
    expect(summary_on(tab).get_by_role("link")).to_have_text(
        "Start van de opleiding of het advies: Deze datum bestaat niet. Schrijf ze als 15/12/2026."
    )


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Vul minstens één bedrag in, bijvoorbeeld de deelnameprijs."),
        ("-1", "Schrijf een getal van nul of meer."),
        ("99999999999", "Dit getal is te groot. Kijk na of er geen cijfer te veel staat."),
        ("12,345", "met hoogstens twee cijfers na de komma."),
    ],
)
def test_each_mistake_says_what_to_write(tab: Page, typed: str, sentence: str) -> None:
    open_link(tab, link_to())
    field(tab, "Deelnameprijs").fill(typed)
    press_calculate(tab)
    expect(tab.locator('[data-field="costs.deelname"] .error')).to_contain_text(sentence)
