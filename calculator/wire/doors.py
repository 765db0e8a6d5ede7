"""The public functions from JSON text to JSON text, which never raise."""

from calculator.engine.calculate import calculate
from calculator.engine.plan_advice import Advice
from calculator.engine.what_if import Scenario, Shortfall, find_scenarios, find_shortfalls, imagine_coming_rules
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
    """Return the outcome, as JSON, of an application in JSON. Never raises."""
    outcome, _ = answer(text)
    return write_outcome(outcome)


def answer(text: str) -> tuple[Outcome, Application | None]:
    """Return the outcome of an application in JSON, and the application if it can be read."""
    try:
        application = read_application(read_json(text))
    except InvalidError as error:
        return Outcome(status=Status.INVALID, problems=error.findings), None
    return calculate(application), application


def explain_json(text: str) -> str:
    """Return the outcome of an application, what lowers its subsidy, and the outcomes of its variants, as JSON.

    >>> explain_json("geen aanvraag")[-41:]
    '"trace":[]},"shortfalls":[],"what_if":[]}'
    """
    outcome, application = answer(text)
    shortfalls = find_shortfalls(application, outcome) if application else []
    scenarios = scenarios_of(application, outcome) if application else []
    return join_object(
        {
            "schema": encode("kmo-explanation/1"),
            "outcome": write_outcome(outcome),
            "shortfalls": join_list([write_shortfall(shortfall) for shortfall in shortfalls]),
            "what_if": join_list([write_scenario(scenario) for scenario in scenarios]),
        }
    )


def scenarios_of(application: Application, outcome: Outcome) -> list[Scenario]:
    """Return the other circumstances of an application; last the rules to come, of a refused one only if they pay."""
    scenarios = find_scenarios(application, outcome)
    coming = imagine_coming_rules(application)
    if coming and (outcome.status is not Status.REFUSED or coming.outcome.status is Status.SUBSIDY):
        scenarios.append(coming)
    return scenarios


def write_shortfall(shortfall: Shortfall) -> str:
    """Write one reason why the subsidy is lower than it could be."""
    return encode({"reason": shortfall.reason, "amount": str(shortfall.amount)})


def write_scenario(scenario: Scenario) -> str:
    """Write the outcome in other circumstances, without its trace."""
    outcome = write_outcome(scenario.outcome, with_trace=False)
    return join_object({"scenario": encode(scenario.scenario), "outcome": outcome})


def plan_json(text: str) -> str:
    """Return the outcomes of a year plan's projects and its years, as JSON. Never raises.

    >>> plan_json('{"projects": []}')
    '{"schema":"kmo-plan/1","outcomes":[],"years":{},"advice":[],"problems":[{"field":"projects","problem":"verplicht"}]}'
    """
    return write_plan(*answer_plan(text))


def answer_plan(text: str) -> tuple[Plan, PlanOutcome]:
    """Return a year plan in JSON, as far as it can be read, and its outcome."""
    try:
        plan = read_plan(read_json(text))
    except InvalidError as error:
        plan = Plan(findings=error.findings)
    return plan, calculate_plan(plan.projects)


def write_plan(plan: Plan, planned: PlanOutcome) -> str:
    """Write a plan's outcomes in the order given, its years, and the days that would gain it more."""
    return join_object(
        {
            "schema": encode("kmo-plan/1"),
            "outcomes": join_list([write_outcome(outcome) for outcome in planned.outcomes]),
            "years": join_object({str(number): write_year(year) for number, year in planned.years.items()}),
            "advice": join_list([write_advice(advice) for advice in planned.advice]),
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


def write_advice(advice: Advice) -> str:
    """Write which application gains the plan how much, on which day, and from which start that day is in time."""
    return join_object(
        {
            "project": str(advice.project),
            "submitted_on": quote(advice.submitted_on),
            "gain": quote(advice.gain),
            "starts_on_from": quote(advice.starts_on_from),
        }
    )
