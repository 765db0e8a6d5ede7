"""The texts of the year planner: what each row brings, and on which other day it would bring more."""

import json

from calculator.page.year_planner import planner_json
from tests.support.worked_cases import Json


def row(day: str, fee: str, **changes: str) -> dict[str, str]:
    own = {"submitted_on": day, "project.service": "opleiding", "project.theme": "innovatie", "costs.deelname": fee}
    return own | {name.replace("__", "."): text for name, text in changes.items()}


def planned(*rows: dict[str, str], today: str = "", **shared: str) -> dict[str, list[dict[str, Json]]]:
    values = {"enterprise.size": "klein"} | {name.replace("__", "."): text for name, text in shared.items()}
    request = {"values": values, "rows": list(rows), "today": today}
    answer: dict[str, list[dict[str, Json]]] = json.loads(planner_json(json.dumps(request)).replace("\\u00a0", " "))
    return answer


FULL = (row("2026-11-02", "20000"), row("2026-12-01", "10000"))


def test_advice_names_its_row_its_day_its_gain_and_the_start_that_is_in_time() -> None:
    assert planned(*FULL)["advice"][1] == {
        "row": 1,
        "submitted_on": "2027-01-01",
        "texts": {"submitted_on": "1 januari 2027", "gain": "€ 1.500,00", "starts_on_from": "18 december 2026"},
    }


def test_a_day_before_today_is_not_advised() -> None:
    rows = (row("2026-01-15", "1000"), row("2026-02-15", "1000", project__service="advies"))
    assert len(planned(*rows)["advice"]) == len(planned(*rows, today="2026-01-15")["advice"]) == 1
    assert planned(*rows, today="2026-01-16")["advice"] == []


def test_a_row_takes_prices_with_vat_and_participants() -> None:
    with_vat = row("2026-11-02", "121", project__prices_include_vat="true", project__vat_rate="21")
    answer = planned(with_vat | {"costs.deelname.quantity": "3"})
    texts = answer["rows"][0]["texts"]
    assert isinstance(texts, dict)
    assert (texts["subsidy"], texts["invoice"]) == ("€ 90,00", "€ 363,00")


def test_a_row_in_a_later_year_says_that_its_rules_are_not_known() -> None:
    notices = planned(row("9998-01-02", "1000"))["rows"][0]["notices"]
    assert {"notice": "jaar-niet-gekend", "field": "submitted_on"} in json.loads(json.dumps(notices))


def test_what_the_rows_share_may_be_figures_too() -> None:
    figures = {"enterprise__size": "", "enterprise__staff": "60", "enterprise__turnover": "1"}
    texts = planned(row("2026-11-02", "1000"), **figures)["rows"][0]["texts"]
    assert isinstance(texts, dict)
    assert texts["subsidy"] == "€ 200,00"
