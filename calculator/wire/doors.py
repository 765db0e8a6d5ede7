"""The door: JSON text in, JSON text out; whatever comes in, an answer goes out and nothing is raised."""

from calculator.engine.calculate import calculate
from calculator.engine.what_if import Scenario, Shortfall, find_shortfalls, imagine
from calculator.engine.year_plan import PlanOutcome, Year, calculate_plan
from calculator.model import Application, InvalidError, Plan
from calculator.outcome import Outcome, Status
from calculator.wire.read_application import read_application, read_plan
from calculator.wire.strict_json import read_json
from calculator.wire.write_outcome import (
    encode,
    join_list,
    join_object,
    quote,
    write_finding,
    write_outcome,
    write_range,
)


def calculate_json(text: str) -> str:
    """Compute one application, as JSON, into its outcome, as JSON. Never raises."""
    outcome, _ = answer(text)
    return write_outcome(outcome)


def answer(text: str) -> tuple[Outcome, Application | None]:
    """Give the outcome of an application in JSON, and the application if it can be read."""
    try:
        application = read_application(read_json(text))
    except InvalidError as error:
        return Outcome(status=Status.INVALID, problems=error.findings), None
    return calculate(application), application


def explain_json(text: str) -> str:
    """Give the outcome of an application, what lowered its subsidy, and what other circumstances would give.

    >>> explain_json("geen aanvraag")[-41:]
    '"trace":[]},"shortfalls":[],"what_if":[]}'
    """
    outcome, application = answer(text)
    shortfalls = find_shortfalls(application, outcome) if application else []
    scenarios = imagine(application) if application else []
    return join_object(
        {
            "schema": encode("kmo-explanation/1"),
            "outcome": write_outcome(outcome),
            "shortfalls": join_list([write_shortfall(shortfall) for shortfall in shortfalls]),
            "what_if": join_list([write_scenario(scenario) for scenario in scenarios]),
        }
    )


def write_shortfall(shortfall: Shortfall) -> str:
    """Write one reason why the subsidy is lower than it could be."""
    return encode({"reason": shortfall.reason, "amount": str(shortfall.amount)})


def write_scenario(scenario: Scenario) -> str:
    """Write the outcome in other circumstances, without its trace."""
    outcome = write_outcome(scenario.outcome, with_trace=False)
    return join_object({"scenario": encode(scenario.scenario), "outcome": outcome})


def plan_json(text: str) -> str:
    """Compute a year plan, as JSON, into the outcomes of its projects and its years, as JSON.

    >>> plan_json('{"projects": []}')
    '{"schema":"kmo-plan/1","outcomes":[],"years":{},"problems":[{"field":"projects","problem":"verplicht"}]}'
    """
    return write_plan(*answer_plan(text))


def answer_plan(text: str) -> tuple[Plan, PlanOutcome]:
    """Give a year plan in JSON, as far as it can be read, and what comes of it."""
    try:
        plan = read_plan(read_json(text))
    except InvalidError as error:
        plan = Plan(findings=error.findings)
    return plan, calculate_plan(plan.projects)


def write_plan(plan: Plan, planned: PlanOutcome) -> str:
    """Write a plan's outcomes in the order given, and its years."""
    return join_object(
        {
            "schema": encode("kmo-plan/1"),
            "outcomes": join_list([write_outcome(outcome) for outcome in planned.outcomes]),
            "years": join_object({str(number): write_year(year) for number, year in planned.years.items()}),
            "problems": join_list([write_finding(finding) for finding in plan.findings]),
        }
    )


def write_year(year: Year) -> str:
    """Write the sums of one calendar year."""
    return join_object(
        {
            "subsidy": quote(year.subsidy),
            "ceiling_left": quote(year.ceiling_left),
            "range": write_range(year.range),
        }
    )
