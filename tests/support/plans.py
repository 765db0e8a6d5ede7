"""Plans as the planner's page holds them, and its answers."""

import json
from collections.abc import Mapping

from calculator.page.spreadsheet import COLUMNS
from calculator.page.year_planner import planner_json
from tests.support.worked_cases import Json

type Values = dict[str, str]
type Answer = dict[str, Json]

HEADINGS = {name: name for name in COLUMNS} | {
    "name": "Naam",
    "submitted_on": "Datum van de aanvraag",
    "project.service": "Opleiding of advies",
    "project.theme": "Thema",
    "costs.deelname": "Deelnameprijs",
    "enterprise.size": "Grootte van uw onderneming",
    "subsidy": "Subsidie",
}
"""Titles of columns, as the page gives them."""


def row(day: str, fee: str, **changes: str) -> Values:
    """Return a row of the planner; two underscores in a name stand for its dot."""
    own = {"submitted_on": day, "project.service": "opleiding", "project.theme": "innovatie", "costs.deelname": fee}
    return own | {name.replace("__", "."): text for name, text in changes.items()}


def values_of(*rows: Values, **shared: str) -> Values:
    """Return what the page's controls hold: these rows, and what they share, of a small enterprise."""
    values = {"enterprise.size": "klein"} | {name.replace("__", "."): text for name, text in shared.items()}
    for number, own in enumerate(rows):
        values |= {f"plan.{number}.{name}": text for name, text in own.items()}
    return values


def ask(request: Mapping[str, object]) -> Answer:
    """Return the planner's answer, with plain spaces for the no-break ones."""
    answer: Answer = json.loads(planner_json(json.dumps(request)).replace("\\u00a0", " "))
    return answer


def planned(*rows: Values, today: str = "", **shared: str) -> Answer:
    """Return the answer to rows."""
    return ask({"values": values_of(*rows, **shared), "today": today})


def saved(values: Mapping[str, str]) -> str:
    """Return the spreadsheet of a plan."""
    table: str = json.loads(planner_json(json.dumps({"values": values, "headings": HEADINGS})))["csv"]
    return table


def opened(text: str) -> Answer:
    """Return what a spreadsheet holds."""
    return ask({"csv": text, "headings": HEADINGS})
