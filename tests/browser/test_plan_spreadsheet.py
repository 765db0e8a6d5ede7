"""The year plan as a spreadsheet: saved, opened in any encoding, and refused cell by cell."""

import csv
import io

import pytest
from playwright.sync_api import Page, expect

from tests.support.calculator import calculator, written
from tests.support.planner import (
    TITLES,
    download_text,
    expect_subsidy,
    fill_row,
    fill_year,
    names_on,
    open_planner,
    planned_row,
    upload,
)


def test_the_spreadsheet_opens_in_a_belgian_excel(tab: Page) -> None:
    fill_year(tab)
    expect_subsidy(tab, "€ 7.500,00")
    rows = list(csv.reader(io.StringIO(download_text(tab), newline=""), delimiter=";"))
    titles = [*TITLES.split(";"), "Percentage", "Subsidie", "U betaalt, met btw", "Nog over van het plafond"]
    assert rows[0] == [*titles, "Al gekregen subsidie dit jaar", "Grootte van uw onderneming"]
    assert [";".join(line) for line in rows[1:]] == [
        "Boekhouden;02/03/2026;opleiding;financieel;8000,00;30,00;2400,00;5600,00;5100,00;;klein",
        "Phishing herkennen;04/05/2026;opleiding;cybersecurity;9000,00;45,00;4050,00;4950,00;1050,00;;klein",
        "Leidinggeven;12/10/2026;opleiding;personeel;6000,00;30,00;1050,00;4950,00;0,00;;klein",
    ]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_a_spreadsheet_in_the_encoding_of_any_program_is_read(tab: Page, encoding: str) -> None:
    open_planner(tab)
    upload(tab, f"{TITLES}\r\nCafé;1/12/2026;Opleiding;Innovatie;€ 1.000,50\r\n;;;;\r\n".encode(encoding))
    expect(tab.get_by_text("In dit bestand staat niet hoe groot uw onderneming is.")).to_be_visible()
    tab.get_by_role("radio", name="Klein").check()
    expect(planned_row(tab, 1)).to_contain_text(written("Café: € 300,15 subsidie"))


def test_what_is_wrong_in_a_spreadsheet_is_told_cell_by_cell_and_nothing_is_lost(tab: Page) -> None:
    open_planner(tab)
    fill_row(tab, 1, name="Boekhouden", day="2026-03-02", theme="Innovatie", cost="8000")
    upload(tab, f"{TITLES}\r\nGoed;01/12/2026;opleiding;innovatie;1000\r\nKapot;31/02/2026;cursus;innovatie;-5\r\n")
    complaint = tab.get_by_role("alert").filter(has_text="Uw jaarplan is niet veranderd.")
    for said in (
        "Regel 3, kolom Datum van de aanvraag: daar staat “31/02/2026”. Wij verwachten een dag zoals 15/12/2026.",
        "Regel 3, kolom Opleiding of advies: daar staat “cursus”. "
        "Wij verwachten een van deze woorden: opleiding, advies.",
        "Regel 3, kolom Deelnameprijs: daar staat “-5”. Wij verwachten een bedrag zoals 1234,56, van nul of meer.",
    ):
        expect(complaint).to_contain_text(said)
    assert names_on(tab) == ["Boekhouden"]
    expect(planned_row(tab, 1)).to_contain_text(written("€ 2.400,00 subsidie"))


def test_a_file_of_excel_itself_says_how_to_save_it(tab: Page) -> None:
    open_planner(tab)
    upload(tab, b"PK\x03\x04and more", "plan.xlsx")
    expect(tab.get_by_role("alert").filter(has_text="CSV UTF-8 (door lijstscheidingsteken gescheiden)")).to_be_visible()


def test_a_plan_of_more_than_a_hundred_trainings_is_refused_as_a_whole(tab: Page) -> None:
    open_planner(tab)
    fill_row(tab, 1, name="Boekhouden", day="2026-03-02", theme="Innovatie", cost="8000")
    upload(tab, TITLES + "\r\nCursus;01/12/2026;opleiding;innovatie;100" * 2_000)
    expect(tab.get_by_role("alert").filter(has_text="Hoogstens 100 is mogelijk")).to_be_visible()
    expect(calculator(tab)).to_have_attribute("data-state", "ready")
    assert names_on(tab) == ["Boekhouden"]
