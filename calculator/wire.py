"""The door: JSON text in, JSON text out; whatever comes in, an answer goes out."""

from calculator.calculate import calculate
from calculator.model import Outcome, Status
from calculator.reading import InvalidError, read_application, read_json
from calculator.writing import encode, write_outcome


def calculate_json(text: str) -> str:
    """Compute one application, as JSON, into its outcome, as JSON. Never raises."""
    return encode(write_outcome(outcome_of(text)))


def outcome_of(text: str) -> Outcome:
    """Give the outcome of an application in JSON; what cannot be read has one too."""
    try:
        return calculate(read_application(read_json(text)))
    except InvalidError as error:
        return Outcome(status=Status.INVALID, problems=error.findings)
