"""Advice on a plan keeps its promise: it gains what it says, is in time, and hangs on nothing but the plan."""

import json
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TypedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator import plan_json
from tests.support.worked_cases import Json

type Entry = dict[str, Json]


class Advice(TypedDict):
    """A better day for one project of a plan."""

    project: int
    submitted_on: str
    gain: str
    starts_on_from: str | None


def entry(day: str, amount: str, **changes: Json) -> Entry:
    costs: Json = [{"kind": "deelname", "amount": amount}]
    return {"submitted_on": day, "project": {"service": "opleiding", "theme": "innovatie", "costs": costs, **changes}}


def answer_of(entries: list[Entry], received: str = "0", enterprise: Json = None) -> dict[str, list[dict[str, Json]]]:
    own: Json = {"size": "klein"} if enterprise is None else enterprise
    plan: Json = {"subsidy_received": received, "enterprise": own, "projects": list(entries)}
    answer: dict[str, list[dict[str, Json]]] = json.loads(plan_json(json.dumps(plan)))
    return answer


def advice_of(entries: list[Entry], received: str = "0", enterprise: Json = None) -> list[Advice]:
    found: list[Advice] = json.loads(json.dumps(answer_of(entries, received, enterprise)["advice"]))
    return found


def total_of(entries: list[Entry], received: str = "0", enterprise: Json = None) -> Decimal:
    outcomes = answer_of(entries, received, enterprise)["outcomes"]
    return sum((Decimal(str(outcome["subsidy"] or "0")) for outcome in outcomes), Decimal(0))


def follow(entries: list[Entry], advice: Advice) -> list[Entry]:
    return [
        planned | {"submitted_on": advice["submitted_on"]} if place == advice["project"] else planned
        for place, planned in enumerate(entries)
    ]


def test_what_the_ceiling_cuts_is_gained_next_year() -> None:
    entries = [entry("2026-11-02", "20000"), entry("2026-12-01", "10000")]
    assert advice_of(entries) == [
        {"project": 0, "submitted_on": "2027-01-01", "gain": "1500.00", "starts_on_from": "2026-12-18"},
        {"project": 1, "submitted_on": "2027-01-01", "gain": "1500.00", "starts_on_from": "2026-12-18"},
    ]


def test_where_the_ceiling_cuts_nothing_there_is_no_advice() -> None:
    assert advice_of([entry("2026-11-02", "1000"), entry("2026-12-01", "1000")]) == []
    assert answer_of([])["advice"] == []


@pytest.mark.parametrize(("start", "in_time"), [("2026-12-17", False), ("2026-12-18", True)])
def test_a_known_start_allows_only_a_day_within_its_term(start: str, in_time: bool) -> None:
    entries = [entry("2026-11-02", "25000"), entry("2026-12-10", "10000", starts_on=start)]
    advised = [advice for advice in advice_of(entries) if advice["project"] == 1]
    assert [advice["submitted_on"] for advice in advised] == (["2027-01-01"] if in_time else [])
    assert all(advice["starts_on_from"] is None for advice in advised)


def test_a_later_year_without_room_is_left_for_an_earlier_one_with_it() -> None:
    entries = [entry("2026-11-02", "5000"), entry("2027-02-01", "25000"), entry("2027-03-01", "10000")]
    assert [advice for advice in advice_of(entries) if advice["project"] == 2] == [
        {"project": 2, "submitted_on": "2026-11-02", "gain": "3000.00", "starts_on_from": "2026-10-19"},
        {"project": 2, "submitted_on": "2028-01-01", "gain": "3000.00", "starts_on_from": "2027-12-18"},
    ]


def test_an_order_under_rules_that_still_support_the_service_gains_it_whole() -> None:
    entries = [entry("2026-01-15", "1000"), entry("2026-02-15", "1000", service="advies")]
    assert advice_of(entries) == [
        {"project": 1, "submitted_on": "2026-01-15", "gain": "300.00", "starts_on_from": "2026-01-01"}
    ]


def test_an_application_that_is_too_late_is_advised_to_go_along_with_an_earlier_one() -> None:
    entries = [entry("2026-11-02", "1000"), entry("2026-12-10", "1000", starts_on="2026-11-05")]
    assert advice_of(entries) == [
        {"project": 1, "submitted_on": "2026-11-02", "gain": "300.00", "starts_on_from": None}
    ]


@pytest.mark.parametrize("enterprise", [{}, {"staff": "10"}])
def test_where_the_size_is_not_known_there_is_no_advice(enterprise: Json) -> None:
    assert advice_of([entry("2026-11-02", "40000"), entry("2026-12-01", "40000")], enterprise=enterprise) == []


def test_a_project_that_cannot_be_read_is_not_advised_on_and_hinders_no_other() -> None:
    entries = [entry("2026-11-02", "-1"), entry("2026-11-03", "25000"), entry("2026-12-01", "1000")]
    assert {advice["project"] for advice in advice_of(entries)} == {1, 2}


def test_the_last_year_has_no_next_one() -> None:
    assert advice_of([entry("9998-11-02", "25000"), entry("9998-12-01", "1000")]) == []


amounts = st.sampled_from(["99", "500", "4000", "10000", "25000", "40000.01"])
starts = st.integers(-30, 60) | st.none()


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    """Plans around the turns of years and the changes of the rules, some rows of which cannot be read."""
    planned = []
    for _ in range(draw(st.integers(1, 6))):
        near = draw(st.sampled_from([date(2019, 12, 1), date(2020, 1, 1), date(2026, 2, 1), date(2027, 1, 1)]))
        day = near + timedelta(days=draw(st.integers(-60, 60)))
        start = draw(starts)
        changes: Entry = {
            "service": draw(st.sampled_from(["opleiding", "opleiding", "advies"])),
            "theme": draw(st.sampled_from(["innovatie", "cybersecurity", "energie", "geen"])),
            "starts_on": None if start is None else str(day + timedelta(days=start)),
        }
        planned.append(entry(str(day), draw(st.sampled_from(["onleesbaar"]) | amounts), **changes))
    return planned


enterprises = st.sampled_from(
    [{"size": "klein"}, {"size": "middelgroot"}, {"size": "groot"}, {"staff": "10"}, {"legal_form": "maatwerkbedrijf"}]
)
received_before = st.sampled_from(["0", "3000", "7500", "12000"])


@given(entries(), received_before, enterprises)
def test_following_an_advice_gains_exactly_what_it_promises(
    planned: list[Entry], received: str, enterprise: Json
) -> None:
    before = total_of(planned, received, enterprise)
    for advice in advice_of(planned, received, enterprise):
        assert Decimal(advice["gain"]) > 0
        assert total_of(follow(planned, advice), received, enterprise) == before + Decimal(advice["gain"])


@given(entries(), received_before)
def test_following_an_advice_never_breaks_a_known_application_term(planned: list[Entry], received: str) -> None:
    for advice in advice_of(planned, received):
        project = planned[advice["project"]]["project"]
        assert isinstance(project, dict)
        day = date.fromisoformat(advice["submitted_on"])
        start = project["starts_on"] or advice["starts_on_from"]
        assert day <= date.fromisoformat(str(start)) + timedelta(days=14)
        assert (advice["starts_on_from"] is None) == (project["starts_on"] is not None)


@given(entries(), received_before, st.randoms(use_true_random=False))
def test_neither_the_order_of_the_rows_nor_a_second_time_changes_the_advice(
    planned: list[Entry], received: str, random: Random
) -> None:
    places = list(range(len(planned)))
    random.shuffle(places)
    advice = advice_of(planned, received)
    moved = [
        {**given, "project": places[given["project"]]} for given in advice_of([planned[i] for i in places], received)
    ]
    assert sorted(map(str, moved)) == sorted(map(str, advice))
    assert advice_of(planned, received) == advice


@given(entries(), received_before)
def test_no_single_project_gains_more_on_a_day_that_could_be_advised(planned: list[Entry], received: str) -> None:
    advised = {advice["project"]: Decimal(advice["gain"]) for advice in advice_of(planned, received)[::-1]}
    readable = [own for own in planned if "onleesbaar" not in str(own)]
    before = total_of(planned, received)
    for own in readable:
        place, year = planned.index(own), int(str(own["submitted_on"])[:4])
        for day in {f"{year + 1}-01-01", *(str(other["submitted_on"]) for other in readable)}:
            tried: Advice = {"project": place, "submitted_on": day, "gain": "0", "starts_on_from": None}
            assert total_of(follow(planned, tried), received) - before <= advised.get(place, Decimal(0))
