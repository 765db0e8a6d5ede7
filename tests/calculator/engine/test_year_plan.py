"""The year plan: granted in order of submission, each calendar year from its own ceiling."""

import json
from decimal import ROUND_DOWN, Context, localcontext
from typing import TypedDict

import pytest

from calculator import calculate_json, plan_json
from tests.support.worked_cases import Case, Json, all_cases


class Answer(TypedDict):
    """What comes of a plan."""

    schema: str
    outcomes: list[dict[str, Json]]
    years: dict[str, Json]
    problems: list[dict[str, str]]


def project(day: str, amount: str, **changes: Json) -> dict[str, Json]:
    costs: Json = [{"kind": "deelname", "amount": amount}]
    return {"submitted_on": day, "project": {"service": "opleiding", "theme": "innovatie", "costs": costs, **changes}}


def planned(*projects: Json, received: Json = "0", enterprise: Json = None) -> Answer:
    own: Json = {"size": "klein"} if enterprise is None else enterprise
    plan: Json = {"subsidy_received": received, "enterprise": own, "projects": list(projects)}
    answer: Answer = json.loads(plan_json(json.dumps(plan)))
    assert list(answer) == ["schema", "outcomes", "years", "advice", "problems"]
    assert answer["schema"] == "kmo-plan/1"
    return answer


def subsidies_of(answer: Answer) -> list[Json]:
    return [outcome["subsidy"] for outcome in answer["outcomes"]]


def test_each_subsidy_counts_against_the_ceiling_of_its_year() -> None:
    answer = planned(project("2024-03-04", "20000"), project("2024-05-06", "10000"), project("2025-01-06", "10000"))
    assert subsidies_of(answer) == ["6000.00", "1500.00", "3000.00"]
    assert answer["years"] == {
        "2024": {"subsidy": "7500.00", "ceiling_left": "0.00", "range": None},
        "2025": {"subsidy": "3000.00", "ceiling_left": "4500.00", "range": None},
    }
    assert answer["problems"] == []


def test_projects_are_granted_in_order_of_submission_and_answered_in_the_order_given() -> None:
    answer = planned(project("2026-05-04", "10000"), project("2026-03-02", "20000"))
    assert subsidies_of(answer) == ["1500.00", "6000.00"]


def test_projects_of_the_same_day_are_granted_in_the_order_given() -> None:
    answer = planned(project("2026-03-02", "20000"), project("2026-03-02", "10000"))
    assert subsidies_of(answer) == ["6000.00", "1500.00"]


def test_what_was_received_counts_in_the_earliest_year_only() -> None:
    answer = planned(project("2025-01-06", "1000"), project("2024-03-04", "1000"), received="7400")
    assert subsidies_of(answer) == ["300.00", "100.00"]
    assert answer["years"] == {
        "2024": {"subsidy": "100.00", "ceiling_left": "0.00", "range": None},
        "2025": {"subsidy": "300.00", "ceiling_left": "7200.00", "range": None},
    }


def test_years_stand_from_first_to_last() -> None:
    answer = planned(project("2027-01-04", "1000"), project("2025-03-03", "1000"), project("2026-03-02", "1000"))
    assert list(answer["years"]) == ["2025", "2026", "2027"]


def test_a_refused_project_takes_nothing_from_the_ceiling() -> None:
    refused = project("2026-02-02", "20000", theme="geen")
    answer = planned(refused, project("2026-03-02", "1000"))
    assert subsidies_of(answer) == ["0.00", "300.00"]
    assert answer["years"] == {"2026": {"subsidy": "300.00", "ceiling_left": "7200.00", "range": None}}


def test_a_refusal_at_the_end_of_a_year_leaves_what_was_left() -> None:
    answer = planned(project("2026-03-02", "1000"), project("2026-04-02", "20000", theme="geen"))
    assert answer["years"] == {"2026": {"subsidy": "300.00", "ceiling_left": "7200.00", "range": None}}


def test_a_used_up_ceiling_refuses_the_next_project_of_the_year() -> None:
    answer = planned(project("2026-03-02", "25000"), project("2026-03-03", "1000"))
    assert answer["outcomes"][1]["status"] == "geen-subsidie"
    assert answer["outcomes"][1]["problems"] == [{"field": "subsidy_received", "problem": "plafond-opgebruikt"}]


def test_a_year_before_the_first_rules_has_no_ceiling() -> None:
    answer = planned(project("2016-03-31", "1000"), project("2016-04-01", "1000"), received="9800")
    assert subsidies_of(answer) == ["0.00", "200.00"]
    answer = planned(project("2016-03-31", "1000"))
    assert answer["years"] == {"2016": {"subsidy": "0.00", "ceiling_left": None, "range": None}}


def test_an_unknown_size_keeps_one_account_for_each_size_still_possible() -> None:
    answer = planned(project("2026-03-02", "20000"), project("2026-05-04", "20000"), enterprise={})
    ranges = [outcome["range"] for outcome in answer["outcomes"]]
    # small: 6000 and then 1500 of what is left; medium: 4000 and then 3500
    assert ranges == [{"lowest": "0.00", "highest": "6000.00"}, {"lowest": "0.00", "highest": "3500.00"}]
    assert answer["years"] == {
        "2026": {"subsidy": None, "ceiling_left": None, "range": {"lowest": "0.00", "highest": "7500.00"}}
    }


def test_sizes_that_are_both_granted_have_a_lowest_sum_above_nothing() -> None:
    answer = planned(
        project("2026-03-02", "10000"),
        project("2026-05-04", "10000"),
        enterprise={"staff": "10", "balance_sheet_total": "20000000"},
    )
    assert answer["years"] == {
        "2026": {"subsidy": None, "ceiling_left": None, "range": {"lowest": "4000.00", "highest": "6000.00"}}
    }


def test_an_unknown_size_that_is_refused_anyway_leaves_nothing_open() -> None:
    answer = planned(project("2026-03-02", "1000"), enterprise={"legal_form": "vzw"})
    assert answer["years"] == {"2026": {"subsidy": "0.00", "ceiling_left": None, "range": None}}


def test_an_unknown_size_uses_up_the_ceiling_of_every_size_it_may_have() -> None:
    unknown: Json = {"staff": "10", "balance_sheet_total": "20000000"}
    answer = planned(project("2026-03-02", "40000"), project("2026-05-04", "1000"), enterprise=unknown)
    assert answer["outcomes"][1]["problems"] == [{"field": "subsidy_received", "problem": "plafond-opgebruikt"}]
    assert answer["years"] == {
        "2026": {"subsidy": None, "ceiling_left": None, "range": {"lowest": "7500.00", "highest": "7500.00"}}
    }


@pytest.mark.parametrize("case", [case for case in all_cases() if case.raw is None], ids=lambda case: case.id)
def test_a_plan_of_one_project_has_the_outcome_of_that_project(case: Case) -> None:
    own = {key: value for key, value in case.application.items() if key in ("subsidy_received", "enterprise")}
    entry = {key: value for key, value in case.application.items() if key not in own}
    answer = json.loads(plan_json(json.dumps(own | {"projects": [entry]})))
    alone = json.loads(calculate_json(case.text))
    (outcome,) = answer["outcomes"]
    assert {**outcome, "problems": None} == {**alone, "problems": None}
    assert sorted(map(str, outcome["problems"])) == sorted(map(str, alone["problems"]))


def test_a_faulty_project_spoils_only_itself() -> None:
    answer = planned(
        project("2026-03-02", "1000"), project("2026-02-30", "-1"), project("2026-04-02", "1000", theem="energie")
    )
    assert [outcome["status"] for outcome in answer["outcomes"]] == [
        "subsidie",
        "ongeldig",
        "ongeldig",
    ]
    assert answer["outcomes"][1]["problems"] == [
        {"field": "submitted_on", "problem": "onleesbaar"},
        {"field": "project.costs.0.amount", "problem": "negatief"},
    ]
    assert answer["problems"] == []
    assert answer["years"] == {"2026": {"subsidy": "300.00", "ceiling_left": "7200.00", "range": None}}


def test_the_date_of_a_faulty_project_still_says_which_year_is_the_earliest() -> None:
    answer = planned(project("2025-03-03", "-1"), project("2026-03-02", "1000"), received="7400")
    assert subsidies_of(answer) == [None, "300.00"]


def test_a_key_that_no_project_has_is_named() -> None:
    answer = planned({**project("2026-03-02", "1000"), "enterprise": {}, "notitie": "x"})
    problems = json.loads(json.dumps(answer["outcomes"][0]["problems"]))
    assert [(problem["field"], problem["problem"]) for problem in problems] == [
        ("enterprise", "onbekende-sleutel"),
        ("notitie", "onbekende-sleutel"),
    ]


@pytest.mark.parametrize("entry", [None, 1, "tekst", []])
def test_a_project_that_is_no_object_is_unreadable(entry: Json) -> None:
    answer = planned(entry, project("2026-03-02", "1000"))
    assert subsidies_of(answer) == [None, "300.00"]
    assert answer["outcomes"][0]["problems"] == [{"field": "", "problem": "onleesbaar"}]


def test_a_fault_of_the_enterprise_is_named_for_the_plan_and_for_each_project() -> None:
    answer = planned(project("2026-03-02", "1000"), project("2026-03-03", "1000"), enterprise={"staff": "-1"})
    faults = [{"field": "enterprise.staff", "problem": "negatief"}]
    assert [outcome["problems"] for outcome in answer["outcomes"]] == [faults, faults]
    assert answer["problems"] == faults
    assert answer["years"] == {}


def test_a_fault_of_the_subsidy_received_is_named_for_the_plan() -> None:
    answer = planned(project("2026-03-02", "1000"), received="veel")
    assert answer["problems"] == [{"field": "subsidy_received", "problem": "onleesbaar"}]
    assert subsidies_of(answer) == [None]


@pytest.mark.parametrize(
    ("text", "field", "problem"),
    [
        ("", "", "geen-json"),
        ("[]", "", "onleesbaar"),
        ("null", "", "onleesbaar"),
        ("{}", "projects", "verplicht"),
        ('{"projects":null}', "projects", "verplicht"),
        ('{"projects":[]}', "projects", "verplicht"),
        ('{"projects":{}}', "projects", "onleesbaar"),
        ('{"projects":"x"}', "projects", "onleesbaar"),
        (json.dumps({"projects": [{}] * 101}), "projects", "te-veel"),
    ],
)
def test_what_is_no_plan_says_why(text: str, field: str, problem: str) -> None:
    assert json.loads(plan_json(text)) == {
        "schema": "kmo-plan/1",
        "outcomes": [],
        "years": {},
        "advice": [],
        "problems": [{"field": field, "problem": problem}],
    }


def test_a_misspelt_key_of_the_plan_is_named_and_the_rest_is_answered() -> None:
    plan: Json = {"entreprise": {}, "enterprise": {"size": "klein"}, "projects": [project("2026-03-02", "1000")]}
    answer = json.loads(plan_json(json.dumps(plan)))
    assert answer["problems"] == [{"field": "entreprise", "problem": "onbekende-sleutel", "nearest": "enterprise"}]
    assert subsidies_of(answer) == ["300.00"]


def test_a_hundred_projects_are_not_too_many() -> None:
    answer = planned(*[project("2026-03-02", "100")] * 100)
    assert answer["problems"] == []
    assert answer["years"] == {"2026": {"subsidy": "3000.00", "ceiling_left": "4500.00", "range": None}}


def test_the_trace_of_a_project_shows_what_was_received_before_it() -> None:
    answer = planned(project("2026-03-02", "1000"), project("2026-03-03", "1000"), received="100")
    received = [
        step["figures"]["received"]
        for outcome in json.loads(json.dumps(answer["outcomes"]))
        for step in outcome["trace"]
        if step["step"] == "ceiling"
    ]
    assert received == ["100.00", "400.00"]


@pytest.mark.parametrize("enterprise", [{"size": "klein"}, {}])
def test_the_callers_decimal_context_changes_no_plan(enterprise: dict[str, Json]) -> None:
    projects: list[Json] = [project("2026-03-02", "12345.67"), project("2026-03-03", "9876.54")]
    plan = json.dumps({"subsidy_received": "123.45", "enterprise": enterprise, "projects": projects})
    expected = plan_json(plan)
    with localcontext(Context(prec=2, rounding=ROUND_DOWN)):
        assert plan_json(plan) == expected
