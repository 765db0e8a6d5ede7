"""What must be checked before relying on an outcome, on either side of each day and limit."""

import json
from datetime import date, timedelta

import pytest

from calculator import calculate_json
from calculator.rules import CHECKED_ON
from tests.support.worked_cases import Json


def notices_of(submitted_on: date, enterprise: Json = None) -> set[tuple[str, str]]:
    own: Json = {"size": "klein"} if enterprise is None else enterprise
    costs: Json = [{"kind": "deelname", "amount": "1000"}]
    application: Json = {
        "submitted_on": str(submitted_on),
        "enterprise": own,
        "project": {"service": "opleiding", "theme": "innovatie", "costs": costs},
    }
    notices = json.loads(calculate_json(json.dumps(application)))["notices"]
    return {(notice["field"], notice["notice"]) for notice in notices if notice["notice"] != "te-controleren"}


@pytest.mark.parametrize(("days", "stale"), [(180, False), (181, True)])
def test_rules_are_stale_more_than_180_days_after_their_check(days: int, stale: bool) -> None:
    assert (("submitted_on", "regels-verouderd") in notices_of(CHECKED_ON + timedelta(days=days))) == stale


@pytest.mark.parametrize(("years", "unknown"), [(0, False), (1, True)])
def test_the_rules_of_a_year_after_that_of_the_check_are_not_announced(years: int, unknown: bool) -> None:
    day = date(CHECKED_ON.year + years, 12 - 11 * years, 31 - 30 * years)
    assert (("submitted_on", "jaar-niet-gekend") in notices_of(day)) == unknown


@pytest.mark.parametrize(
    ("figures", "near"),
    [
        ({"staff": "39.99", "turnover": "8000000"}, False),
        ({"staff": "40", "turnover": "8000000"}, True),
        ({"staff": "10", "turnover": "8000000.01"}, True),
        ({"staff": "10", "turnover": "8000000.01", "balance_sheet_total": "8000000"}, False),
        ({"staff": "10", "turnover": "900000000", "balance_sheet_total": "8000000.01"}, True),
        ({"staff": "60", "turnover": "1"}, True),
        ({"staff": "900", "turnover": "1"}, True),
        ({"staff": "10"}, False),
    ],
)
def test_a_size_by_the_figures_of_one_year_is_doubted_unless_a_quarter_more_leaves_it_small(
    figures: dict[str, Json], near: bool
) -> None:
    assert (("enterprise.size", "grootte-twee-jaren") in notices_of(CHECKED_ON, figures)) == near


@pytest.mark.parametrize(
    ("related", "notices"),
    [
        ({"share": "24.99"}, set()),
        ({"share": "25"}, {("enterprise.related.0.share", "partner-precies-25")}),
        ({"share": "25.01"}, set()),
        ({"share": "25", "investor": True}, {("enterprise.related.0.investor", "investeerder")}),
        ({"share": "50", "investor": True}, {("enterprise.related.0.investor", "investeerder")}),
        ({"share": "50.01", "investor": True}, set()),
        ({"share": "50", "investor": False}, set()),
    ],
)
def test_a_related_enterprise_is_doubted_at_exactly_25_percent_and_as_an_investor(
    related: dict[str, Json], notices: set[tuple[str, str]]
) -> None:
    figures: Json = {"staff": "1", "turnover": "1", "balance_sheet_total": "1"}
    assert isinstance(figures, dict)
    assert notices_of(CHECKED_ON, {**figures, "related": [related | figures]}) == notices
    assert notices_of(CHECKED_ON, {"size": "klein", "related": [related]}) == set()
