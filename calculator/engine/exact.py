"""Make functions independent of the caller's decimal context."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, localcontext
from functools import wraps

EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
"""A context so precise that only `round_cent` ever rounds."""


def exact[**Parameters, Result](function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Return `function` so that it calculates exactly, whatever decimal context the caller has."""

    @wraps(function)
    def calculate_exactly(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        with localcontext(EXACT):
            return function(*args, **kwargs)

    return calculate_exactly
