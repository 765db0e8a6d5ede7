"""The keys of the calculator's answers and some worked-out amounts, for the templates that put them into words."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from calculator.engine.assessment import assess
from calculator.model import (
    Application,
    Cost,
    CostKind,
    Enterprise,
    EnterpriseSize,
    Project,
    ReadingProblem,
    Refusal,
    Service,
    Theme,
)
from calculator.notation import write_amount, write_rate, write_round_amount
from calculator.outcome import Grant, Notice
from calculator.page.answer import answer_json
from calculator.page.form import MOST_RELATED, NAMES, share_fragment
from sitegen.figures.rule_topics import rules_of_site

REFUSALS = tuple(Refusal)
NOTICES = (
    (Notice.TO_CHECK, "enterprise.in_flanders"),
    (Notice.TO_CHECK, "enterprise.legal_form"),
    (Notice.TO_CHECK, "enterprise.public_share"),
    (Notice.TO_CHECK, "enterprise.eligible_activity"),
    (Notice.TO_CHECK, "project.theme"),
    (Notice.TO_CHECK, "project.registered_provider"),
    (Notice.TRANSITION_UNCERTAIN, "submitted_on"),
    (Notice.TRANSITION_UNCERTAIN, "project.starts_on"),
    (Notice.RULES_STALE, "submitted_on"),
    (Notice.YEAR_UNKNOWN, "submitted_on"),
    (Notice.SIZE_TWO_YEARS, "enterprise.size"),
    *[(Notice.PARTNER_EXACTLY, f"enterprise.related.{index}.share") for index in range(MOST_RELATED)],
    *[(Notice.INVESTOR, f"enterprise.related.{index}.investor") for index in range(MOST_RELATED)],
)
"""Every notice with the field it can be about."""

ERRORS = tuple((problem, name) for problem in ReadingProblem for name in ("", *NAMES))
"""Every reason why a field cannot be read, in general and for each control of the form."""

STARTING_EXAMPLES: dict[str, dict[str, str]] = {
    "opleiding": {
        "enterprise.size": "klein",
        "project.service": "opleiding",
        "project.theme": "digitalisering",
        "costs.deelname": "1.000",
    },
    "cybersecurity": {
        "enterprise.size": "klein",
        "project.service": "opleiding",
        "project.theme": "cybersecurity",
        "project.vat_rate": "21",
        "costs.deelname": "2.500",
        "costs.catering": "180",
        "costs.catering.persons": "2",
        "costs.catering.days": "3",
    },
    "advies": {
        "enterprise.size": "middelgroot",
        "project.service": "advies",
        "project.theme": "cybersecurity",
        "project.vat_rate": "21",
        "costs.deelname": "4.000",
    },
}

"""Forms to start from with one click; the day of application is left to be today."""

COSTS = tuple(Decimal(cost) for cost in (500, 1_000, 2_500, 5_000, 10_000, 20_000, 30_000, 40_000))
PROFILES = (
    (EnterpriseSize.SMALL, Theme.INNOVATION),
    (EnterpriseSize.MEDIUM, Theme.INNOVATION),
    (EnterpriseSize.SMALL, Theme.CYBER_SECURITY),
    (EnterpriseSize.MEDIUM, Theme.CYBER_SECURITY),
)


@dataclass(frozen=True, slots=True)
class AmountsTable:
    """Subsidies worked out for whoever cannot run the calculator: texts, column by column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def amounts_table(today: date) -> AmountsTable:
    """Return the subsidy of a training for some costs and each size, with and without the increase, on a day."""
    grants = {(cost, profile): grant_for(cost, *profile, today) for cost in COSTS for profile in PROFILES}
    return AmountsTable(
        columns=tuple(
            f"{profile[0].capitalize()}, {write_rate(grants[COSTS[0], profile].rate or Decimal(0))}"
            for profile in PROFILES
        ),
        rows=tuple(
            (
                write_round_amount(cost),
                tuple(write_amount(grants[cost, profile].subsidy) for profile in PROFILES),
            )
            for cost in COSTS
        ),
    )


def starting_examples(vat_rate: str) -> list[tuple[str, str]]:
    """Return applications to start from: the key of a title, and the fragment of the share link.

    `vat_rate` is the provider's own percentage.
    """
    return [(key, share_fragment({"project.vat_rate": vat_rate} | values)) for key, values in STARTING_EXAMPLES.items()]


def short_example(today: date) -> dict[str, Any]:
    """Return the calculator's answer to the example that the short form shows before anything is filled in."""
    values = STARTING_EXAMPLES["cybersecurity"] | {"submitted_on": today.isoformat()}
    shown = {name: text for name, text in values.items() if not name.startswith("costs.catering")}
    answer: dict[str, Any] = json.loads(answer_json(json.dumps(shown)))
    return answer


def grant_for(cost: Decimal, size: EnterpriseSize, theme: Theme, today: date) -> Grant:
    """Return the grant for the plainest training by the rules of a day: its fee and nothing else."""
    project = Project(service=Service.TRAINING, theme=theme, costs=(Cost(kind=CostKind.FEE, amount=cost),))
    training = Application(submitted_on=today, enterprise=Enterprise(size=size), project=project)
    return assess(rules_of_site(today), training).grants[0]
