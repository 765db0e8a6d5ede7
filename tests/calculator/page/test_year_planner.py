"""The texts of the year planner: what each row brings, what all bring together, and on which day one brings more."""

import json

from tests.support.plans import Answer, planned, row, values_of
from tests.support.plans import ask as ask_planner
from tests.support.worked_cases import Json

FULL = (row("2024-11-02", "20000", name="Groot"), row("2024-12-01", "10000", name="Klein"))


def texts_of(part: Json) -> dict[str, str]:
    found: dict[str, str] = json.loads(json.dumps(part))["texts"]
    return found


def rows_of(answer: Answer) -> list[dict[str, Json]]:
    rows: list[dict[str, Json]] = json.loads(json.dumps(answer["rows"]))
    return rows


def test_advice_names_its_row_its_day_its_gain_and_the_start_that_is_in_time() -> None:
    assert planned(*FULL)["advice"] == [
        {
            "place": "1",
            "submitted_on": "2025-01-01",
            "texts": {
                "number": "2",
                "name": "Klein",
                "submitted_on": "1 januari 2025",
                "gain": "€ 1.500,00",
                "starts_on_from": "18 december 2024",
                "from": "",
            },
        }
    ]


def test_advice_for_a_year_whose_rules_are_not_known_says_so() -> None:
    (advice,) = json.loads(json.dumps(planned(row("2026-11-02", "20000"), row("2026-12-01", "10000"))["advice"]))
    assert advice["submitted_on"] == "2027-01-01"
    assert "unknown_year" in advice["texts"]


def test_a_day_before_today_is_not_advised() -> None:
    rows = (row("2026-01-15", "1000"), row("2026-02-15", "1000", project__service="advies"))
    assert (
        len(json.dumps(planned(*rows)["advice"])) == len(json.dumps(planned(*rows, today="2026-01-15")["advice"])) > 2
    )
    assert planned(*rows, today="2026-01-16")["advice"] == []


def test_a_row_takes_prices_with_vat_and_participants() -> None:
    with_vat = row("2026-11-02", "121", project__prices_include_vat="true", project__vat_rate="21")
    texts = texts_of(rows_of(planned(with_vat | {"costs.deelname.quantity": "3"}))[0])
    assert (texts["subsidy"], texts["invoice"]) == ("€ 90,00", "€ 363,00")


def test_prices_with_a_vat_that_is_not_given_are_a_mistake_in_that_row_alone() -> None:
    answer = planned(row("2026-11-02", "1000"), row("2026-11-02", "121", project__prices_include_vat="true"))
    assert answer["errors"] == [{"name": "plan.1.project.vat_rate", "problem": "verplicht"}]
    assert [own["status"] for own in rows_of(answer)] == ["subsidie", "ongeldig"]


def test_a_mistake_in_what_the_rows_share_is_told_once_at_its_control() -> None:
    answer = planned(row("2026-11-02", "1000"), row("2026-12-02", "1000"), subsidy_received="veel")
    assert answer["errors"] == [{"name": "subsidy_received", "problem": "onleesbaar"}]


def test_a_row_in_a_later_year_says_that_its_rules_are_not_known() -> None:
    notices = rows_of(planned(row("9998-01-02", "1000")))[0]["notices"]
    assert {"notice": "jaar-niet-gekend", "field": "submitted_on"} in json.loads(json.dumps(notices))


def test_what_the_rows_share_may_be_figures_too() -> None:
    figures = {"enterprise__size": "", "enterprise__staff": "60", "enterprise__turnover": "1"}
    assert texts_of(rows_of(planned(row("2026-11-02", "1000"), **figures))[0])["subsidy"] == "€ 200,00"


def test_of_an_unknown_size_all_sums_go_from_the_lowest_to_the_highest() -> None:
    answer = planned(row("2026-11-02", "1000", project__vat_rate="21"), enterprise__size="", enterprise__staff="10")
    total = json.loads(json.dumps(answer["total"]))
    assert total["subsidy_highest"] == "€ 300,00"
    assert (total["with_vat_lowest"], total["with_vat_highest"]) == ("€ 910,00", "€ 1.210,00")
    assert answer["years"] == [
        {"texts": {"year": "2026", "subsidy_lowest": "€ 0,00", "subsidy_highest": "€ 300,00"}, "bar": None}
    ]


def test_the_sums_tell_the_vat_apart_and_whether_it_is_known() -> None:
    answer = planned(row("2026-11-02", "1000", project__vat_rate="21"))
    assert answer["total"] == {
        "subsidy": "€ 300,00",
        "without_vat": "€ 700,00",
        "vat": "€ 210,00",
        "with_vat": "€ 910,00",
    }
    assert answer["vat_known"] is True
    assert planned(row("2026-11-02", "1000"))["vat_known"] is False


def test_what_the_ceiling_takes_from_a_row_is_told() -> None:
    first, second = (texts_of(own) for own in rows_of(planned(*FULL)))
    assert "cut" not in first
    assert (second["subsidy"], second["cut"]) == ("€ 1.500,00", "€ 1.500,00")
    assert "reached" in second


def test_the_days_of_all_rows_stand_on_one_line_and_those_of_one_kind_together() -> None:
    answer = planned(row("2026-11-02", "1000", name="Een"), row("2026-12-02", "1000", name="Twee"), today="2026-11-28")
    days = json.loads(json.dumps(answer["days"]))
    assert [(day["name"], day["text"], [own["name"] for own in day["rows"]]) for day in days] == [
        ("submitted_on", "2 november 2026", ["Een"]),
        ("submitted_on", "2 december 2026", ["Twee"]),
        ("deposit_by", "2 december 2026", ["Een"]),
        ("deposit_by", "1 januari 2027", ["Twee"]),
        ("finish_by", "31 december 2027", ["Een", "Twee"]),
        ("pay_by", "31 december 2027", ["Een", "Twee"]),
    ]
    assert days[0]["when"] == "voorbij"


def test_a_row_that_gets_nothing_has_no_days() -> None:
    assert planned(row("2026-11-02", "20"))["days"] == []


def test_more_rows_than_a_plan_may_hold_are_refused_as_a_whole() -> None:
    answer = planned(*[row("2026-11-02", "1000")] * 101)
    assert answer["errors"] == [{"name": "projects", "problem": "te-veel"}]
    assert {own["status"] for own in rows_of(answer)} == {"ongeldig"}


def test_a_row_of_which_nothing_is_filled_in_is_none() -> None:
    values = values_of(row("2026-11-02", "1000")) | {"plan.1.name": " ", "plan.7.name": "Later"}
    answer = ask_planner({"values": values})
    assert [own["place"] for own in rows_of(answer)] == ["0", "7"]
    assert str(answer["fragment"]).endswith("&plan.1.name=Later")
