"""The year planner's spreadsheet: it runs nothing, is read as programs save it, and what is wrong in it is told."""

import csv
import json
from io import StringIO
from time import process_time
from typing import Any

import pytest

from calculator.page.cells import FORMULA_STARTS, read_cell, write_cell
from calculator.page.year_planner import planner_json
from calculator.wire.json_objects import MOST_ITEMS
from tests.support.hostile_tables import HARMLESS_CELLS, HOSTILE_CELLS, ROW
from tests.support.plans import Answer, opened, row, saved, values_of

TITLES = "Naam;Datum van de aanvraag;Opleiding of advies;Thema;Deelnameprijs"
LINE = "Excel;01/12/2026;opleiding;innovatie;1000,50"
READ = {
    "plan.0.name": "Excel",
    "plan.0.submitted_on": "2026-12-01",
    "plan.0.project.service": "opleiding",
    "plan.0.project.theme": "innovatie",
    "plan.0.costs.deelname": "1000,50",
}


def first_cell(name: str) -> str:
    table = saved(values_of(row("2027-02-01", "850", name=name)))
    _, cells = csv.reader(StringIO(table, newline=""), delimiter=";")
    return cells[0]


def refused_in(text: str) -> list[tuple[str, str, str, str]]:
    refused = json.loads(json.dumps(opened(text)["refused"]))
    return [(*(each["texts"][name] for name in ("line", "column", "text")), each["expected"]) for each in refused]


def complaints(answer: Answer) -> list[Any]:
    found: list[Any] = json.loads(json.dumps(answer["refused"]))
    return found


def test_no_cell_is_a_formula_whatever_stands_before_its_sign() -> None:
    assert [cell for cell in HOSTILE_CELLS if cell.strip() and first_cell(cell) != f"'{cell}"] == []


def test_every_sign_that_starts_a_formula_is_tried() -> None:
    assert {sign for sign in FORMULA_STARTS if not any(sign in cell for cell in HOSTILE_CELLS)} == set()


@pytest.mark.parametrize("cell", HARMLESS_CELLS)
def test_other_cells_are_as_they_were_typed(cell: str) -> None:
    assert first_cell(cell) == cell


@pytest.mark.parametrize("name", ["'t Groene Huis", "''", "=1+1", "'=1+1", *HARMLESS_CELLS])
def test_a_name_comes_back_as_it_was_typed(name: str) -> None:
    assert read_cell("name", write_cell("name", name)) == name


def test_a_name_that_others_wrote_keeps_its_apostrophe() -> None:
    assert read_cell("name", "'t Groene Huis") == "'t Groene Huis"


def test_a_day_before_the_year_thousand_comes_back_too() -> None:
    assert write_cell("submitted_on", "0987-06-05") == "05/06/0987"
    assert read_cell("submitted_on", "05/06/0987") == "0987-06-05"


def test_everything_that_is_filled_in_comes_back_with_the_size_and_what_was_received() -> None:
    more = {"costs.deelname.quantity": "3", "project.prices_include_vat": "true", "project.vat_rate": "21"}
    values = values_of(
        row("2026-12-01", "1000", name="Een") | more,
        row("2026-12-02", "500", project__starts_on="2026-12-09"),
        enterprise__size="middelgroot",
        subsidy_received="2000",
    )
    answer = opened(saved(values))
    read = json.loads(json.dumps(answer["values"]))
    assert read == values | {
        "plan.0.costs.deelname": "1000,00",
        "plan.1.costs.deelname": "500,00",
        "subsidy_received": "2000,00",
    }
    assert (answer["asks"], answer["unknown"]) == (False, [])


def test_a_file_without_the_size_asks() -> None:
    assert opened(f"{TITLES}\r\n{LINE}")["asks"] is True


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLES}\r\n{LINE}\r\n",
        LINE,
        f"\ufeff{TITLES}\r\n{LINE}",
        f"sep=;\r\n{TITLES}\r\n{LINE}",
        f"{TITLES}\n\n{LINE}\n;;;;\n",
        f"{TITLES}\r{LINE}\r",
        f"{TITLES}\n{LINE}".replace(";", "\t"),
        f"SEP=\t\n{TITLES}\n{LINE}".replace(";", "\t"),
        TITLES.replace(";", ",") + '\nExcel,1-12-2026,opleiding,innovatie,"1000,50"',
        f"{TITLES}\nExcel;1/12/26;Opleiding;Innovatie;+1000,50",
        f"{TITLES}\nExcel;2026-12-01 00:00:00;OPLEIDING;innovatie;1000,50",
        f"{TITLES}\nExcel;1.12.2026;opleiding;innovatie;1000,50;;;;",
        "Thema;Naam;Deelnameprijs;Datum van de aanvraag;Opleiding of advies\n"
        "innovatie;Excel;1000,50;1/12/2026;opleiding",
        "Naam;Datum;Dienst;Thema;Kosten\nExcel;1/12/2026;opleiding;innovatie;1000,50",
        f'"{TITLES.replace(";", chr(34) + ";" + chr(34))}"\n"Excel";"1/12/2026";"opleiding";"innovatie";"1000,50"',
    ],
    ids=range(15),
)
def test_what_spreadsheet_programs_and_people_save_is_read(text: str) -> None:
    answer = opened(text)
    assert (answer["values"], answer["refused"]) == (READ, [])


def test_a_line_break_in_a_name_becomes_a_space_and_counts_as_a_line() -> None:
    text = (
        f'{TITLES}\r\n"Over twee\r\nregels";01/12/2026;opleiding;innovatie;1\r\nKapot;31/02/2026;opleiding;innovatie;1'
    )
    assert refused_in(text) == [("4", "Datum van de aanvraag", "31/02/2026", "date")]
    values = opened(text.replace("31/02", "28/02"))["values"]
    assert isinstance(values, dict)
    assert values["plan.0.name"] == "Over twee regels"


def test_each_cell_that_cannot_be_read_is_told_with_its_line_its_column_and_what_was_expected() -> None:
    text = f"{TITLES}\r\nEen;morgen;cursus;innovatie;duizend\r\n{LINE}\r\nTwee;;opleiding;Wijn;-5\r\n"
    assert refused_in(text) == [
        ("2", "Datum van de aanvraag", "morgen", "date"),
        ("2", "Opleiding of advies", "cursus", "choice"),
        ("2", "Deelnameprijs", "duizend", "amount"),
        ("4", "Thema", "Wijn", "choice"),
        ("4", "Deelnameprijs", "-5", "amount"),
    ]
    assert opened(text)["values"] == {}
    assert complaints(opened(text))[1]["texts"]["words"] == "opleiding, advies"


def test_a_line_that_says_something_else_of_the_enterprise_is_told() -> None:
    text = f"{TITLES};Grootte van uw onderneming\n{LINE};klein\n{LINE};middelgroot"
    assert refused_in(text) == [("3", "Grootte van uw onderneming", "middelgroot", "same")]
    assert complaints(opened(text))[0]["texts"]["words"] == "klein"


@pytest.mark.parametrize(
    ("text", "line", "said", "expected"),
    [
        ("geen rekenblad", "1", "geen rekenblad", "rows"),
        ("", "1", "", "rows"),
        (TITLES, "1", TITLES, "rows"),
        (f"{TITLES}\nlos", "2", "los", "row"),
        (f"{TITLES};Subsidie\n;;;;;1500,00", "2", "1500,00", "row"),
        (f'{TITLES}\n{LINE}\n"open;1/12/2026;opleiding;innovatie;1\n{LINE}', "3", "", "row"),
    ],
)
def test_a_line_that_is_no_training_is_told_and_never_dropped(text: str, line: str, said: str, expected: str) -> None:
    assert refused_in(text) == [(line, "", said[:60], expected)]


def test_a_column_that_is_not_ours_is_named() -> None:
    assert opened(f"{TITLES};Opmerking\n{LINE};mooi")["unknown"] == ["Opmerking"]


def test_as_many_rows_as_a_plan_may_hold_are_read() -> None:
    answer = opened(ROW * MOST_ITEMS)
    assert isinstance(answer["values"], dict)
    assert f"plan.{MOST_ITEMS - 1}.name" in answer["values"]
    assert answer["refused"] == []


@pytest.mark.parametrize("count", [MOST_ITEMS + 1, 2_000, 200_000])
def test_of_more_rows_none_is_read_and_the_answer_says_how_many_may_be(count: int) -> None:
    text = ROW * count
    start = process_time()
    answer = opened(text)
    assert process_time() - start < 5
    assert answer["values"] == {}
    assert [(each["expected"], each["texts"]["words"]) for each in complaints(answer)] == [("fewer", str(MOST_ITEMS))]


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 200_000,
        ";" * 200_000,
        "\r" * 200_000,
        '"' * 200_000,
        "a" * 200_000,
        "/" * 200_000 + ROW,
        "x;x\n" * 200_000,
    ],
    ids=lambda text: repr(text[:1]),
)
def test_a_file_that_is_large_and_no_table_is_refused_in_time_that_grows_with_its_length(text: str) -> None:
    start = process_time()
    answer = opened(text)
    assert process_time() - start < 5
    assert answer["values"] == {}
    assert answer["refused"] != []


def test_a_title_for_what_no_column_holds_raises_nothing_and_holds_nothing() -> None:
    request = {"csv": "Balans;Soort\n5;6", "headings": {"enterprise.baland": "Balans"}}
    assert json.loads(planner_json(json.dumps(request)))["values"] == {}
