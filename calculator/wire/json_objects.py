"""The objects of the input, opened: what a member holds, and what is wrong with it."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import lru_cache

from calculator.model import Finding, ReadingProblem
from calculator.notation import Literal, UnreadableError
from calculator.wire.strict_json import Json, Members

MOST_ITEMS = 100
"""How many items of a list, and wrong keys of an object, are looked at."""

LONGEST_KEY = 80
"""How much of a wrong key is repeated."""


class Part:
    """An object of the input at path `at`; reading it adds to the `findings` about all of the input."""

    __slots__ = ("at", "findings", "members")

    def __init__(self, members: dict[str, Json], at: str, findings: list[Finding]) -> None:
        self.members = members
        self.at = at
        self.findings = findings

    def find(self, key: str, problem: ReadingProblem) -> None:
        """Note what is wrong with the member `key`."""
        self.findings.append(Finding(self.at + key, problem))

    def required[T](self, key: str, read: Callable[[str], T]) -> T | None:
        """Read a number or a date that must be there."""
        if self.members.get(key) is None:
            self.find(key, ReadingProblem.REQUIRED)
            return None
        return self.optional(key, read)

    def optional[T](self, key: str, read: Callable[[str], T]) -> T | None:
        """Read a number or a date that may be absent or null."""
        value = self.members.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self.find(key, ReadingProblem.UNREADABLE)
            return None
        try:
            return read(value)
        except UnreadableError as error:
            self.find(key, error.problem)
            return None

    def choice[E: StrEnum](self, key: str, words: dict[str, E], *, required: bool = False) -> E | None:
        """Read one of the words of an enumeration."""
        value = self.members.get(key)
        if value is None:
            if required:
                self.find(key, ReadingProblem.REQUIRED)
            return None
        if not isinstance(value, str) or isinstance(value, Literal):
            self.find(key, ReadingProblem.UNREADABLE)
            return None
        word = words.get(value)
        if word is None:
            self.find(key, ReadingProblem.UNKNOWN_VALUE)
        return word

    def flag(self, key: str) -> bool | None:
        """Read true, false or unknown."""
        value = self.members.get(key)
        if value is None or isinstance(value, bool):
            return value
        self.find(key, ReadingProblem.UNREADABLE)
        return None

    def part(self, key: str, known: frozenset[str]) -> "Part | None":
        """Open an object; an absent one is empty, so that each thing missing in it is named."""
        value = self.members.get(key)
        return open_part({} if value is None else value, f"{self.at}{key}.", known, self.findings)

    def parts(self, key: str, known: frozenset[str], *, required: bool = False) -> "Iterator[Part]":
        """Open each object of a list."""
        for index, item in enumerate(self.items(key, required=required)):
            part = open_part(item, f"{self.at}{key}.{index}.", known, self.findings)
            if part is not None:
                yield part

    def items(self, key: str, *, required: bool) -> list[Json]:
        """Give the items of a list, unless there are too many."""
        value = self.members.get(key)
        if value is None or value == []:
            if required:
                self.find(key, ReadingProblem.REQUIRED)
        elif not isinstance(value, list):
            self.find(key, ReadingProblem.UNREADABLE)
        elif len(value) > MOST_ITEMS:
            self.find(key, ReadingProblem.TOO_MANY)
        else:
            return value
        return []


def open_part(value: Json, at: str, known: frozenset[str], findings: list[Finding]) -> Part | None:
    """Open the object at path `at`, and find the keys that do not belong in it; None if it is no object."""
    if not isinstance(value, dict):
        findings.append(Finding(at.removesuffix("."), ReadingProblem.UNREADABLE))
        return None
    if isinstance(value, Members):
        findings.extend(
            Finding(at + key[:LONGEST_KEY], ReadingProblem.UNREADABLE) for key in value.repeated[:MOST_ITEMS]
        )
    if not known.issuperset(value):
        unknown = [key for key in value if key not in known]
        findings.extend(
            Finding(at + key[:LONGEST_KEY], ReadingProblem.UNKNOWN_KEY, nearest_key(key[:LONGEST_KEY], known))
            for key in unknown[:MOST_ITEMS]
        )
        if len(unknown) > MOST_ITEMS:
            findings.append(Finding(at.removesuffix("."), ReadingProblem.TOO_MANY))
    return Part(value, at, findings)


@lru_cache(maxsize=100)
def nearest_key(key: str, known: frozenset[str]) -> str:
    """Give the known key most like a misspelt one.

    >>> nearest_key("theem", frozenset({"service", "theme"}))
    'theme'
    """
    from difflib import get_close_matches  # costs a tenth of the start in the browser, and is rarely needed

    return get_close_matches(key, known, n=1, cutoff=0)[0]
