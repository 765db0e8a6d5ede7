"""What one takes away: a link that brings everything back, a sheet of paper, a copy kept on this device."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from calculator.page.form import CONTROLS, NAMES, share_fragment
from calculator.wire.fields import Kind
from tests.support.calculator import (
    CATERING,
    RAISED,
    UNCERTAIN,
    expect_outcome,
    link_to,
    open_link,
    outcome_of,
    wait_until,
)
from tests.support.made_up import make_up_form

SEED = 20261123
STATES = 200
A4 = (595, 842)
FILLED = {name: "true" if control.kind is Kind.FLAG else "12" for name, control in CONTROLS.items()}
FULL = "/bereken/#" + share_fragment(
    FILLED
    | {
        "submitted_on": "2026-11-23",
        "enterprise.size": "klein",
        "enterprise.legal_form": "vennootschap",
        "project.service": "opleiding",
        "project.theme": "cybersecurity",
        "project.starts_on": "2026-12-01",
        "project.vat_rate": "21",
        "costs.deelname": "2500",
        "costs.catering": "5000",
    }
)
"""An application in which nothing is left empty."""

FIGURES = ("enterprise.staff", "enterprise.turnover", "enterprise.balance_sheet_total")
OPEN_EACH = """
async (fragments) => {
  const calculator = document.querySelector("subsidy-calculator");
  const form = calculator.querySelector("form");
  const read = [];
  for (const fragment of fragments) {
    const answered = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (calculator.dataset.state !== "ready") return;
        observer.disconnect();
        resolve();
      });
      observer.observe(calculator, { attributeFilter: ["data-state"] });
    });
    location.hash = fragment;
    await answered;
    dispatchEvent(new Event("beforeprint")); /* writes the link of the answer on the page */
    const link = new URL(calculator.querySelector('[data-part="printed-link"]').textContent);
    read.push([[...new FormData(form)].filter(([, text]) => text !== ""), link.hash.slice(1)]);
  }
  return read;
}
"""
SHARED = "() => window.shared"


@pytest.fixture
def visitor(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A browser that was never here."""
    context = browser.new_context(base_url=address, permissions=["clipboard-read", "clipboard-write"])
    yield context
    context.close()


OPEN_WHILE_THE_ADDRESS_IS_WRITTEN = """(fragment) => {
  const before = location.hash;
  location.hash = fragment;
  history.replaceState(null, "", before);
}"""


def paper_of(page: Page) -> tuple[PdfReader, str]:
    """Print the page, and give the sheets and the text on them."""
    sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    text = " ".join(sheet.extract_text() for sheet in sheets.pages)
    return sheets, re.sub(r"\s+", " ", text)


def asked_in(form: dict[str, str]) -> dict[str, str]:
    """Return what a form still asks: figures only of whoever does not say the size."""
    return {name: text for name, text in form.items() if not (name in FIGURES and form.get("enterprise.size"))}


def in_field(text: str) -> str:
    """Return a text without the euro sign, which the field of an amount has itself."""
    return text.strip().removeprefix("€ ")


def test_a_share_link_brings_back_any_state_of_the_form(tab: Page) -> None:
    random = Random(SEED)
    forms = [make_up_form(random) for _ in range(STATES)]
    tab.goto("/bereken/")
    wait_until(tab, "ready")
    read = tab.evaluate(OPEN_EACH, [share_fragment(form) for form in forms])
    for form, (pairs, fragment) in zip(forms, read, strict=True):
        assert {name: in_field(text) for name, text in pairs} == {name: in_field(text) for name, text in form.items()}
        assert fragment.removesuffix("%20") == share_fragment(asked_in(form)).removesuffix("%20")
    assert {name for form in forms for name in form} == set(NAMES)


def test_the_link_is_copied_and_opens_the_same_answer_elsewhere(visitor: BrowserContext) -> None:
    page = visitor.new_page()
    open_link(page, RAISED)
    page.get_by_role("button", name="Kopieer de link").click()
    expect(page.get_by_text("De link is gekopieerd.")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    elsewhere = visitor.new_page()
    elsewhere.goto(link)
    expect_outcome(elsewhere, subsidy="€ 1.192,50", outlay="€ 2.050,30")
    assert elsewhere.url == link


def test_a_phone_shares_the_link_with_its_own_menu(visitor: BrowserContext) -> None:
    page = visitor.new_page()
    page.add_init_script("navigator.share = async (data) => { window.shared = data; };")
    open_link(page, RAISED)
    page.get_by_role("button", name="Deel", exact=True).click()
    shared = page.evaluate(SHARED)
    assert shared["title"].startswith("Bereken uw subsidie")
    assert shared["url"].endswith(RAISED.removeprefix("/bereken/"))


def test_a_date_written_with_strokes_in_a_link_is_filled_in(tab: Page) -> None:
    open_link(tab, link_to().replace("2026-12-01", "01/12/2026"))
    expect(tab.get_by_label("Start van de opleiding of het advies", exact=True)).to_have_value("2026-12-01")
    expect_outcome(tab, apply_by="15 december 2026")


def test_reloading_keeps_an_answer(tab: Page) -> None:
    open_link(tab, link_to())
    tab.get_by_label("Deelnameprijs", exact=True).fill("1.234,5")
    expect(tab).to_have_url(re.compile(r"costs\.deelname=1\.234%2C5"))
    tab.reload()
    expect(tab.get_by_label("Deelnameprijs", exact=True)).to_have_value("1.234,5")
    expect_outcome(tab, subsidy="€ 370,35")


def test_reloading_keeps_a_form_that_is_not_finished(tab: Page) -> None:
    tab.goto("/bereken/")
    tab.get_by_label("Deelnameprijs", exact=True).fill("1000")
    expect(tab).to_have_url(re.compile(r"costs\.deelname=1000"))
    tab.reload()
    expect(tab.get_by_label("Deelnameprijs", exact=True)).to_have_value("1000")
    wait_until(tab, "ready")
    expect(tab.locator("[data-invalid]")).to_have_count(0)


def test_a_shared_link_opens_on_its_outcome_and_the_questions_come_at_a_tap(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(RAISED)
    expect_outcome(page, subsidy="€ 1.192,50")
    expect(page.get_by_text("Deze berekening is met u gedeeld.")).to_be_visible()
    price = page.get_by_label("Deelnameprijs", exact=True)
    expect(price).to_be_hidden()
    expect(outcome_of(page, "subsidy")).to_be_in_viewport()
    page.get_by_role("button", name="Wijzig de gegevens").click()
    expect(price).to_be_visible()
    expect(page.get_by_text("Deze berekening is met u gedeeld.")).to_be_hidden()
    page.reload()
    expect_outcome(page, subsidy="€ 1.192,50")
    expect(price).to_be_visible()


@pytest.mark.parametrize(
    ("start", "link"), [("/cybersecurity/", "Bereken uw subsidie"), ("/hoeveel/", "Open dit voorbeeld")]
)
def test_a_link_of_our_own_pages_opens_on_its_questions(page: Page, start: str, link: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(start)
    page.get_by_role("link", name=link).first.click()
    expect(page.get_by_label("Deelnameprijs", exact=True)).to_be_visible()
    expect(page.get_by_text("Deze berekening is met u gedeeld.")).to_be_hidden()


def test_from_a_shared_link_each_answer_can_be_changed_where_it_is_read(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(RAISED)
    page.get_by_role("link", name="Wijzig Thema").click()
    expect(page.get_by_label("Thema", exact=True)).to_be_focused()
    expect(page.get_by_label("Thema", exact=True)).to_be_in_viewport()


def test_whoever_wants_to_know_whether_he_is_eligible_arrives_at_those_questions(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/")
    page.get_by_role("radio", name="Minder dan 50").check()
    page.get_by_label("Waarover gaat het?", exact=True).select_option("Innovatie")
    page.get_by_label("Prijs per deelnemer", exact=True).fill("1000")
    page.get_by_role("link", name="Kijk na of u in aanmerking komt").click()
    expect_outcome(page, subsidy="€ 300,00")
    expect(page.get_by_text("Hebt u een vestiging in het Vlaamse Gewest?").first).to_be_in_viewport()
    expect(page.get_by_role("group", name="Hebt u een vestiging").get_by_role("radio").first).to_be_focused()


def test_going_back_brings_back_the_example_before(tab: Page) -> None:
    tab.goto("/bereken/")
    tab.get_by_role("link", name="een opleiding").click()
    expect_outcome(tab, subsidy="€ 300,00")
    tab.get_by_role("link", name="advies over cybersecurity").click()
    expect_outcome(tab, subsidy="€ 1.400,00")
    tab.go_back()
    expect_outcome(tab, subsidy="€ 300,00")


def test_a_link_wins_from_the_answer_that_writes_its_own_into_the_address_meanwhile(tab: Page) -> None:
    open_link(tab, link_to(fee="1000"))
    tab.evaluate(OPEN_WHILE_THE_ADDRESS_IS_WRITTEN, link_to(fee="2000").partition("#")[2])
    expect_outcome(tab, subsidy="€ 600,00")
    expect(tab).to_have_url(re.compile(r"costs\.deelname=2000"))


@pytest.mark.parametrize("link", [RAISED, FULL, UNCERTAIN], ids=["answer", "everything filled in", "uncertain"])
def test_an_answer_prints_on_one_sheet_of_a4(tab: Page, link: str) -> None:
    open_link(tab, link)
    sheets, _ = paper_of(tab)
    assert len(sheets.pages) == 1
    assert (round(sheets.pages[0].mediabox.width), round(sheets.pages[0].mediabox.height)) == A4


def test_the_sheet_holds_the_inputs_the_outcome_the_sum_the_days_and_the_link(tab: Page) -> None:
    tab.clock.set_fixed_time("2026-11-23T12:00:00Z")
    open_link(tab, RAISED)
    _, text = paper_of(tab)
    for expected in (
        "Deelnameprijs € 2.500,00", "Aantal personen 2", "Thema Cybersecurity", "Btw-tarief 21 %",
        "U krijgt € 1.192,50", "U stort in uw portefeuille € 1.457,50", "Samen betaalt u € 2.050,30",
        "Uw plafond in dat jaar: € 7.500,00", "45 % van € 2.650,00 is € 1.192,50.",
        "dinsdag 15 december 2026", "woensdag 23 december 2026", "vrijdag 31 december 2027",
        "regels sinds 1 februari 2026", "Afgedrukt op 23 november 2026",
    ):  # fmt: skip
        assert expected in text, expected
    assert text.count("https://www.vlaio.be") + text.count("https://www.vlaanderen.be") >= 8
    link = text[text.index("opnieuw openen:") :].removeprefix("opnieuw openen:").replace(" ", "")
    assert link.endswith(RAISED.removeprefix("/bereken/"))


def test_the_sheet_shows_no_form_no_menu_and_no_button(tab: Page) -> None:
    open_link(tab, RAISED)
    _, text = paper_of(tab)
    for absent in ("Hoofdmenu", "Weet ik niet", "Kopieer de link", "Begin met een voorbeeld", "Wijzig", "Veelgestelde"):
        assert absent not in text


def test_a_form_without_an_answer_prints_the_worked_amounts(tab: Page) -> None:
    tab.goto("/bereken/")
    wait_until(tab, "ready")
    _, text = paper_of(tab)
    assert "Uitgewerkte bedragen" in text


def test_nothing_is_kept_on_this_device_until_asked_and_then_it_can_be_erased(visitor: BrowserContext) -> None:
    page = visitor.new_page()
    open_link(page, RAISED)
    expect(page.get_by_role("button", name="Wis wat bewaard is")).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("button", name="Bewaar op dit toestel").click()
    expect(page.get_by_text("Bewaard op dit toestel. Niemand anders ziet dit.")).to_be_visible()
    assert page.evaluate("localStorage.length") == 1

    later = visitor.new_page()
    later.goto("/bereken/")
    expect_outcome(later, subsidy="€ 1.192,50")
    later.get_by_role("button", name="Wis wat bewaard is").click()
    expect(later.get_by_text("Gewist van dit toestel.")).to_be_visible()
    expect(later.get_by_role("button", name="Wis wat bewaard is")).to_be_hidden()
    assert later.evaluate("localStorage.length") == 0

    last = visitor.new_page()
    last.goto("/bereken/")
    expect(last.get_by_label("Deelnameprijs", exact=True)).to_have_value("")


def test_a_browser_that_keeps_nothing_says_so(visitor: BrowserContext) -> None:
    page = visitor.new_page()
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }")
    open_link(page, RAISED)
    page.get_by_role("button", name="Bewaar op dit toestel").click()
    expect(page.get_by_text("Uw browser laat niet toe om iets te bewaren.")).to_be_visible()
    expect(page.get_by_role("button", name="Wis wat bewaard is")).to_be_hidden()


def test_a_share_link_wins_from_what_was_kept(visitor: BrowserContext) -> None:
    page = visitor.new_page()
    open_link(page, RAISED)
    page.get_by_role("button", name="Bewaar op dit toestel").click()
    expect(page.get_by_text("Bewaard op dit toestel.")).to_be_visible()
    other = visitor.new_page()
    open_link(other, link_to(fee="1000"))
    expect_outcome(other, subsidy="€ 300,00")


def test_a_full_run_leaves_no_trace_asks_no_one_else_and_says_nothing_wrong(
    visitor: BrowserContext, address: str, tmp_path: Path
) -> None:
    requests: list[str] = []
    wrong: list[str] = []
    visitor.on("request", lambda request: requests.append(request.url))
    visitor.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    visitor.on("weberror", lambda error: wrong.append(str(error.error)))
    page = visitor.new_page()
    open_link(page, RAISED + CATERING.replace("&costs.catering=180", "&costs.examen=77"))
    page.get_by_label("Deelnameprijs", exact=True).fill("3333")
    expect(outcome_of(page, "eligible_cost")).to_have_text("€\xa03.483,00")
    page.get_by_label("Deelnameprijs", exact=True).fill("fout")
    page.get_by_role("button", name="Bereken", exact=True).click()
    expect(page.get_by_role("alert", name="Er klopt iets niet")).to_be_focused()
    page.get_by_label("Deelnameprijs", exact=True).fill("3333")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Zet de data in uw agenda").click()
    saved.value.save_as(tmp_path / "agenda.ics")
    page.get_by_role("button", name="Kopieer de link").click()
    expect(page.get_by_text("De link is gekopieerd.")).to_be_visible()
    page.goto("/jaarplan/")
    page.get_by_role("radio", name="Klein").check()
    page.get_by_label("Deelnameprijs").fill("4444")
    page.get_by_label("Thema").select_option("Innovatie")
    expect(page.get_by_text("subsidie (30\xa0%)").filter(visible=True)).to_be_visible()
    assert wrong == []
    assert {url for url in requests if not url.startswith((address, "blob:"))} == set()
    assert [url for url in requests if re.search("3333|4444|2500|#", url)] == []
    assert visitor.cookies() == []
    kept = "async () => localStorage.length + sessionStorage.length + (await indexedDB.databases()).length"
    assert page.evaluate(kept) == 0
