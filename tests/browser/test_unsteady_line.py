"""What needs more than is there: what was left out of Python, a line that falls silent, a host that is gone."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Locator, Page, expect

from calculator.page.form import NAMES
from sitegen.bundle import trim
from sitegen.bundle.exports import SELF_TEST
from sitegen.bundle.pyodide_release import WASM
from sitegen.bundle.snapshot import start_python, write_whole_snapshot
from sitegen.bundle.stdlib import make_library
from sitegen.bundle.trim import instrument, own_functions
from sitegen.site import build_site
from tests.conftest import ROOT, TODAY
from tests.parity.lives import Life, ask_under_node
from tests.parity.questions import Question
from tests.support.unsteady import PATIENCE, Line, on_line

PYODIDE = ROOT / "node_modules/pyodide"
FORM = {
    "submitted_on": "2026-11-23",
    "enterprise.size": "klein",
    "project.service": "opleiding",
    "project.theme": "innovatie",
}
LINK = "bereken/#v=1&" + "&".join(f"{name}={value}" for name, value in FORM.items())
ANSWERED = f"{LINK}&costs.deelname=1000"
HALF_A_MINUTE = 30_000
TABLE = "Boekhouden;2026-03-02;opleiding;financieel;8000\r\n"


def plain_questions() -> list[Question]:
    """Return questions of a form with plain amounts, written as the page writes them."""
    form = dict.fromkeys(NAMES, "") | FORM | {"today": TODAY.isoformat()}
    forms = [form | {"costs.deelname": str(amount)} for amount in range(0, 3_000, 10)]
    filled = [{name: value for name, value in form.items() if value} for form in forms]
    return [SELF_TEST, *(("answer", json.dumps(form)) for form in (*forms, *filled))]


@pytest.fixture(scope="module")
def meagre_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with a WebAssembly that can answer plain amounts only."""
    whole = write_whole_snapshot(start_python(PYODIDE, make_library(PYODIDE, slim=True)))
    released = (PYODIDE / WASM).read_bytes()
    plain = [Life(threshold=0, questions=plain_questions())]
    found = ask_under_node(instrument(released), whole, plain, "--trace-wasm-compilation-times")
    folder = tmp_path_factory.mktemp("meagre")
    out = folder / "dist"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trim, "LIST", folder / "functions.txt")
        trim.write_list(found.functions & set(own_functions(released)))
        build_site(ROOT / "site_src", out, TODAY, print)
    return out


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor for whom nothing is kept but in the browser's own cache."""
    context = browser.new_context(service_workers="block")
    yield context
    context.close()


def visit(visitor: BrowserContext, port: int, page: str) -> Page:
    tab = visitor.new_page()
    tab.goto(f"http://127.0.0.1:{port}/{page}")
    return tab


def subsidy(page: Page) -> Locator:
    return page.locator('[data-outcome="subsidy"]')


def ask_about(page: Page, amount: str) -> None:
    page.get_by_label("Deelnameprijs", exact=True).fill(amount)


def expect_failure(page: Page, reason: str) -> None:
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text(reason)
    expect(page.locator("subsidy-calculator")).to_have_attribute("data-state", "failed")
    expect(subsidy(page)).to_be_empty()


def expect_subsidy(page: Page, amount: str) -> None:
    expect(subsidy(page)).to_have_text(f"€\xa0{amount}")
    expect(page.get_by_role("button", name="Probeer opnieuw")).to_be_hidden()
    expect(page.locator("subsidy-calculator")).to_have_attribute("data-state", "ready")


ODD_AMOUNT = "1\N{NO-BREAK SPACE}500,00"
"""An amount that the meagre WebAssembly cannot read."""

ASK_BESIDE = """text => {
  window.beside = document.querySelector("subsidy-calculator").client.call("answer", text);
}"""
WATCH_STATES = """() => {
  const calculator = document.querySelector("subsidy-calculator");
  window.states = [];
  new MutationObserver(() => window.states.push(calculator.dataset.state))
    .observe(calculator, { attributeFilter: ["data-state"] });
}"""


@pytest.mark.full_runtime
def test_only_the_question_that_needs_it_has_the_full_runtime_fetched_and_once(
    visitor: BrowserContext, meagre_site: Path
) -> None:
    line = Line()
    with on_line(meagre_site, line) as port:
        page = visit(visitor, port, ANSWERED)
        expect_subsidy(page, "300,00")
        assert line.requests_for(WASM) == 0
        for _ in range(2):
            ask_about(page, ODD_AMOUNT)
            expect_subsidy(page, "450,00")
            ask_about(page, "2000")
            expect_subsidy(page, "600,00")
        assert (line.requests_for(WASM), line.requests_for("snapshot.")) == (1, 1)


@pytest.mark.full_runtime
def test_how_the_full_runtime_starts_does_not_show_over_the_answer_to_another_question(
    visitor: BrowserContext, meagre_site: Path
) -> None:
    line = Line(interrupts=WASM)
    with on_line(meagre_site, line) as port:
        page = visit(visitor, port, ANSWERED)
        expect_subsidy(page, "300,00")
        page.evaluate(ASK_BESIDE, json.dumps(FORM | {"costs.deelname": ODD_AMOUNT}))
        assert line.interrupted.wait(PATIENCE)
        ask_about(page, "2000")
        expect_subsidy(page, "600,00")
        page.evaluate(WATCH_STATES)
        line.mended.set()
        assert "450,00" in page.evaluate("window.beside")
        assert page.evaluate("window.states") == []


@pytest.mark.full_runtime
def test_without_internet_that_one_question_says_so_and_every_other_is_answered(
    visitor: BrowserContext, meagre_site: Path
) -> None:
    with on_line(meagre_site, Line()) as port:
        page = visit(visitor, port, ANSWERED)
        expect_subsidy(page, "300,00")
    for _ in range(2):
        ask_about(page, ODD_AMOUNT)
        expect_failure(page, "Voor dit ene antwoord is internet nodig")
        ask_about(page, "2000")
        expect_subsidy(page, "600,00")
    ask_about(page, ODD_AMOUNT)
    expect_failure(page, "Voor dit ene antwoord is internet nodig")
    with on_line(meagre_site, Line(), port):
        page.get_by_role("button", name="Probeer opnieuw").click()
        expect_subsidy(page, "450,00")


@pytest.mark.full_runtime
def test_a_calendar_that_needs_internet_says_so_beside_its_button(visitor: BrowserContext, meagre_site: Path) -> None:
    with on_line(meagre_site, Line()) as port:
        page = visit(visitor, port, ANSWERED)
        expect_subsidy(page, "300,00")
    page.locator('[data-part="calendar"]').click()
    expect(page.get_by_text("Voor dit ene bestand is internet nodig").filter(visible=True)).to_be_visible()
    expect_subsidy(page, "300,00")


@pytest.mark.full_runtime
def test_a_spreadsheet_that_needs_internet_says_so_and_changes_nothing(
    visitor: BrowserContext, meagre_site: Path
) -> None:
    with on_line(meagre_site, Line()) as port:
        page = visit(visitor, port, "jaarplan/")
        expect(page.locator("year-planner")).to_have_attribute("data-state", "ready")
    table = FilePayload(name="plan.csv", mimeType="text/csv", buffer=TABLE.encode())
    page.locator('[data-part="upload"]').set_input_files(table)
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("Uw jaarplan is niet veranderd")
    expect(page.get_by_label("Naam")).to_have_value("")


@pytest.mark.parametrize("file", ["python.", "snapshot."])
def test_a_line_that_falls_silent_loses_nothing_of_what_came(
    visitor: BrowserContext, built_site: Path, file: str
) -> None:
    line = Line(interrupts=file)
    with on_line(built_site, line) as port:
        page = visitor.new_page()
        page.clock.install()
        page.goto(f"http://127.0.0.1:{port}/{ANSWERED}")
        assert line.interrupted.wait(30)
        for _ in range(2):
            page.clock.fast_forward(HALF_A_MINUTE)
            expect_failure(page, "De rekenmachine is nog niet binnen")
        line.mended.set()
        expect_subsidy(page, "300,00")
        assert (line.requests_for("python."), line.requests_for("snapshot.")) == (1, 1)


def test_after_a_silence_try_again_asks_only_for_what_did_not_come(visitor: BrowserContext, built_site: Path) -> None:
    line = Line(interrupts="snapshot.")
    with on_line(built_site, line) as port:
        page = visitor.new_page()
        page.clock.install()
        page.goto(f"http://127.0.0.1:{port}/{ANSWERED}")
        assert line.interrupted.wait(30)
        page.clock.fast_forward(HALF_A_MINUTE)
        expect_failure(page, "De rekenmachine is nog niet binnen")
        page.get_by_role("button", name="Probeer opnieuw").click()
        expect_subsidy(page, "300,00")
        assert (line.requests_for("python."), line.requests_for("snapshot.")) == (1, 2)


@pytest.mark.full_runtime
def test_a_host_that_is_gone_is_named_and_try_again_works_once_it_is_back(
    visitor: BrowserContext, built_site: Path
) -> None:
    line = Line(interrupts="worker.")
    with on_line(built_site, line) as port:
        page = visit(visitor, port, "bereken/")
        assert line.interrupted.wait(30)
    expect_failure(page, "De rekenmachine is nog niet binnen")
    with on_line(built_site, Line(), port):
        page.get_by_role("button", name="Probeer opnieuw").click()
        expect(page.locator("subsidy-calculator")).to_have_attribute("data-state", "ready")
