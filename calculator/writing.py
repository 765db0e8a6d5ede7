"""From an outcome to the JSON of the contract: every key always there, in one order."""

import json
from datetime import date
from decimal import Decimal

from calculator.model import Finding, Outcome, Step

type Plain = bool | str | list[Plain] | dict[str, Plain] | None

ENCODER = json.JSONEncoder(separators=(",", ":"))


def write_outcome(outcome: Outcome) -> dict[str, Plain]:
    """Give the contract's envelope: money with two decimals, rates as fractions, dates ISO."""
    return {
        "schema": "kmo-outcome/1",
        "status": outcome.status,
        "rules": {"in_force_from": day(outcome.in_force_from), "checked_on": day(outcome.checked_on)},
        "enterprise_size": outcome.enterprise_size,
        "rate": money(outcome.rate),
        "eligible_cost": money(outcome.eligible_cost),
        "ineligible_cost": money(outcome.ineligible_cost),
        "vat": money(outcome.vat),
        "subsidy": money(outcome.subsidy),
        "own_share": money(outcome.own_share),
        "paid_to_provider": money(outcome.paid_to_provider),
        "outlay": money(outcome.outlay),
        "ceiling": money(outcome.ceiling),
        "ceiling_left": money(outcome.ceiling_left),
        "ceiling_reached": outcome.ceiling_reached,
        "cost_at_ceiling": money(outcome.cost_at_ceiling),
        "range": write_range(outcome.lowest, outcome.highest),
        "deadlines": {
            "apply_by": day(outcome.apply_by),
            "deposit_by": day(outcome.deposit_by),
            "finish_by": day(outcome.finish_by),
        },
        "problems": [write_finding(finding) for finding in outcome.problems],
        "notices": [{"field": remark.field, "notice": remark.notice} for remark in outcome.notices],
        "trace": [write_step(step) for step in outcome.trace],
    }


def write_range(lowest: Decimal | None, highest: Decimal | None) -> Plain:
    """Give the range of subsidies over the sizes still possible; null where there is none."""
    return None if lowest is None else {"lowest": money(lowest), "highest": money(highest)}


def write_finding(finding: Finding) -> Plain:
    """Give a problem; only a misspelt key has a `nearest` one."""
    written: dict[str, Plain] = {"field": finding.field, "problem": finding.problem}
    if finding.nearest is not None:
        written["nearest"] = finding.nearest
    return written


def write_step(step: Step) -> Plain:
    """Give one step of the trace."""
    return {
        "step": step.step,
        "value": step.value,
        "because": step.because,
        "since": day(step.since),
        "source": step.source,
        "figures": dict(step.figures),
    }


def money(amount: Decimal | None) -> str | None:
    """Write euro, or a rate, with two decimals."""
    return None if amount is None else f"{amount:.2f}"


def day(value: date | None) -> str | None:
    """Write a date as JJJJ-MM-DD."""
    return None if value is None else value.isoformat()


def encode(value: Plain) -> str:
    """Write JSON in ASCII, so that no string can break its carrier."""
    return ENCODER.encode(value)
