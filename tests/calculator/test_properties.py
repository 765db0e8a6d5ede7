"""What holds for every application: sums, bounds, and that more never gives less."""

import json
import re
from copy import deepcopy
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from calculator import calculate_json, explain_json, plan_json
from calculator.model import CostKind, EnterpriseSize, LegalForm, Service, Theme
from calculator.notation import read_amount, write_amount, write_round_amount
from calculator.rules import RULESETS
from tests.support.worked_cases import Json

type Members = dict[str, Json]

CENT = Decimal("0.01")
AMOUNTS = (
    "eligible_cost", "ineligible_cost", "vat", "subsidy", "own_share", "paid_to_provider", "outlay",
    "ceiling", "ceiling_left", "cost_at_ceiling",
)  # fmt: skip
PLACED_STEPS = ("group", "billed_cost", "cost_without_vat")
STARTS = [rules.in_force_from for rules in RULESETS]


def euro(most: int = 60_000) -> st.SearchStrategy[str]:
    return st.integers(0, most * 100).map(lambda cents: f"{cents // 100}.{cents % 100:02}")


days = st.dates(date(2016, 1, 1), date(2028, 12, 31)) | st.sampled_from(STARTS)
sizes = st.sampled_from(list(EnterpriseSize))
staff = st.sampled_from(["0", "10", "49.99", "50", "249.99", "250"]) | st.none()
money = st.sampled_from(["0", "10000000", "10000000.01", "43000000", "50000000.01"]) | st.none()
shares = st.sampled_from(["0", "24.99", "25", "33.3", "50", "50.01", "100"])
flags = st.sampled_from([True, True, True, None, False])

related = st.fixed_dictionaries(
    {"share": shares, "staff": staff, "turnover": money, "balance_sheet_total": money},
    optional={"investor": st.booleans() | st.none()},
)
enterprises = st.fixed_dictionaries(
    {},
    optional={
        "size": sizes | st.none(),
        "staff": staff,
        "turnover": money,
        "balance_sheet_total": money,
        "related": st.lists(related, max_size=3),
        "in_flanders": flags,
        "legal_form": st.sampled_from(list(LegalForm)) | st.none(),
        "public_share": shares | st.none(),
        "eligible_activity": flags,
    },
)
plain_costs = st.fixed_dictionaries(
    {"kind": st.sampled_from([kind for kind in CostKind if kind is not CostKind.CATERING]), "amount": euro()},
    optional={"quantity": st.integers(1, 5) | st.none()},
)
catering = st.fixed_dictionaries(
    {"kind": st.just("catering"), "amount": euro(2_000), "persons": st.integers(0, 30), "days": st.integers(0, 5)}
)
costs = st.lists(plain_costs | catering, min_size=1, max_size=6)
projects = st.fixed_dictionaries(
    {"service": st.sampled_from(list(Service)), "theme": st.sampled_from(list(Theme)), "costs": costs},
    optional={"starts_on": days.map(str), "registered_provider": flags, "vat_rate": st.sampled_from(["0", "6", "21"])}
    | {"prices_include_vat": st.booleans() | st.none()},
)
applications = st.fixed_dictionaries(
    {"submitted_on": days.map(str), "enterprise": enterprises, "project": projects},
    optional={"subsidy_received": euro(16_000)},
)
grantable = st.fixed_dictionaries(
    {
        "submitted_on": st.dates(date(2016, 4, 1), date(2028, 12, 31)).map(str),
        "enterprise": st.fixed_dictionaries({"size": st.sampled_from(["klein", "middelgroot"])}),
        "project": st.fixed_dictionaries(
            {
                "service": st.just("opleiding"),
                "theme": st.sampled_from(["energie", "cybersecurity", "innovatie"]),
                "costs": costs,
            }
        ),
        "subsidy_received": euro(9_000),
    }
)
"""Applications that nothing but their costs and the ceiling can refuse."""

unclear = st.builds(
    lambda application, figures, form: application | {"enterprise": figures | {"legal_form": form}},
    grantable,
    st.fixed_dictionaries({"staff": staff, "turnover": st.none(), "related": st.lists(related, max_size=2)}),
    st.sampled_from(["vennootschap", "maatwerkbedrijf"]),
)
"""The same, by enterprises that do not tell enough of their size."""


def outcome_of(application: Json) -> dict[str, str]:
    outcome: dict[str, str] = json.loads(calculate_json(json.dumps(application)))
    return outcome


def subsidy_of(application: Json) -> Decimal:
    return Decimal(outcome_of(application)["subsidy"])


def without_places(outcome: dict[str, str]) -> dict[str, object]:
    """Return an outcome without the steps and notices that name a line or a related enterprise by its place."""
    whole = json.loads(json.dumps(outcome))
    return {
        **whole,
        "trace": [step for step in whole["trace"] if step["step"] not in PLACED_STEPS],
        "notices": [notice for notice in whole["notices"] if ".related." not in notice["field"]],
    }


def with_costs(application: Members, changed: Json) -> Members:
    copy = deepcopy(application)
    project = copy["project"]
    assert isinstance(project, dict)
    project["costs"] = changed
    return copy


def costs_of(application: Members) -> list[dict[str, Json]]:
    return list(json.loads(json.dumps(application))["project"]["costs"])


def amount_of(line: dict[str, Json]) -> Decimal:
    return Decimal(str(line["amount"]))


def quantity_of(line: dict[str, Json]) -> Decimal:
    return Decimal(str(line.get("quantity") or 1))


@given(applications)
def test_subsidy_and_outlay_are_the_invoice(application: Members) -> None:
    outcome = outcome_of(application)
    assume(outcome["subsidy"] is not None)
    invoice = Decimal(outcome["invoice"])
    assert Decimal(outcome["subsidy"]) + Decimal(outcome["outlay"]) == invoice
    costs_and_vat = ("eligible_cost", "ineligible_cost", "vat")
    assert sum(Decimal(outcome[name]) for name in costs_and_vat) == invoice


@given(applications)
def test_the_invoice_is_what_was_typed_with_the_vat_in_it_or_on_top(application: Members) -> None:
    outcome = outcome_of(application)
    assume(outcome["subsidy"] is not None)
    project = json.loads(json.dumps(application))["project"]
    typed = sum((amount_of(line) * quantity_of(line) for line in costs_of(application)), Decimal(0))
    vat = (typed * Decimal(project.get("vat_rate", "0")) / 100).quantize(CENT, ROUND_HALF_UP)
    assert Decimal(outcome["invoice"]) == (typed if project.get("prices_include_vat") else typed + vat)


@given(applications)
def test_what_is_absent_and_what_is_null_or_ordinary_give_the_same(application: Members) -> None:
    value = json.loads(json.dumps(application))
    value["project"].pop("prices_include_vat", None)
    for item in (*value["project"]["costs"], *value["enterprise"].get("related", [])):
        item.pop("quantity", None)
        item.pop("investor", None)
    expected = outcome_of(value)
    for flag, quantity in ((None, None), (False, 1)):
        value["project"]["prices_include_vat"] = flag
        for line in value["project"]["costs"]:
            line["quantity"] = None if line["kind"] == "catering" else quantity
        for other in value["enterprise"].get("related", []):
            other["investor"] = flag
        assert outcome_of(value) == expected


@given(grantable, st.integers(1, 9))
def test_a_quantity_is_as_many_lines(application: Members, quantity: int) -> None:
    lines = costs_of(application)
    plain = {key: value for key, value in lines[0].items() if key != "quantity"}
    assume(plain["kind"] != "catering")
    at_once = outcome_of(with_costs(application, [{**plain, "quantity": quantity}, *lines[1:]]))
    line_by_line = outcome_of(with_costs(application, [*[plain] * quantity, *lines[1:]]))
    assert without_places(at_once) == without_places(line_by_line)


@given(grantable)
def test_a_subsidy_is_never_above_its_rate_its_ceiling_or_what_is_left_of_that(application: Members) -> None:
    outcome = outcome_of(application)
    assume(outcome["status"] == "subsidie")
    subsidy, ceiling = Decimal(outcome["subsidy"]), Decimal(outcome["ceiling"])
    received = Decimal(str(application.get("subsidy_received", "0")))
    assert 0 < subsidy <= ceiling - received
    assert subsidy - Decimal(outcome["rate"]) * Decimal(outcome["eligible_cost"]) <= CENT / 2
    assert Decimal(outcome["ceiling_left"]) == ceiling - received - subsidy


@given(applications | unclear)
def test_every_amount_has_two_decimals(application: Members) -> None:
    outcome = json.loads(calculate_json(json.dumps(application)))
    amounts = [*(outcome[key] for key in AMOUNTS), *(outcome["range"] or {}).values()]
    assert all(amount is None or re.fullmatch(r"\d+\.\d{2}", amount) for amount in amounts), amounts


@given(applications)
def test_no_part_of_the_bill_is_negative(application: Members) -> None:
    outcome = outcome_of(application)
    assert all(Decimal(outcome[key]) >= 0 for key in AMOUNTS if outcome[key] is not None)


@given(grantable, st.data())
def test_a_higher_cost_never_lowers_the_subsidy(application: Members, data: st.DataObject) -> None:
    lines = costs_of(application)
    index = data.draw(st.integers(0, len(lines) - 1))
    more = Decimal(data.draw(euro(5_000)))
    lines[index]["amount"] = str(amount_of(lines[index]) + more)
    assert subsidy_of(with_costs(application, list(lines))) >= subsidy_of(application)


@given(grantable, plain_costs)
def test_another_line_never_lowers_the_subsidy(application: Members, line: Members) -> None:
    assert subsidy_of(with_costs(application, [*costs_of(application), line])) >= subsidy_of(application)


@given(applications, st.data())
def test_splitting_a_line_changes_nothing(application: Members, data: st.DataObject) -> None:
    assume("'prices_include_vat': True" not in str(application))
    lines = costs_of(application)
    splittable = [index for index, line in enumerate(lines) if line["kind"] != "catering"]
    assume(splittable)
    index = data.draw(st.sampled_from(splittable))
    cents = int(amount_of(lines[index]) * 100)
    part = data.draw(st.integers(0, cents))
    parts = [{**lines[index], "amount": str(Decimal(amount) / 100)} for amount in (part, cents - part)]
    split = with_costs(application, [*lines[:index], *parts, *lines[index + 1 :]])
    assert without_places(outcome_of(split)) == without_places(outcome_of(application))


@given(applications, st.integers(1, 30), st.integers(1, 5), st.integers(0, 5_000), st.integers(0, 5_000))
def test_splitting_catering_by_persons_changes_nothing_within_the_limit(
    application: Members, persons: int, days: int, first: int, second: int
) -> None:
    assume("'prices_include_vat': True" not in str(application))  # of which each line is rounded
    cents = 2_500 * days
    one, other = min(first, cents * persons), min(second, cents * persons)
    line: Members = {"kind": "catering", "persons": persons, "days": days}
    whole = {**line, "persons": 2 * persons, "amount": str(Decimal(one + other) / 100)}
    parts = [{**line, "amount": str(Decimal(amount) / 100)} for amount in (one, other)]
    lines = costs_of(application)
    split, joined = with_costs(application, [*lines, *parts]), with_costs(application, [*lines, whole])
    assert outcome_of(split)["eligible_cost"] == outcome_of(joined)["eligible_cost"]


@given(applications, st.randoms(use_true_random=False))
def test_the_order_of_lines_and_of_related_enterprises_changes_nothing(application: Members, random: Random) -> None:
    shuffled = json.loads(json.dumps(application))
    random.shuffle(shuffled["project"]["costs"])
    random.shuffle(shuffled["enterprise"].get("related", []))
    assert without_places(outcome_of(shuffled)) == without_places(outcome_of(application))


@given(grantable, euro(9_000))
def test_more_subsidy_received_never_gives_more(application: Members, received: str) -> None:
    before = Decimal(str(application["subsidy_received"]))
    more = application | {"subsidy_received": str(before + Decimal(received))}
    assert subsidy_of(more) <= subsidy_of(application)


@given(unclear)
def test_the_range_of_an_unknown_size_goes_from_the_lowest_to_the_highest_known_one(application: Members) -> None:
    outcome = json.loads(calculate_json(json.dumps(application)))
    assume(outcome["status"] == "onzeker")
    enterprise = application["enterprise"]
    assert isinstance(enterprise, dict)
    possible = next(step["value"] for step in outcome["trace"] if step["step"] == "size").split(",")
    subsidies = [subsidy_of(application | {"enterprise": enterprise | {"size": size}}) for size in possible]
    assert Decimal(outcome["range"]["lowest"]) == min(subsidies)
    assert Decimal(outcome["range"]["highest"]) == max(subsidies)


@given(applications)
def test_a_refusal_for_an_unknown_size_is_a_refusal_for_each_possible_one(application: Members) -> None:
    outcome = json.loads(calculate_json(json.dumps(application)))
    sizes_known = [step["value"] for step in outcome["trace"] if step["step"] == "size"]
    assume(outcome["status"] == "geen-subsidie" and sizes_known and "," in sizes_known[0])
    enterprise = application["enterprise"]
    assert isinstance(enterprise, dict)
    assert outcome["problems"]
    for size in sizes_known[0].split(","):
        known = outcome_of(application | {"enterprise": enterprise | {"size": size}})
        assert known["status"] == "geen-subsidie"


@given(enterprises, st.lists(projects, min_size=1, max_size=5), st.data(), euro(9_000))
def test_a_plan_never_grants_more_in_a_year_than_was_left_of_the_ceiling(
    enterprise: Members, planned: list[Members], data: st.DataObject, received: str
) -> None:
    submitted = data.draw(st.lists(days, min_size=len(planned), max_size=len(planned)))
    entries: list[Json] = [
        {"submitted_on": str(day), "project": project} for day, project in zip(submitted, planned, strict=True)
    ]
    plan: Json = {"subsidy_received": received, "enterprise": enterprise, "projects": entries}
    answer = json.loads(plan_json(json.dumps(plan)))
    first = str(min(submitted).year)
    assert set(answer["years"]) == {str(day.year) for day in submitted}
    for number, year in answer["years"].items():
        ceiling = Decimal(15_000 if number < "2020" else 7_500)
        left = max(ceiling - (Decimal(received) if number == first else 0), Decimal(0))
        highest = year["range"]["highest"] if year["range"] else year["subsidy"]
        assert Decimal(highest) <= left
        if year["range"]:
            assert (year["subsidy"], year["ceiling_left"]) == (None, None)
            assert Decimal(year["range"]["lowest"]) <= Decimal(highest)


@given(enterprises, st.lists(projects, min_size=1, max_size=4), st.lists(days, min_size=4, max_size=4, unique=True))
def test_the_order_in_which_a_plan_is_written_changes_nothing(
    enterprise: Members, planned: list[Members], submitted: list[date]
) -> None:
    entries: list[Json] = [
        {"submitted_on": str(day), "project": project} for day, project in zip(submitted, planned, strict=False)
    ]
    forwards = json.loads(plan_json(json.dumps({"enterprise": enterprise, "projects": entries})))
    backwards = json.loads(plan_json(json.dumps({"enterprise": enterprise, "projects": entries[::-1]})))
    assert forwards["outcomes"] == backwards["outcomes"][::-1]
    assert forwards["years"] == backwards["years"]


@given(enterprises, st.lists(projects, min_size=1, max_size=4), euro(9_000))
def test_a_plan_of_one_known_size_is_a_chain_of_applications(
    enterprise: Members, planned: list[Members], received: str
) -> None:
    own = enterprise | {"size": "klein"}
    entries: list[Json] = [{"submitted_on": "2026-03-02", "project": project} for project in planned]
    plan: Json = {"subsidy_received": received, "enterprise": own, "projects": entries}
    so_far = Decimal(received)
    for outcome, project in zip(json.loads(plan_json(json.dumps(plan)))["outcomes"], planned, strict=True):
        application: Json = {
            "submitted_on": "2026-03-02",
            "subsidy_received": str(so_far),
            "enterprise": own,
            "project": project,
        }
        assert outcome == json.loads(calculate_json(json.dumps(application)))
        so_far += Decimal(outcome["subsidy"])


@given(grantable)
def test_the_base_rate_costs_what_the_raised_theme_would_bring(application: Members) -> None:
    own = json.loads(json.dumps(application))
    own["project"]["theme"] = "innovatie"
    own["submitted_on"] = "2026-03-02"
    explanation = json.loads(explain_json(json.dumps(own)))
    assume(explanation["outcome"]["status"] == "subsidie")
    shortfalls = {item["reason"]: Decimal(item["amount"]) for item in explanation["shortfalls"]}
    actual = subsidy_of(own)
    own["project"]["theme"] = "cybersecurity"
    assert shortfalls.get("basispercentage", Decimal(0)) == subsidy_of(own) - actual


@given(st.integers(0, 100_000_000_000))
def test_an_amount_that_is_written_is_read_again(cents: int) -> None:
    amount = Decimal(cents) / 100
    assert read_amount(write_amount(amount)) == amount
    assert read_amount(write_round_amount(amount)) == amount
