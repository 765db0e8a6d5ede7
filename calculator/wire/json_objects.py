"""Objects of the JSON input: read their members, and report each that cannot be read with its path."""

from collections.abc import Iterator
from functools import lru_cache

from calculator.model import Finding, ReadingProblem
from calculator.notation import UnreadableError
from calculator.wire.fields import Fields
from calculator.wire.strict_json import Json, Members

MOST_ITEMS = 100
"""Items of a list, and wrong keys of an object, that are read at most."""

LONGEST_KEY = 80
"""Characters of a wrong key that a report repeats."""


class JsonObject:
    """An object of the input at a path; reading it adds to the `findings` about all of the input."""

    __slots__ = ("findings", "members", "path")

    def __init__(self, members: dict[str, Json], path: str, findings: list[Finding]) -> None:
        self.members = members
        self.path = path
        self.findings = findings

    def report(self, key: str, problem: ReadingProblem) -> None:
        """Record what is wrong with the member `key`."""
        self.findings.append(Finding(self.path + key, problem))

    def read(self, fields: Fields) -> dict[str, object]:
        """Return the members among `fields` that hold something, by key, and report those that cannot be read."""
        members: dict[str, object] = {}
        for key, field in fields.items():
            value = self.members.get(key)
            if value is None:
                if field.required:
                    self.report(key, ReadingProblem.REQUIRED)
                continue
            try:
                members[key] = field.read(value)
            except UnreadableError as error:
                self.report(key, error.problem)
        return members

    def object(self, key: str, known: frozenset[str]) -> "JsonObject | None":
        """Return the object that is a member; an absent one is empty, so that each thing missing in it is reported."""
        value = self.members.get(key)
        return open_object({} if value is None else value, f"{self.path}{key}.", known, self.findings)

    def objects(self, key: str, known: frozenset[str], *, required: bool = False) -> "Iterator[JsonObject]":
        """Yield each object of a list."""
        for index, item in enumerate(self.items(key, required=required)):
            opened = open_object(item, f"{self.path}{key}.{index}.", known, self.findings)
            if opened is not None:
                yield opened

    def items(self, key: str, *, required: bool) -> list[Json]:
        """Return the items of a list; none if there are too many."""
        value = self.members.get(key)
        if value is None or value == []:
            if required:
                self.report(key, ReadingProblem.REQUIRED)
        elif not isinstance(value, list):
            self.report(key, ReadingProblem.UNREADABLE)
        elif len(value) > MOST_ITEMS:
            self.report(key, ReadingProblem.TOO_MANY)
        else:
            return value
        return []


def open_object(value: Json, path: str, known: frozenset[str], findings: list[Finding]) -> JsonObject | None:
    """Return the object at a path, and report the keys that do not belong in it; None if it is no object."""
    if not isinstance(value, dict):
        findings.append(Finding(path.removesuffix("."), ReadingProblem.UNREADABLE))
        return None
    if isinstance(value, Members):
        findings.extend(
            Finding(path + key[:LONGEST_KEY], ReadingProblem.UNREADABLE) for key in value.repeated[:MOST_ITEMS]
        )
    if not known.issuperset(value):
        unknown = [key for key in value if key not in known]
        findings.extend(
            Finding(path + key[:LONGEST_KEY], ReadingProblem.UNKNOWN_KEY, nearest_key(key[:LONGEST_KEY], known))
            for key in unknown[:MOST_ITEMS]
        )
        if len(unknown) > MOST_ITEMS:
            findings.append(Finding(path.removesuffix("."), ReadingProblem.TOO_MANY))
    return JsonObject(value, path, findings)


@lru_cache(maxsize=100)
def nearest_key(key: str, known: frozenset[str]) -> str:
    """Return the known key most like a misspelt one.

    >>> nearest_key("theem", frozenset({"service", "theme"}))
    'theme'
    """
    from difflib import get_close_matches  # costs a tenth of the start in the browser, and is rarely needed

    return get_close_matches(key, known, n=1, cutoff=0)[0]
