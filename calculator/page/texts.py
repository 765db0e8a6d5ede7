"""Write the figures of outcomes, steps, shortfalls and scenarios for people, by their names in the contract."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from calculator.engine.what_if import Scenario, Shortfall
from calculator.notation import (
    write_amount,
    write_date,
    write_number,
    write_percentage,
    write_rate,
    write_round_amount,
)
from calculator.outcome import Outcome, Step
from calculator.rules import Certainty
from calculator.wire.write_outcome import Plain, amounts_of, days_of

DATES = ("in_force_from", "checked_on", "apply_by", "deposit_by", "finish_by", "pay_by")
RATE_FIGURES = {"rate", "base", "increase"}
PERCENTAGE_FIGURES = {"vat_rate", "public_share", "share_limit"}
PLAIN_FIGURES = {"size", "paid_as", "related", "group", "days", "quantity"}
LAW_FIGURES = {"limit", "ceiling", "minimum_cost"}


def write_texts(outcome: Outcome) -> dict[str, Plain]:
    """Write every figure that the outcome has, by its name in the contract."""
    texts: dict[str, Plain] = {}
    for name, amount in amounts_of(outcome).items():
        if amount is not None:
            texts[name] = write_amount(amount)
    for name, day in days_of(outcome).items():
        if day is not None:
            texts[name] = write_date(day)
    if outcome.regime and outcome.regime.in_force_from:
        texts["in_force_from"] = write_first_day(outcome.regime.step, outcome.regime.in_force_from)
    if outcome.grant and outcome.grant.rate is not None:
        texts["rate"] = write_rate(outcome.grant.rate)
    if outcome.grant and outcome.grant.size is not None:
        texts["enterprise_size"] = str(outcome.grant.size)
    if outcome.likely:
        texts["likely_size"] = str(outcome.likely.size)
        texts["likely_rate"] = write_rate(outcome.likely.rate)
    return texts


def write_step_texts(step: Step) -> Plain:
    """Write one step of the reasoning: its keys, its figures as texts, since when and by which source."""
    texts = {name: write_figure(name, value) for name, value in step.figures} | write_sums(step)
    if step.step == "regime" and step.value is not None:
        texts["value"] = write_first_day(step, date.fromisoformat(step.value))
    elif step.value is not None:
        texts["value"] = write_figure(step.step, step.value)
    if step.since is not None:
        texts["since"] = write_date(step.since)
    return {
        "step": step.step,
        "because": step.because,
        "source": step.source,
        "certainty": step.certainty,
        "texts": dict(texts),
    }


def write_first_day(step: Step, day: date) -> str:
    """Write the first day of rules, for the step that rests on them; of a day that is inferred, only its year."""
    return str(day.year) if step.certainty is Certainty.INFERRED else write_date(day)


def write_sums(step: Step) -> dict[str, str]:
    """Write each figure that is a sum with its parts: staff is "60 + 210 = 270" with own.staff and related.0.staff."""
    parts: dict[str, list[str]] = {}
    for name, value in step.figures:
        if "." in name:
            parts.setdefault(part_of(name), []).append(write_figure(name, value))
    return {
        name: f"{' + '.join(parts[name])} = {write_figure(name, total)}"
        for name, total in step.figures
        if len(parts.get(name, [])) > 1
    }


def part_of(name: str) -> str:
    """Return the figure that a part is of.

    >>> part_of("related.0.staff")
    'staff'
    """
    return name.rpartition(".")[2]


def write_figure(name: str, value: str) -> str:
    """Write one figure of the trace, or one part of it."""
    name = part_of(name)
    if name in RATE_FIGURES:
        return write_rate(Decimal(value))
    if name in PERCENTAGE_FIGURES:
        return write_percentage(Decimal(value))
    if name in PLAIN_FIGURES:
        return value.replace(",", " of ")
    if name in DATES:
        return write_date(date.fromisoformat(value))
    if name == "staff":
        return write_number(Decimal(value))
    return write_round_amount(Decimal(value)) if name in LAW_FIGURES else write_amount(Decimal(value))


def write_shortfall(shortfall: Shortfall) -> Plain:
    """Write one reason that lowers the subsidy, and by how much."""
    return {"reason": shortfall.reason, "text": write_amount(shortfall.amount)}


def write_scenario(scenario: Scenario) -> Plain:
    """Write the outcome of one variant of the application."""
    return {"scenario": scenario.scenario, "status": scenario.outcome.status, "texts": write_texts(scenario.outcome)}


def write_bar(parts: Mapping[str, Decimal]) -> list[Plain]:
    """Write the parts of a bar of a hundred units: each one's name, text, start and width."""
    amounts = {name: amount for name, amount in parts.items() if amount}
    total = sum(amounts.values())
    bar: list[Plain] = []
    start = Decimal(0)
    for name, amount in amounts.items():
        width = amount * 100 / total
        bar.append({"name": name, "text": write_amount(amount), "x": f"{start:.2f}", "width": f"{width:.2f}"})
        start += width
    return bar
