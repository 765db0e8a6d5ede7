"""The year planner's spreadsheet: what a visitor opens runs nothing, and what is too much is refused as a whole."""

import csv
import json
from io import StringIO
from time import process_time

import pytest

from calculator.page.spreadsheet import FORMULA_STARTS, read_cell, write_cell
from calculator.page.year_planner import planner_json
from calculator.wire.json_objects import MOST_ITEMS
from tests.support.hostile_tables import HARMLESS_CELLS, HOSTILE_CELLS, ROW

ANSWER = {"rows": [], "too_many": ""}


def read(text: str) -> dict[str, object]:
    answer: dict[str, object] = json.loads(planner_json(json.dumps({"csv": text})))
    return answer


def first_cell(name: str) -> str:
    row = {"name": name, "submitted_on": "2027-02-01", "project.theme": "innovatie", "costs.deelname": "850"}
    table = json.loads(planner_json(json.dumps({"rows": [row], "headings": ["Naam"]})))["csv"]
    _, cells = csv.reader(StringIO(table, newline=""), delimiter=";")
    return cells[0]


def test_no_cell_is_a_formula_whatever_stands_before_its_sign() -> None:
    assert [cell for cell in HOSTILE_CELLS if first_cell(cell) != f"'{cell}"] == []


def test_every_sign_that_starts_a_formula_is_tried() -> None:
    assert {sign for sign in FORMULA_STARTS if not any(sign in cell for cell in HOSTILE_CELLS)} == set()


@pytest.mark.parametrize("cell", HARMLESS_CELLS)
def test_other_cells_are_as_they_were_typed(cell: str) -> None:
    assert first_cell(cell) == cell


@pytest.mark.parametrize("name", ["'t Groene Huis", "''", "=1+1", "'=1+1", *HARMLESS_CELLS])
def test_a_name_comes_back_as_it_was_typed(name: str) -> None:
    assert read_cell("name", write_cell("name", name)) == name


def test_a_day_before_the_year_thousand_comes_back_too() -> None:
    assert write_cell("submitted_on", "0987-06-05") == "05/06/0987"
    assert read_cell("submitted_on", "05/06/0987") == "0987-06-05"


def test_as_many_rows_as_a_plan_may_hold_are_read() -> None:
    answer = read(ROW * MOST_ITEMS)
    assert isinstance(answer["rows"], list)
    assert (len(answer["rows"]), answer["wrong_line"], answer["too_many"]) == (MOST_ITEMS, "", "")


@pytest.mark.parametrize("count", [MOST_ITEMS + 1, 2_000, 200_000])
def test_of_more_rows_none_is_read_and_the_answer_says_how_many_may_be(count: int) -> None:
    text = ROW * count
    start = process_time()
    answer = read(text)
    assert process_time() - start < 5
    assert answer == ANSWER | {"wrong_line": str(MOST_ITEMS + 1), "too_many": str(MOST_ITEMS)}


@pytest.mark.parametrize(
    "text",
    ["\n" * 200_000, ";" * 200_000, "\r" * 200_000, '"' * 200_000, "a" * 200_000, "/" * 200_000 + ROW],
    ids=lambda text: repr(text[:1]),
)
def test_a_file_that_is_large_and_no_table_is_refused_in_time_that_grows_with_its_length(text: str) -> None:
    start = process_time()
    answer = read(text)
    assert process_time() - start < 5
    assert answer == ANSWER | {"wrong_line": answer["wrong_line"]}
    assert answer["wrong_line"] != ""
