"""The steps of the reasoning, each with its figures, so that the sum can be redone on paper."""

import json
from decimal import Decimal

import pytest

from calculator import calculate_json
from calculator import rules as law
from tests.support.worked_cases import Json

TRAINING: dict[str, Json] = {
    "submitted_on": "2026-11-23",
    "enterprise": {"size": "klein"},
    "project": {
        "service": "opleiding",
        "theme": "energie",
        "vat_rate": "21",
        "costs": [{"kind": "deelname", "amount": "1000"}],
    },
}


def steps_of(*changes: tuple[str, Json]) -> dict[str, dict[str, Json]]:
    """Return the steps, by name, of a training with changes at paths."""
    application = json.loads(json.dumps(TRAINING))
    for path, value in changes:
        *parents, last = path.split(".")
        place = application
        for parent in parents:
            place = place[parent]
        place[last] = value
    return {step["step"]: step for step in json.loads(calculate_json(json.dumps(application)))["trace"]}


def test_the_regime_is_the_day_since_when_the_rules_hold() -> None:
    step = steps_of()["regime"]
    assert (step["value"], step["because"], step["since"]) == ("2026-02-01", "indieningsdatum", "2026-02-01")
    assert step["source"] == law.NEWS_2026


def test_without_rules_the_first_regime_is_what_is_missed() -> None:
    steps = steps_of(("submitted_on", "2016-03-31"))
    assert (steps["regime"]["value"], steps["regime"]["because"]) == (None, "geen-regels")
    assert steps["regime"]["since"] == "2016-04-01"
    assert list(steps) == ["regime", "eligible_cost", "paid_to_provider", "outlay", "deposit_by", "finish_by", "pay_by"]


def test_a_given_size_needs_no_figures() -> None:
    step = steps_of()["size"]
    assert (step["value"], step["because"], step["figures"]) == ("klein", "opgegeven", {})


def test_a_size_by_figures_shows_those_of_the_whole_group() -> None:
    enterprise: Json = {
        "staff": "12,5",
        "turnover": "1.800.000",
        "balance_sheet_total": "900000",
        "related": [{"share": "30", "staff": "10", "turnover": "500000", "balance_sheet_total": "200000"}],
    }
    step = steps_of(("enterprise", enterprise))["size"]
    assert (step["value"], step["because"]) == ("klein", "cijfers")
    assert step["figures"] == {
        "related": "1",
        "staff": "15.5",
        "turnover": "1950000.00",
        "balance_sheet_total": "960000.00",
    }


@pytest.mark.parametrize("known", ["staff", "turnover", "balance_sheet_total"])
def test_figures_that_are_not_known_are_left_out(known: str) -> None:
    step = steps_of(("enterprise", {known: "70000000"}))["size"]
    assert isinstance(step["figures"], dict)
    assert set(step["figures"]) == {"related", known}
    assert step["because"] == ("cijfers" if known == "staff" else "onbekend")


def test_a_base_rate_comes_from_the_rates() -> None:
    step = steps_of(("project.theme", "innovatie"))["rate"]
    assert (step["value"], step["because"], step["since"]) == ("0.30", "basis", "2019-12-01")
    assert step["figures"] == {}


def test_a_raised_rate_shows_base_and_increase() -> None:
    step = steps_of()["rate"]
    assert (step["value"], step["because"]) == ("0.45", "verhoogd")
    assert step["figures"] == {"base": "0.30", "increase": "0.15"}


def test_a_large_enterprise_has_no_rate_and_no_ceiling() -> None:
    steps = steps_of(("enterprise.size", "groot"))
    assert (steps["rate"]["value"], steps["rate"]["because"]) == (None, "te-groot")
    assert "ceiling" not in steps
    assert "subsidy" not in steps


def test_a_large_sheltered_workshop_is_paid_as_medium() -> None:
    step = steps_of(("enterprise.size", "groot"), ("enterprise.legal_form", "maatwerkbedrijf"))["paid_as"]
    assert (step["value"], step["because"], step["since"]) == ("middelgroot", "maatwerkbedrijf", "2026-01-01")


def test_a_small_sheltered_workshop_is_paid_as_what_it_is() -> None:
    assert "paid_as" not in steps_of(("enterprise.legal_form", "maatwerkbedrijf"))


@pytest.mark.parametrize(
    ("amount", "limit", "because", "excess"),
    [("149.99", "150.00", "binnen-grens", "0.00"), ("150.01", "150.00", "boven-grens", "0.01")],
)
def test_catering_shows_its_limit(amount: str, limit: str, because: str, excess: str) -> None:
    costs: Json = [
        {"kind": "deelname", "amount": "1000"},
        {"kind": "catering", "amount": amount, "persons": "3", "days": "2"},
    ]
    step = steps_of(("project.costs", costs))["catering_limit"]
    assert (step["value"], step["because"]) == (limit, because)
    assert step["figures"] == {"limit": "25.00", "catering": amount, "excess": excess}


def test_without_catering_there_is_no_limit_to_show() -> None:
    assert "catering_limit" not in steps_of()


def test_costs_that_all_count_and_costs_that_do_not() -> None:
    step = steps_of()["eligible_cost"]
    assert (step["value"], step["because"]) == ("1000.00", "alles")
    assert step["figures"] == {"total": "1000.00", "ineligible": "0.00"}
    costs: Json = [{"kind": "deelname", "amount": "1000"}, {"kind": "examen", "amount": "1"}]
    step = steps_of(("project.costs", costs))["eligible_cost"]
    assert (step["value"], step["because"]) == ("1000.00", "deels")
    assert step["figures"] == {"total": "1001.00", "ineligible": "1.00"}


@pytest.mark.parametrize(("amount", "because"), [("99.99", "niet-gehaald"), ("100", "gehaald")])
def test_the_minimum_is_reached_or_not(amount: str, because: str) -> None:
    step = steps_of(("project.costs", [{"kind": "deelname", "amount": amount}]))["minimum_cost"]
    assert (step["value"], step["because"]) == ("100.00", because)


def test_advice_has_another_minimum() -> None:
    assert steps_of(("project.service", "advies"))["minimum_cost"]["value"] == "500.00"


@pytest.mark.parametrize(("share", "because"), [("24,9", "onder-grens"), ("25", "niet-onder-grens")])
def test_a_public_share_shows_its_limit(share: str, because: str) -> None:
    step = steps_of(("enterprise.public_share", share))["public_share"]
    assert (step["value"], step["because"], step["figures"]) == (
        share.replace(",", "."),
        because,
        {"share_limit": "25"},
    )


@pytest.mark.parametrize(
    ("received", "left", "because"),
    [("0", "7500.00", "volstaat"), ("7050", "450.00", "volstaat"), ("7050.01", "449.99", "beperkt")],
)
def test_the_ceiling_suffices_or_cuts(received: str, left: str, because: str) -> None:
    step = steps_of(("subsidy_received", received))["ceiling"]
    assert (step["value"], step["because"], step["since"]) == (left, because, "2020-01-01")
    assert step["figures"] == {"ceiling": "7500.00", "received": f"{Decimal(received):.2f}"}


@pytest.mark.parametrize(
    ("amount", "received", "subsidy", "because", "unrounded"),
    [
        ("1000", "0", "450.00", "exact", "450"),
        ("100.01", "0", "45.00", "afgerond", "45.0045"),
        ("100.07", "0", "45.03", "afgerond", "45.0315"),
        ("1000", "7400", "100.00", "plafond", "450"),
        ("100.01", "7455", "45.00", "afgerond", "45.0045"),
    ],
)
def test_the_subsidy_is_exact_or_rounded_or_cut(
    amount: str, received: str, subsidy: str, because: str, unrounded: str
) -> None:
    costs: Json = [{"kind": "deelname", "amount": amount}]
    step = steps_of(("project.costs", costs), ("subsidy_received", received))["subsidy"]
    assert (step["value"], step["because"], step["figures"]) == (subsidy, because, {"unrounded": unrounded})


def test_the_payment_shows_every_part() -> None:
    steps = steps_of()
    assert (steps["own_share"]["value"], steps["own_share"]["because"]) == ("550.00", "aanvaardbaar-min-subsidie")
    paid = steps["paid_to_provider"]
    assert (paid["value"], paid["because"]) == ("210.00", "buiten-portefeuille")
    assert paid["figures"] == {"eligible": "1000.00", "ineligible": "0.00", "vat": "210.00", "vat_rate": "21"}
    assert (steps["outlay"]["value"], steps["outlay"]["because"]) == ("760.00", "som")


@pytest.mark.parametrize(("starts_on", "because"), [("2026-11-09", "op-tijd"), ("2026-11-08", "te-laat")])
def test_the_deadlines_show_their_terms(starts_on: str, because: str) -> None:
    steps = steps_of(("project.starts_on", starts_on))
    assert (steps["apply_by"]["because"], steps["apply_by"]["figures"]) == (because, {"days": "14"})
    assert (steps["deposit_by"]["because"], steps["deposit_by"]["figures"]) == ("na-aanvraag", {"days": "30"})
    assert steps["finish_by"]["because"] == "einde-volgend-jaar"


@pytest.mark.parametrize(
    ("path", "value", "source", "since"),
    [
        ("enterprise.in_flanders", False, law.ELIGIBILITY, None),
        ("enterprise.eligible_activity", False, law.ELIGIBILITY, None),
        ("enterprise.legal_form", "vzw", law.DATABASE, None),
        ("enterprise.legal_form", "overheid", law.SME_DEFINITION, None),
        ("project.registered_provider", False, law.SERVICES, None),
        ("project.theme", "geen", law.SERVICES, "2023-01-01"),
    ],
)
def test_a_reason_for_refusal_shows_where_it_stands(path: str, value: Json, source: str, since: str | None) -> None:
    step = steps_of((path, value))["condition"]
    assert (step["value"], step["source"], step["since"], step["figures"]) == (None, source, since, {})


def test_an_excluded_service_shows_the_change_that_excluded_it() -> None:
    step = steps_of(("project.service", "advies"))["condition"]
    assert (step["because"], step["since"], step["source"]) == ("dienst-uitgesloten", "2026-02-01", law.NEWS_2026)


def test_a_sheltered_workshop_before_its_time_shows_what_the_rules_said_then() -> None:
    changes = ("submitted_on", "2025-12-31"), ("enterprise.legal_form", "maatwerkbedrijf")
    step = steps_of(*changes)["condition"]
    assert (step["because"], step["since"]) == ("rechtsvorm-uitgesloten", "2016-04-01")


@pytest.mark.parametrize(
    ("name", "changes", "certainty"),
    [
        ("rate", (), "afgeleid"),
        ("rate", (("project.theme", "cybersecurity"),), "officieel"),
        ("regime", (("submitted_on", "2023-05-01"),), "afgeleid"),
        ("regime", (("submitted_on", "2019-12-01"),), "derden"),
        ("regime", (), "officieel"),
        ("subsidy", (), "officieel"),
        ("subsidy", (("project.costs", [{"kind": "deelname", "amount": "100.01"}]),), "afgeleid"),
        ("subsidy", (("subsidy_received", "7400"),), "afgeleid"),
        ("ceiling", (("subsidy_received", "7400"),), "officieel"),
        ("eligible_cost", (), "officieel"),
        ("eligible_cost", (("project.costs", [{"kind": "verblijf", "amount": "100"}]),), "afgeleid"),
        ("paid_to_provider", (("project.costs", [{"kind": "deelname", "amount": "1000"}]),), "officieel"),
        ("minimum_cost", (), "officieel"),
        ("minimum_cost", (("project.service", "advies"),), "officieel-ouder"),
        ("apply_by", (("project.starts_on", "2026-11-23"),), "afgeleid"),
        ("apply_by", (("project.starts_on", "2026-11-01"),), "officieel"),
        ("condition", (("enterprise.legal_form", "maatschap"),), "derden"),
        ("deposit_by", (), "officieel-ouder"),
        ("pay_by", (), "derden"),
    ],
)
def test_a_step_says_how_sure_its_rule_is_and_shows_no_day_that_is_inferred(
    name: str, changes: tuple[tuple[str, Json], ...], certainty: str
) -> None:
    step = steps_of(*changes)[name]
    assert step["certainty"] == certainty
    assert step["since"] is None or certainty != "afgeleid"


def test_a_group_shows_its_sums_and_each_part_of_them() -> None:
    enterprise: Json = {
        "staff": "60",
        "turnover": "8000000",
        "related": [
            {"share": "100", "staff": "210", "turnover": "1000000", "balance_sheet_total": "5"},
            {"share": "10", "staff": "999"},
            {"share": "33,333", "staff": "10", "turnover": "100"},
            {"share": "40", "staff": "999", "investor": True},
        ],
    }
    step = steps_of(("enterprise", enterprise))["group"]
    assert (step["value"], step["because"]) == ("2", "som")
    assert step["figures"] == {
        "staff": "273.3333",
        "turnover": "9000033.33",
        "own.staff": "60",
        "own.turnover": "8000000",
        "related.0.staff": "210",
        "related.0.turnover": "1000000",
        "related.0.balance_sheet_total": "5",
        "related.2.staff": "3.3333",
        "related.2.turnover": "33.333",
    }


@pytest.mark.parametrize("related", [[], [{"share": "24,99", "staff": "5"}], [{"share": "50", "investor": True}]])
def test_an_enterprise_to_which_no_other_counts_shows_no_group(related: Json) -> None:
    assert "group" not in steps_of(("enterprise", {"staff": "5", "related": related}))


def test_an_amount_that_is_billed_more_than_once_shows_how_often() -> None:
    step = steps_of(("project.costs", [{"kind": "deelname", "amount": "850", "quantity": 3}]))["billed_cost"]
    assert (step["value"], step["because"]) == ("2550.00", "aantal")
    assert step["figures"] == {"amount": "850.00", "quantity": "3"}


def test_prices_that_include_vat_show_each_line_without_it() -> None:
    costs: Json = [{"kind": "deelname", "amount": "975"}, {"kind": "examen", "amount": "30"}]
    step = steps_of(("project.costs", costs), ("project.prices_include_vat", True))["cost_without_vat"]
    assert (step["value"], step["because"]) == ("830.58", "btw-inbegrepen")
    assert step["figures"] == {
        "bill": "1005.00",
        "vat": "174.42",
        "vat_rate": "21",
        "total": "830.58",
        "line.0.total": "805.79",
        "line.1.total": "24.79",
    }


def test_prices_without_vat_show_no_such_step() -> None:
    assert not {"billed_cost", "cost_without_vat"} & set(steps_of(("project.prices_include_vat", False)))


def test_a_public_share_of_a_sheltered_workshop_is_shown_and_refuses_nothing() -> None:
    steps = steps_of(("enterprise.legal_form", "maatwerkbedrijf"), ("enterprise.public_share", "25"))
    assert (steps["public_share"]["because"], steps["public_share"]["certainty"]) == ("maatwerkbedrijf", "afgeleid")
    assert "subsidy" in steps


@pytest.mark.parametrize(("day", "ceilings"), [("2026-11-23", ["7500.00"]), ("2019-11-23", ["10000.00", "15000.00"])])
def test_a_used_up_ceiling_of_an_unknown_size_is_shown_once_for_each_amount(day: str, ceilings: list[str]) -> None:
    application = TRAINING | {"submitted_on": day, "enterprise": {}, "subsidy_received": "20000"}
    trace = json.loads(calculate_json(json.dumps(application)))["trace"]
    assert [step["figures"]["ceiling"] for step in trace if step["step"] == "ceiling"] == ceilings
