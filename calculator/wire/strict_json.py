"""Read JSON strictly: numbers keep their spelling, repeated keys are kept, nesting is bounded."""

import json
import re

from calculator.model import Finding, InvalidError, ReadingProblem
from calculator.notation import Literal

type Json = bool | str | list[Json] | dict[str, Json] | None
"""A JSON value; its numbers are `Literal` strings."""

DEEPEST = 64
STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
"""A JSON string, also one that never ends; possessive, so that no text makes the search backtrack."""

NO_BRACKETS = re.compile(r"[^\[\]{}]+")


class Members(dict[str, Json]):
    """The members of a JSON object; those `repeated` stand in it more than once."""

    __slots__ = ("repeated",)

    def __init__(self, pairs: list[tuple[str, Json]]) -> None:
        super().__init__(pairs)
        self.repeated = find_repeated_keys(pairs)


def make_object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    """Return an object of its members; of repeated keys the last one counts."""
    members = dict(pairs)
    return members if len(members) == len(pairs) else Members(pairs)


def find_repeated_keys(pairs: list[tuple[str, Json]]) -> tuple[str, ...]:
    """Return each key that stands in `pairs` more than once.

    >>> find_repeated_keys([("kind", "examen"), ("amount", "1"), ("kind", "ander")])
    ('kind',)
    """
    seen: set[str] = set()
    repeated: dict[str, None] = {}
    for key, _ in pairs:
        if key in seen:
            repeated[key] = None
        seen.add(key)
    return tuple(repeated)


DECODER = json.JSONDecoder(
    object_pairs_hook=make_object, parse_int=Literal, parse_float=Literal, parse_constant=Literal
)


def read_json(text: str) -> Json:
    """Read JSON with exact numbers.

    >>> read_json('{"amount": 1.50}')
    {'amount': '1.50'}

    Raises InvalidError for what is no JSON, or nested deeper than an application ever is.
    """
    if nests_too_deep(text):
        raise InvalidError([Finding("", ReadingProblem.NOT_JSON)])
    try:
        value: Json = DECODER.decode(text)
    except ValueError:
        raise InvalidError([Finding("", ReadingProblem.NOT_JSON)]) from None
    return value


def nests_too_deep(text: str) -> bool:
    """Return whether brackets nest too deep, or do not match.

    Without recursion, which input could exhaust.
    """
    if text.count("[") + text.count("{") <= DEEPEST:
        return False
    brackets = NO_BRACKETS.sub("", STRING.sub("", text)).replace("{", "[").replace("}", "]")
    for _ in range(DEEPEST):
        outer = brackets.replace("[]", "")
        if len(outer) == len(brackets):
            break
        brackets = outer
    return bool(brackets)
