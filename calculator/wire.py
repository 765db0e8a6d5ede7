"""The door: JSON text in, JSON text out; whatever comes in, an answer goes out and nothing is raised."""

from calculator.calculate import calculate
from calculator.explain import Scenario, Shortfall, find_shortfalls, imagine
from calculator.model import Application, InvalidError, Outcome, Status
from calculator.reading import read_application
from calculator.strict_json import read_json
from calculator.writing import encode, join_list, join_object, write_outcome


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
