"""What others may rely on: names, states and links of the calculator page, with the real Python in its worker."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.support.calculator import (
    INVOICE,
    calculator,
    expect_outcome,
    open_part,
    outcome_of,
    press_calculate,
    wait_until,
    written,
)

CONTROLS = (
    "submitted_on",
    "subsidy_received",
    "enterprise.size",
    "enterprise.staff",
    "enterprise.turnover",
    "enterprise.balance_sheet_total",
    "enterprise.in_flanders",
    "enterprise.legal_form",
    "project.service",
    "project.theme",
    "project.starts_on",
    "project.vat_rate",
    "costs.deelname",
    "costs.cursusmateriaal",
    "costs.catering",
    "costs.catering.persons",
    "costs.catering.days",
    "costs.ander",
)
SHARED = (
    "/bereken/#v=1&submitted_on=2026-11-23&enterprise.size=klein&project.service=opleiding"
    "&project.theme=cybersecurity&project.starts_on=2026-12-01&project.vat_rate=21"
    "&costs.deelname=2500&costs.catering=180&costs.catering.persons=2&costs.catering.days=3"
)
RECORD_STATES = """
window.states = [];
new MutationObserver(() => {
  const element = document.querySelector("subsidy-calculator");
  window.states.push([element.dataset.state, element.querySelector('[data-outcome="subsidy"]').textContent]);
}).observe(document, { subtree: true, attributeFilter: ["data-state"] });
"""


def fill_in_example(page: Page) -> None:
    page.goto("/bereken/")
    page.get_by_role("group", name="Hoe groot is uw onderneming?").get_by_role("radio", name="Klein").check()
    page.get_by_role("radio", name="Een opleiding").check()
    page.get_by_label("Thema", exact=True).select_option("Cybersecurity")
    page.get_by_label("Deelnameprijs", exact=True).fill("2 500")
    open_part(page, INVOICE)
    page.get_by_label("Catering", exact=True).fill("180")
    page.get_by_label("Aantal personen", exact=True).fill("2")
    page.get_by_label("Aantal dagen", exact=True).fill("3")
    page.get_by_label("Btw-tarief", exact=True).fill("21")
    page.get_by_label("Datum van de aanvraag", exact=True).fill("2026-11-23")
    press_calculate(page)


def test_a_filled_in_form_shows_what_one_gets_and_pays(page: Page) -> None:
    fill_in_example(page)
    expect(calculator(page)).to_have_attribute("data-outcome-status", "subsidie")
    wait_until(page, "ready")
    expect_outcome(page, subsidy="€ 1.192,50", own_share="€ 1.457,50", outlay="€ 2.050,30", rate="45 %")


def test_advice_on_strategy_is_refused_with_the_reason_and_since_when(page: Page) -> None:
    fill_in_example(page)
    page.get_by_role("radio", name="Advies").check()
    page.get_by_label("Thema", exact=True).select_option("Bedrijfsstrategie")
    expect(calculator(page)).to_have_attribute("data-outcome-status", "geen-subsidie")
    reason = page.locator('[data-problem="dienst-uitgesloten"]')
    expect(reason).to_be_visible()
    expect(reason).to_contain_text("sinds 1 februari 2026", ignore_case=True)


def test_a_share_link_fills_the_form_and_answers_at_once(page: Page) -> None:
    page.goto(SHARED)
    expect_outcome(page, subsidy="€ 1.192,50", apply_by="15 december 2026", deposit_by="23 december 2026")
    expect(page.get_by_label("Deelnameprijs", exact=True)).to_have_value("2500")


def test_an_empty_form_names_what_is_required(page: Page) -> None:
    page.goto("/bereken/")
    page.get_by_label("Datum van de aanvraag", exact=True).fill("")
    press_calculate(page)
    for name in ("submitted_on", "project.service", "project.theme", "costs.deelname"):
        expect(page.locator(f'[data-field="{name}"] [data-problem="verplicht"]')).to_be_visible()


def test_the_states_follow_each_other_and_ready_means_that_the_answer_is_there(page: Page) -> None:
    page.add_init_script(RECORD_STATES)
    page.goto(SHARED)
    wait_until(page, "ready")
    expect_outcome(page, subsidy="€ 1.192,50")
    page.get_by_role("radio", name="Middelgroot").check()
    expect_outcome(page, subsidy="€ 927,50")
    wait_until(page, "ready")
    states = page.evaluate("window.states")
    assert states[0] == ["loading", ""]
    assert [state for state, _ in states[-2:]] == ["calculating", "ready"]
    answers = dict.fromkeys(text for state, text in states if state == "ready")
    assert [*answers] == [written("€ 1.192,50"), written("€ 927,50")]


@pytest.mark.full_runtime
def test_a_runtime_that_cannot_start_gives_a_sentence_a_retry_and_no_number(page: Page) -> None:
    page.context.route("**/*.wasm", lambda route: route.abort())
    page.goto(SHARED)
    wait_until(page, "failed")
    expect(page.get_by_text("Daarom tonen wij geen bedrag")).to_be_visible()
    expect(outcome_of(page, "subsidy")).to_be_hidden()
    expect(outcome_of(page, "subsidy")).to_be_empty()
    page.context.unroute_all()
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect_outcome(page, subsidy="€ 1.192,50")


def test_the_page_offers_the_contracts_controls_by_name_and_label(page: Page) -> None:
    page.goto("/bereken/")
    for name in CONTROLS:
        controls = page.locator(f'form [name="{name}"]')
        assert controls.count() > 0, name
        assert controls.evaluate_all("controls => controls.every(control => control.labels.length > 0)"), name


def test_the_worker_answers_json_as_the_module_does(page: Page) -> None:
    page.goto("/bereken/")
    text = page.evaluate("document.querySelector('subsidy-calculator').calculate('{}')")
    assert json.loads(text)["status"] == "ongeldig"
