"""Generate questions for every function that the browser calls, the same for the same seed."""

from collections.abc import Callable, Mapping
from random import Random

from sitegen.bundle.exports import EXPORTS
from tests.parity.applications import make_application
from tests.parity.chance import hostile, one_in, pick
from tests.parity.forms import make_form
from tests.parity.plans import make_calendar, make_plan_request

type Question = tuple[str, str]
"""The name of a function and the text that it gets."""

GENERATORS: Mapping[str, Callable[[Random], str]] = {
    "calculate": make_application,
    "answer": make_form,
    "calendar": make_calendar,
    "plan": make_plan_request,
}
"""What makes the inputs of each function, by the name that the worker uses."""


def questions(seed: int, count: int) -> list[Question]:
    """Return `count` questions, as many for each function; once in a while one gets what is meant for another."""
    random = Random(seed)
    names = tuple(EXPORTS)
    return [(name, make_input(random, name)) for name, _ in zip(names * count, range(count), strict=False)]


def make_input(random: Random, name: str) -> str:
    """Return an input as it reaches a function in the browser: there no text has half a character."""
    makers = (hostile, *GENERATORS.values()) if one_in(random, 40) else (GENERATORS[name],)
    return pick(random, makers)(random).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
