"""The year planner: several trainings in a row, the ceiling running along, and a spreadsheet out and in."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.calculator import calculator, press_calculate, wait_until, written
from tests.support.planner import add_row, fill_row, fill_year, planned_row

REACHED = "Deze aanvraag maakt uw plafond van dat jaar vol."
HEADINGS = "Naam;Datum van de aanvraag;Dienst;Thema;Kosten"


def open_planner(page: Page) -> None:
    """Open the planner, and wait until it answers."""
    page.goto("/jaarplan/")
    wait_until(page, "ready")


def totals_on(page: Page) -> Locator:
    """Give the part with what everything comes to."""
    return page.get_by_role("region", name="Samen")


def expect_total(page: Page, name: str, amount: str) -> None:
    """Expect one of the sums over all rows."""
    term = totals_on(page).get_by_role("term").filter(has_text=name)
    expect(term.locator("xpath=following-sibling::dd")).to_have_text(written(amount))


def names_on(page: Page) -> list[str]:
    """Give the names of the rows, from top to bottom."""
    fields = page.get_by_label("Naam")
    return [fields.nth(place).input_value() for place in range(fields.count())]


def upload(page: Page, text: str | bytes) -> None:
    """Open a spreadsheet with that content."""
    content = text if isinstance(text, bytes) else text.encode("utf-8")
    page.get_by_label("Open een CSV").set_input_files({"name": "plan.csv", "mimeType": "text/csv", "buffer": content})


def download(page: Page, folder: Path) -> bytes:
    """Save the spreadsheet and give what is in it."""
    with page.expect_download() as saved:
        page.get_by_role("button", name="Bewaar als CSV").click()
    assert saved.value.suggested_filename == "jaarplan.csv"
    saved.value.save_as(folder / "jaarplan.csv")
    return (folder / "jaarplan.csv").read_bytes()


def test_each_training_gets_what_those_before_it_left_of_the_ceiling(tab: Page) -> None:
    fill_year(tab)
    expect(planned_row(tab, 1)).to_contain_text(written("€ 2.400,00 subsidie (30 %)"))
    expect(planned_row(tab, 1)).to_contain_text(written("Nog over van het plafond: € 5.100,00."))
    expect(planned_row(tab, 2)).to_contain_text(written("€ 4.050,00 subsidie (45 %)"))
    expect(planned_row(tab, 3)).to_contain_text(written("€ 1.050,00 subsidie"))
    expect_total(tab, "Alle subsidies samen", "€ 7.500,00")
    expect_total(tab, "U betaalt in totaal", "€ 15.500,00")


def test_the_training_that_reaches_the_ceiling_says_so_and_only_that_one(tab: Page) -> None:
    fill_year(tab)
    expect(planned_row(tab, 3).get_by_text(REACHED)).to_be_visible()
    expect(tab.get_by_text(REACHED).filter(visible=True)).to_have_count(1)


def test_after_the_ceiling_is_reached_a_training_gets_nothing_with_what_to_do(tab: Page) -> None:
    fill_year(tab)
    add_row(tab)
    fill_row(tab, 4, name="Nog een", day="2026-11-02", theme="Innovatie", cost="1000")
    expect(planned_row(tab, 4)).to_contain_text("U hebt uw steunplafond van dit jaar al volledig gebruikt.")
    expect(planned_row(tab, 4)).to_contain_text("Vanaf 1 januari hebt u een nieuw plafond.")
    planned_row(tab, 4).get_by_label("Datum van de aanvraag").fill("2027-01-04")
    expect(planned_row(tab, 4)).to_contain_text(written("€ 300,00 subsidie"))
    expect(totals_on(tab).get_by_role("row")).to_have_text(
        [re.compile("Jaar"), re.compile(written("2026€ 7.500,00€ 0,00")), re.compile(written("2027€ 300,00€ 7.200,00"))]
    )


def test_what_was_received_before_goes_off_the_ceiling(tab: Page) -> None:
    fill_year(tab)
    tab.get_by_label("Al gekregen subsidie dit jaar").fill("5000")
    expect(planned_row(tab, 2).get_by_text(REACHED)).to_be_visible()
    expect_total(tab, "Alle subsidies samen", "€ 2.500,00")


def test_a_new_row_gets_the_focus_and_the_day_of_the_one_before(tab: Page) -> None:
    open_planner(tab)
    planned_row(tab, 1).get_by_label("Datum van de aanvraag").fill("2026-03-02")
    add_row(tab)
    expect(planned_row(tab, 2).get_by_label("Naam")).to_be_focused()
    expect(planned_row(tab, 2).get_by_label("Datum van de aanvraag")).to_have_value("2026-03-02")


def test_rows_move_up_and_down_and_keep_the_focus_in_the_row(tab: Page) -> None:
    fill_year(tab)
    tab.get_by_role("button", name="Naar boven met aanvraag 3").press("Enter")
    assert names_on(tab) == ["Boekhouden", "Leidinggeven", "Phishing herkennen"]
    expect(tab.get_by_role("button", name="Naar boven met aanvraag 2")).to_be_focused()
    tab.keyboard.press("Enter")
    assert names_on(tab) == ["Leidinggeven", "Boekhouden", "Phishing herkennen"]
    expect(tab.get_by_role("button", name="Naar onder met aanvraag 1")).to_be_focused()
    tab.keyboard.press("Enter")
    assert names_on(tab) == ["Boekhouden", "Leidinggeven", "Phishing herkennen"]
    expect(tab.get_by_role("status")).to_have_text("Dit is nu aanvraag 2.")


def test_the_order_decides_who_goes_first_among_applications_of_one_day(tab: Page) -> None:
    open_planner(tab)
    fill_row(tab, 1, name="Groot", day="2026-03-02", theme="Innovatie", cost="20000")
    add_row(tab)
    fill_row(tab, 2, name="Klein", day="2026-03-02", theme="Innovatie", cost="10000")
    expect(planned_row(tab, 2)).to_contain_text(written("€ 1.500,00 subsidie"))
    tab.get_by_role("button", name="Naar boven met aanvraag 2").click()
    expect(planned_row(tab, 1)).to_contain_text(written("€ 3.000,00 subsidie"))
    expect(planned_row(tab, 2)).to_contain_text(written("€ 4.500,00 subsidie"))


def test_the_first_row_goes_no_higher_and_the_last_no_lower(tab: Page) -> None:
    fill_year(tab)
    buttons = [planned_row(tab, number).get_by_role("button") for number in (1, 2, 3)]
    expect(buttons[0]).to_have_text([re.compile("^Naar onder"), re.compile("^Verwijder")])
    expect(buttons[1]).to_have_text([re.compile("^Naar boven"), re.compile("^Naar onder"), re.compile("^Verwijder")])
    expect(buttons[2]).to_have_text([re.compile("^Naar boven"), re.compile("^Verwijder")])


def test_removing_a_row_moves_the_focus_to_the_one_that_takes_its_place(tab: Page) -> None:
    fill_year(tab)
    tab.get_by_role("button", name="Verwijder aanvraag 2").press("Enter")
    assert names_on(tab) == ["Boekhouden", "Leidinggeven"]
    expect(planned_row(tab, 2)).to_be_focused()
    expect_total(tab, "Alle subsidies samen", "€ 4.200,00")
    tab.get_by_role("button", name="Verwijder aanvraag 2").press("Enter")
    expect(planned_row(tab, 1)).to_be_focused()
    tab.get_by_role("button", name="Verwijder aanvraag 1").press("Enter")
    expect(tab.get_by_role("button", name="Voeg een opleiding toe")).to_be_focused()
    expect(tab.get_by_text("Hier verschijnt wat u samen krijgt.")).to_be_visible()


def test_nothing_is_red_while_a_row_is_being_filled_in(tab: Page) -> None:
    open_planner(tab)
    planned_row(tab, 1).get_by_label("Kosten die meetellen").press_sequentially("1,2,3")
    wait_until(tab, "ready")
    expect(tab.locator("[data-invalid]")).to_have_count(0)


def test_pressing_the_button_says_what_is_missing_and_leads_there(tab: Page) -> None:
    open_planner(tab)
    planned_row(tab, 1).get_by_label("Kosten die meetellen").fill("1,2,3")
    press_calculate(tab)
    theme, cost = (planned_row(tab, 1).get_by_label(label) for label in ("Thema", "Kosten die meetellen"))
    expect(theme).to_be_focused()
    expect(theme).to_have_accessible_description("Kies het thema van de opleiding of het advies.")
    expect(cost).to_have_accessible_description(re.compile("^Dit kunnen wij niet lezen."))
    expect(tab).to_have_title(re.compile("^Fout: "))
    theme.select_option("Innovatie")
    cost.fill("1.000")
    expect(tab.locator("[data-invalid]")).to_have_count(0)
    expect(tab).to_have_title(re.compile("^Plan de opleidingen"))


def test_a_mistake_in_what_all_rows_share_stands_at_its_field(tab: Page) -> None:
    fill_year(tab)
    received = tab.get_by_label("Al gekregen subsidie dit jaar")
    received.fill("veel")
    press_calculate(tab)
    expect(received).to_be_focused()
    expect(received).to_have_accessible_description(re.compile("^Dit kunnen wij niet lezen."))


def test_the_spreadsheet_opens_in_a_belgian_excel(tab: Page, tmp_path: Path) -> None:
    fill_year(tab)
    planned_row(tab, 2).get_by_label("Naam").fill("Phishing")
    expect_total(tab, "Alle subsidies samen", "€ 7.500,00")
    wait_until(tab, "ready")
    content = download(tab, tmp_path)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows == [
        [*HEADINGS.split(";"), "Percentage", "Subsidie", "U betaalt", "Nog over van het plafond"],
        ["Boekhouden", "02/03/2026", "opleiding", "financieel", "8000,00", "30,00", "2400,00", "5600,00", "5100,00"],
        ["Phishing", "04/05/2026", "opleiding", "cybersecurity", "9000,00", "45,00", "4050,00", "4950,00", "1050,00"],
        ["Leidinggeven", "12/10/2026", "opleiding", "personeel", "6000,00", "30,00", "1050,00", "4950,00", "0,00"],
    ]  # fmt: skip


def test_a_spreadsheet_that_was_saved_comes_back_as_it_was(tab: Page, tmp_path: Path) -> None:
    fill_year(tab)
    planned_row(tab, 2).get_by_label("Naam").fill('=1+1; "aan", é')
    wait_until(tab, "ready")
    first = download(tab, tmp_path)
    assert b"'=1+1" in first
    tab.reload()
    wait_until(tab, "ready")
    upload(tab, first)
    expect_total(tab, "Alle subsidies samen", "€ 7.500,00")
    assert names_on(tab) == ["Boekhouden", '=1+1; "aan", é', "Leidinggeven"]
    assert download(tab, tmp_path) == first


def test_a_spreadsheet_that_excel_saved_its_own_way_is_read(tab: Page) -> None:
    open_planner(tab)
    upload(tab, f"{HEADINGS}\r\nCafé;1/12/2026;Opleiding;Innovatie;€ 1.000,50\r\n;;;;\r\n".encode("cp1252"))
    expect(planned_row(tab, 1)).to_contain_text(written("€ 300,15 subsidie"))
    assert names_on(tab) == ["Café"]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (3, f"{HEADINGS}\r\nGoed;01/12/2026;opleiding;innovatie;1000\r\nKapot;31/02/2026;opleiding;innovatie;1000\r\n"),
        (2, f"{HEADINGS}\r\nKapot;01/12/2026;opleiding;innovatie;duizend\r\n"),
        (2, f"{HEADINGS}\r\nKapot;01/12/2026;cursus;innovatie;1000\r\n"),
        (4, f'{HEADINGS}\r\n"Over twee\r\nregels";01/12/2026;opleiding;innovatie;1\r\nKapot;01/12/2026\r\n'),
        (1, "geen rekenblad"),
        (1, ""),
    ],
)
def test_a_broken_spreadsheet_is_told_by_its_line_and_loses_nothing(tab: Page, line: int, text: str) -> None:
    open_planner(tab)
    fill_row(tab, 1, name="Boekhouden", day="2026-03-02", theme="Innovatie", cost="8000")
    upload(tab, text)
    expect(tab.get_by_role("alert").filter(has_text=f"Regel {line} van dit bestand")).to_be_visible()
    assert names_on(tab) == ["Boekhouden"]
    expect(planned_row(tab, 1)).to_contain_text(written("€ 2.400,00 subsidie"))


def test_a_plan_of_more_than_a_hundred_trainings_is_refused_as_a_whole(tab: Page) -> None:
    open_planner(tab)
    fill_row(tab, 1, name="Boekhouden", day="2026-03-02", theme="Innovatie", cost="8000")
    upload(tab, HEADINGS + "\r\nCursus;01/12/2026;opleiding;innovatie;100" * 2_000)
    expect(tab.get_by_role("alert").filter(has_text="Hoogstens 100 is mogelijk")).to_be_visible()
    expect(calculator(tab)).to_have_attribute("data-state", "ready")
    assert names_on(tab) == ["Boekhouden"]


@pytest.mark.full_runtime
def test_a_planner_whose_python_cannot_start_says_so_and_tries_again(page: Page) -> None:
    page.context.route("**/*.wasm", lambda route: route.abort())
    page.goto("/jaarplan/")
    fill_row(page, 1, name="Boekhouden", day="2026-03-02", theme="Innovatie", cost="8000")
    wait_until(page, "failed")
    expect(page.get_by_text("Daarom tonen wij geen bedrag")).to_be_visible()
    page.context.unroute_all()
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect(planned_row(page, 1)).to_contain_text(written("€ 2.400,00 subsidie"))
