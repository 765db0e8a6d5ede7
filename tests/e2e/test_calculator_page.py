"""The calculator page in a real browser, with the real Python in its worker."""

import json
import re

from playwright.sync_api import Page, Route, expect

READY = "ready"
SHARED = (
    "/bereken/#v=1&submitted_on=2026-11-23&enterprise.size=klein&project.service=opleiding"
    "&project.theme=cybersecurity&project.starts_on=2026-12-01&project.vat_rate=21"
    "&costs.deelname=2500&costs.catering=180&costs.catering.persons=2&costs.catering.days=3"
)


def fill_in_example(page: Page) -> None:
    page.goto("/bereken/")
    page.get_by_role("group", name="Hoe groot is uw onderneming?").get_by_role("radio", name="Klein").check()
    page.get_by_role("radio", name="Een opleiding").check()
    page.get_by_label("Thema", exact=True).select_option("Cybersecurity")
    page.get_by_label("Deelnameprijs", exact=True).fill("2 500")
    page.get_by_label("Catering", exact=True).fill("180")
    page.get_by_label("Aantal personen", exact=True).fill("2")
    page.get_by_label("Aantal dagen", exact=True).fill("3")
    page.get_by_label("Btw-tarief", exact=True).fill("21")
    page.get_by_label("Datum van de aanvraag", exact=True).fill("2026-11-23")
    page.get_by_role("button", name="Bereken", exact=True).click()


def expect_outcome(page: Page, **texts: str) -> None:
    for name, text in texts.items():
        expect(page.locator(f'[data-outcome="{name}"]')).to_have_text(
            text.replace("€ ", "€\xa0").replace(" %", "\xa0%")
        )


def test_a_filled_in_form_shows_what_one_gets_and_pays(page: Page) -> None:
    fill_in_example(page)
    expect(page.locator("subsidy-calculator")).to_have_attribute("data-outcome-status", "subsidie")
    expect(page.locator("subsidy-calculator")).to_have_attribute("data-state", READY)
    expect_outcome(page, subsidy="€ 1.192,50", own_share="€ 1.457,50", outlay="€ 2.050,30", rate="45 %")


def test_a_medium_enterprise_gets_the_lower_rate_at_once(page: Page) -> None:
    fill_in_example(page)
    page.get_by_role("radio", name="Middelgroot").check()
    expect_outcome(page, rate="35 %", subsidy="€ 927,50")


def test_advice_on_strategy_is_refused_with_the_reason_and_since_when(page: Page) -> None:
    fill_in_example(page)
    page.get_by_role("radio", name="Advies").check()
    page.get_by_label("Thema", exact=True).select_option("Bedrijfsstrategie")
    expect(page.locator("subsidy-calculator")).to_have_attribute("data-outcome-status", "geen-subsidie")
    reason = page.locator('[data-problem="dienst-uitgesloten"]')
    expect(reason).to_be_visible()
    expect(reason).to_contain_text("sinds 1 februari 2026", ignore_case=True)


def test_a_share_link_fills_the_form_and_answers_at_once(page: Page) -> None:
    page.goto(SHARED)
    expect_outcome(page, subsidy="€ 1.192,50", apply_by="15 december 2026", deposit_by="23 december 2026")
    expect(page.get_by_label("Deelnameprijs", exact=True)).to_have_value("2500")


def test_a_faulty_field_is_named_on_top_and_at_the_field_and_keeps_its_text(page: Page) -> None:
    fill_in_example(page)
    expect_outcome(page, subsidy="€ 1.192,50")
    page.get_by_label("Deelnameprijs", exact=True).fill("1,234.56")
    expect(page.locator("[data-invalid]")).to_have_count(0)
    page.get_by_role("button", name="Bereken", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="Er klopt iets niet")).to_be_focused()
    expect(page).to_have_title(re.compile("^Fout: "))
    expect(page.locator('[data-field="costs.deelname"] [data-problem="onleesbaar"]')).to_be_visible()
    expect(page.locator('[data-outcome="subsidy"]')).to_be_hidden()
    page.get_by_role("link", name="Deelnameprijs").click()
    expect(page.get_by_label("Deelnameprijs", exact=True)).to_be_focused()
    expect(page.get_by_label("Deelnameprijs", exact=True)).to_have_value("1,234.56")


def test_an_empty_form_names_what_is_required(page: Page) -> None:
    page.goto("/bereken/")
    page.get_by_label("Datum van de aanvraag", exact=True).fill("")
    page.get_by_role("button", name="Bereken", exact=True).click()
    for name in ("submitted_on", "project.theme", "costs.deelname"):
        expect(page.locator(f'[data-field="{name}"] [data-problem="verplicht"]')).to_be_visible()


def test_a_runtime_that_cannot_start_gives_a_sentence_a_retry_and_no_number(page: Page) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    page.context.route("**/*.wasm", refuse)
    page.goto(SHARED)
    calculator = page.locator("subsidy-calculator")
    expect(calculator).to_have_attribute("data-state", "failed")
    expect(page.get_by_text("Daarom tonen wij geen bedrag")).to_be_visible()
    expect(page.locator('[data-outcome="subsidy"]')).to_be_hidden()
    expect(page.locator('[data-outcome="subsidy"]')).to_be_empty()
    page.context.unroute("**/*.wasm", refuse)
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect_outcome(page, subsidy="€ 1.192,50")


def test_nothing_typed_leaves_the_page_and_nothing_is_kept(page: Page, address: str) -> None:
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    fill_in_example(page)
    expect_outcome(page, subsidy="€ 1.192,50")
    assert {url for url in requests if not url.startswith(address)} == set()
    assert [url for url in requests if "2500" in url or "2%20500" in url or "#" in url] == []
    assert errors == []
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_the_page_offers_the_contracts_controls_by_name_and_label(page: Page) -> None:
    page.goto("/bereken/")
    for name in (
        "submitted_on", "subsidy_received", "enterprise.size", "enterprise.staff", "enterprise.turnover",
        "enterprise.balance_sheet_total", "enterprise.in_flanders", "enterprise.legal_form", "project.service",
        "project.theme", "project.starts_on", "project.vat_rate", "costs.deelname", "costs.cursusmateriaal",
        "costs.catering", "costs.catering.persons", "costs.catering.days", "costs.ander",
    ):  # fmt: skip
        controls = page.locator(f'form [name="{name}"]')
        assert controls.count() > 0, name
        assert controls.evaluate_all("controls => controls.every(control => control.labels.length > 0)"), name


def test_the_worker_answers_json_as_the_module_does(page: Page) -> None:
    page.goto("/bereken/")
    text = page.evaluate("document.querySelector('subsidy-calculator').calculate('{}')")
    assert json.loads(text)["status"] == "ongeldig"
