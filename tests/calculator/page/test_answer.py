"""The texts that the calculator's page shows, for a form as a visitor fills it in."""

import json
from typing import TypedDict

import pytest

from calculator.page.answer import answer_json


class Step(TypedDict):
    """One step of the reasoning, with its figures in words."""

    step: str
    because: str
    certainty: str
    texts: dict[str, str]


class Offer(TypedDict):
    """The outcome in another situation."""

    scenario: str
    status: str
    changes: dict[str, str]
    texts: dict[str, str]


class Answer(TypedDict):
    """What the page shows."""

    fragment: str
    texts: dict[str, str]
    errors: list[dict[str, str]]
    steps: list[Step]
    what_if: list[Offer]
    outcome: dict[str, object]
    timeline: list[dict[str, str]]


FORM = {
    "submitted_on": "2026-11-23",
    "enterprise.size": "klein",
    "project.service": "opleiding",
    "project.theme": "innovatie",
    "project.vat_rate": "21",
    "costs.deelname": "1.000",
}


def answer_to(**changes: str) -> Answer:
    form = FORM | {name.replace("__", "."): text for name, text in changes.items()}
    answer: Answer = json.loads(answer_json(json.dumps(form)).replace("\\u00a0", " "))
    return answer


def steps_of(answer: Answer) -> dict[str, Step]:
    return {step["step"]: step for step in answer["steps"]}


def moments_of(answer: Answer) -> dict[str, dict[str, str]]:
    return {moment["name"]: moment for moment in answer["timeline"]}


def test_prices_with_vat_are_told_without_it_and_come_back_as_the_invoice() -> None:
    answer = answer_to(costs__deelname="975", project__prices_include_vat="true")
    assert answer["texts"]["eligible_cost"] == "€ 805,79"
    assert answer["texts"]["vat"] == "€ 169,21"
    assert answer["texts"]["invoice"] == "€ 975,00"
    assert answer["fragment"] == (
        "v=1&submitted_on=2026-11-23&enterprise.size=klein&project.service=opleiding&project.theme=innovatie"
        "&project.vat_rate=21&project.prices_include_vat=true&costs.deelname=975"
    )
    texts = steps_of(answer)["cost_without_vat"]["texts"]
    assert {name: texts[name] for name in ("bill", "vat", "vat_rate", "total")} == {
        "bill": "€ 975,00",
        "vat": "€ 169,21",
        "vat_rate": "21 %",
        "total": "€ 805,79",
    }


def test_several_lines_without_vat_are_told_as_a_sum() -> None:
    answer = answer_to(costs__deelname="975", costs__examen="30", project__prices_include_vat="true")
    assert steps_of(answer)["cost_without_vat"]["texts"]["total"] == "€ 805,79 + € 24,79 = € 830,58"


def test_participants_times_price_is_told_and_a_wrong_number_of_them_is_shown_at_its_field() -> None:
    answer = answer_to(costs__deelname="850", costs__deelname__quantity="3")
    texts = steps_of(answer)["billed_cost"]["texts"]
    assert (texts["amount"], texts["quantity"], texts["value"]) == ("€ 850,00", "3", "€ 2.550,00")
    wrong = json.loads(json.dumps(answer_to(costs__deelname__quantity="0")))
    assert wrong["errors"] == [{"name": "costs.deelname.quantity", "problem": "onleesbaar"}]


def test_a_group_is_told_as_sums_that_can_be_redone_on_paper() -> None:
    group = {
        "enterprise__size": "",
        "enterprise__staff": "60",
        "enterprise__turnover": "1.000.000",
        "enterprise__related__0__share": "100",
        "enterprise__related__0__staff": "210",
        "enterprise__related__0__turnover": "500.000,50",
        "enterprise__related__1__share": "30",
        "enterprise__related__1__staff": "10",
        "enterprise__related__1__investor": "true",
    }
    texts = steps_of(answer_to(**group))["group"]["texts"]
    assert texts["staff"] == "60 + 210 = 270"
    assert texts["turnover"] == "€ 1.000.000,00 + € 500.000,50 = € 1.500.000,50"
    assert "balance_sheet_total" not in texts


def test_what_is_likely_with_only_the_staff_has_texts_of_its_own() -> None:
    texts = answer_to(enterprise__size="", enterprise__staff="12")["texts"]
    assert {name: text for name, text in texts.items() if name.startswith("likely")} == {
        "likely_size": "klein",
        "likely_rate": "30 %",
        "likely_subsidy": "€ 300,00",
        "likely_own_share": "€ 700,00",
        "likely_outlay": "€ 910,00",
    }
    assert not any(name.startswith("likely") for name in answer_to()["texts"])


def test_a_missed_deadline_is_among_the_steps() -> None:
    step = steps_of(answer_to(project__starts_on="2026-11-08"))["apply_by"]
    assert (step["because"], step["texts"]["value"]) == ("te-laat", "22 november 2026")
    assert "apply_by" not in steps_of(answer_to(project__starts_on="2026-11-09"))


@pytest.mark.parametrize(
    ("changes", "step", "certainty"),
    [
        ({}, "rate", "officieel"),
        ({"project__theme": "energie"}, "rate", "afgeleid"),
        ({"costs__deelname": "100,01"}, "subsidy", "afgeleid"),
    ],
)
def test_a_step_says_how_sure_it_is(changes: dict[str, str], step: str, certainty: str) -> None:
    shown = steps_of(answer_to(**changes))[step]
    assert shown["certainty"] == certainty
    assert ("since" in shown["texts"]) == (certainty != "afgeleid")


def test_a_refused_visitor_is_offered_what_can_still_be_had() -> None:
    offers = answer_to(project__service="advies")["what_if"]
    assert [(offer["scenario"], offer["texts"]["subsidy"]) for offer in offers] == [
        ("opleiding", "€ 300,00"),
        ("advies-cybersecurity", "€ 450,00"),
    ]


@pytest.mark.parametrize(
    ("today", "when", "days_left"),
    [("2026-12-22", "komt", "1"), ("2026-12-23", "vandaag", "0"), ("2026-12-24", "voorbij", None)],
)
def test_each_day_tells_where_it_stands_to_today(today: str, when: str, days_left: str | None) -> None:
    moment = moments_of(answer_to(today=today))["deposit_by"]
    assert (moment["when"], moment.get("days_left")) == (when, days_left)


@pytest.mark.parametrize("today", ["", "gisteren", "2026-02-30"])
def test_without_a_today_no_day_tells_where_it_stands(today: str) -> None:
    assert all("when" not in moment for moment in moments_of(answer_to(today=today)).values())
    assert all("when" not in moment for moment in moments_of(answer_to()).values())


def test_today_changes_nothing_else() -> None:
    with_today, plain = answer_to(today="2026-12-01"), answer_to()
    without_days: dict[str, object] = {"timeline": [], "application_day": {}}
    assert with_today | without_days == plain | without_days


@pytest.mark.parametrize(
    ("submitted_on", "bank_day"),
    [("2026-11-23", None), ("2026-11-26", "donderdag 24 december 2026"), ("2026-12-02", "donderdag 31 december 2026")],
)
def test_a_deposit_that_ends_on_no_bank_day_names_the_last_one_before(submitted_on: str, bank_day: str | None) -> None:
    moments = moments_of(answer_to(submitted_on=submitted_on, project__starts_on="2026-12-06"))
    assert moments["deposit_by"].get("bank_day") == bank_day
    assert "bank_day" not in moments["apply_by"]


def test_the_last_day_to_pay_stands_last() -> None:
    answer = answer_to(project__service="advies", project__theme="cybersecurity")
    assert list(moments_of(answer)) == ["submitted_on", "deposit_by", "pay_by"]
    assert answer["texts"]["pay_by"] == "31 december 2027"


@pytest.mark.parametrize(
    ("changed", "remedies"),
    [
        ({"project.service": "advies", "project.theme": "innovatie"}, {"opleiding", "advies-cybersecurity"}),
        ({"subsidy_received": "7500", "project.starts_on": ""}, {"volgend-jaar"}),
    ],
)
def test_what_a_refused_applicant_fills_in_for_a_remedy_gives_what_it_promises(
    changed: dict[str, str], remedies: set[str]
) -> None:
    offered = {one["scenario"]: one for one in answer_to(**changed)["what_if"] if one["changes"]}
    assert remedies <= set(offered)
    for one in offered.values():
        after = answer_to(**changed | one["changes"])
        assert (after["outcome"]["status"], after["texts"]["subsidy"]) == (one["status"], one["texts"]["subsidy"])
