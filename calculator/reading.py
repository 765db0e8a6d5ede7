"""From JSON text to an application, or to every reason why it cannot be read."""

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from enum import StrEnum

from calculator.model import (
    Application,
    Cost,
    CostKind,
    Enterprise,
    EnterpriseSize,
    Finding,
    LegalForm,
    Problem,
    Project,
    RelatedEnterprise,
    Service,
    Theme,
)
from calculator.notation import (
    Literal,
    UnreadableError,
    read_amount,
    read_count,
    read_date,
    read_percentage,
    read_staff,
)

type Json = bool | str | list[Json] | dict[str, Json] | None
"""A JSON value; its numbers are `Literal` strings."""

MOST_ITEMS = 100
DEEPEST = 64
LONGEST_KEY = 80
STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
BRACKET = re.compile(r"[\[\]{}]")

FIGURES = ("staff", "turnover", "balance_sheet_total")
APPLICATION_KEYS = ("submitted_on", "subsidy_received", "enterprise", "project")
ENTERPRISE_KEYS = ("size", *FIGURES, "related", "in_flanders", "legal_form", "public_share", "eligible_activity")
RELATED_KEYS = ("share", *FIGURES)
PROJECT_KEYS = ("service", "theme", "starts_on", "registered_provider", "vat_rate", "costs")
COST_KEYS = ("kind", "amount", "persons", "days")


class InvalidError(ValueError):
    """Input that cannot be read; `findings` names every faulty field."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(findings)
        self.findings = tuple(findings)


class Members(dict[str, Json]):
    """The members of a JSON object, and which of its keys stood there more than once."""

    __slots__ = ("repeated",)

    def __init__(self, pairs: list[tuple[str, Json]]) -> None:
        super().__init__(pairs)
        self.repeated = () if len(self) == len(pairs) else tuple(repeated_keys(pairs))


def read_json(text: str) -> Json:
    """Read JSON with exact numbers. Raises InvalidError for what is no JSON, or nested too deep."""
    if text.count("[") + text.count("{") > DEEPEST and depth_of(text) > DEEPEST:
        raise InvalidError([Finding("", Problem.NOT_JSON)])
    try:
        value: Json = DECODER.decode(text)
    except ValueError:
        raise InvalidError([Finding("", Problem.NOT_JSON)]) from None
    return value


DECODER = json.JSONDecoder(object_pairs_hook=Members, parse_int=Literal, parse_float=Literal, parse_constant=Literal)


def read_application(value: Json) -> Application:
    """Make an application of a JSON value. Raises InvalidError with every faulty field."""
    if not isinstance(value, Members):
        raise InvalidError([Finding("", Problem.UNREADABLE)])
    reader = Reader()
    members = reader.members(value, "", APPLICATION_KEYS)
    submitted_on = reader.required(members, "", "submitted_on", read_date)
    received = reader.optional(members, "", "subsidy_received", read_amount)
    enterprise = reader.enterprise(members.get("enterprise"))
    project = reader.project(members.get("project"))
    if reader.findings or submitted_on is None or project is None:
        raise InvalidError(reader.findings)
    return Application(
        submitted_on=submitted_on,
        subsidy_received=received or Decimal(0),
        enterprise=enterprise,
        project=project,
    )


class Reader:
    """Reads the parts of an application and keeps the findings about all of them."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def enterprise(self, value: Json) -> Enterprise:
        """Read who applies."""
        members, at = self.members(value, "enterprise.", ENTERPRISE_KEYS), "enterprise."
        return Enterprise(
            size=self.choice(members, at, "size", EnterpriseSize),
            staff=self.optional(members, at, "staff", read_staff),
            turnover=self.optional(members, at, "turnover", read_amount),
            balance_sheet_total=self.optional(members, at, "balance_sheet_total", read_amount),
            related=tuple(self.related(members)),
            in_flanders=self.flag(members, at, "in_flanders"),
            legal_form=self.choice(members, at, "legal_form", LegalForm),
            public_share=self.optional(members, at, "public_share", read_percentage),
            eligible_activity=self.flag(members, at, "eligible_activity"),
        )

    def related(self, enterprise: dict[str, Json]) -> Iterator[RelatedEnterprise]:
        """Read the other enterprises of the group."""
        for at, value in self.items(enterprise, "enterprise.", "related"):
            members = self.members(value, at, RELATED_KEYS)
            share = self.required(members, at, "share", read_percentage)
            yield RelatedEnterprise(
                share=share if share is not None else Decimal(0),
                staff=self.optional(members, at, "staff", read_staff),
                turnover=self.optional(members, at, "turnover", read_amount),
                balance_sheet_total=self.optional(members, at, "balance_sheet_total", read_amount),
            )

    def project(self, value: Json) -> Project | None:
        """Read what the subsidy is for; None if a required part is missing."""
        members, at = self.members(value, "project.", PROJECT_KEYS), "project."
        service = self.choice(members, at, "service", Service, required=True)
        theme = self.choice(members, at, "theme", Theme, required=True)
        starts_on = self.optional(members, at, "starts_on", read_date)
        registered_provider = self.flag(members, at, "registered_provider")
        vat_rate = self.optional(members, at, "vat_rate", read_percentage)
        costs = tuple(self.costs(members))
        if members.get("costs") in (None, []) and not any(f.field == "project" for f in self.findings):
            self.findings.append(Finding("project.costs", Problem.REQUIRED))
        if service is None or theme is None:
            return None
        return Project(
            service=service,
            theme=theme,
            starts_on=starts_on,
            registered_provider=registered_provider,
            vat_rate=vat_rate or Decimal(0),
            costs=costs,
        )

    def costs(self, project: dict[str, Json]) -> Iterator[Cost]:
        """Read the cost lines."""
        for at, value in self.items(project, "project.", "costs"):
            members = self.members(value, at, COST_KEYS)
            kind = self.choice(members, at, "kind", CostKind, required=True)
            amount = self.required(members, at, "amount", read_amount)
            read = self.required if kind is CostKind.CATERING else self.optional
            persons = read(members, at, "persons", read_count)
            days = read(members, at, "days", read_count)
            if kind is not None and amount is not None:
                yield Cost(kind=kind, amount=amount, persons=persons, days=days)

    def members(self, value: Json, at: str, known: tuple[str, ...]) -> dict[str, Json]:
        """Read an object at path `at`, and find the keys that do not belong in it."""
        if value is None:
            return {}
        if not isinstance(value, Members):
            self.findings.append(Finding(at.removesuffix("."), Problem.UNREADABLE))
            return {}
        for key in value.repeated:
            self.findings.append(Finding(at + key[:LONGEST_KEY], Problem.UNREADABLE))
        unknown = [key for key in value if key not in known]
        for key in unknown[:MOST_ITEMS]:
            self.findings.append(Finding(at + key[:LONGEST_KEY], Problem.UNKNOWN_KEY, nearest_key(key, known)))
        if len(unknown) > MOST_ITEMS:
            self.findings.append(Finding(at.removesuffix("."), Problem.TOO_MANY))
        return value

    def items(self, members: dict[str, Json], at: str, key: str) -> Iterator[tuple[str, Json]]:
        """Give each item of a list with its path, unless there are too many."""
        value = members.get(key)
        if value is None:
            return
        if not isinstance(value, list):
            self.findings.append(Finding(at + key, Problem.UNREADABLE))
        elif len(value) > MOST_ITEMS:
            self.findings.append(Finding(at + key, Problem.TOO_MANY))
        else:
            for index, item in enumerate(value):
                if item is None:
                    self.findings.append(Finding(f"{at}{key}.{index}", Problem.UNREADABLE))
                else:
                    yield f"{at}{key}.{index}.", item

    def required[T](self, members: dict[str, Json], at: str, key: str, read: Callable[[str], T]) -> T | None:
        """Read a member that must be there."""
        if members.get(key) is None:
            self.findings.append(Finding(at + key, Problem.REQUIRED))
            return None
        return self.optional(members, at, key, read)

    def optional[T](self, members: dict[str, Json], at: str, key: str, read: Callable[[str], T]) -> T | None:
        """Read a member that may be absent or null."""
        value = members.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self.findings.append(Finding(at + key, Problem.UNREADABLE))
            return None
        try:
            return read(value)
        except UnreadableError as error:
            self.findings.append(Finding(at + key, error.problem))
            return None

    def choice[E: StrEnum](
        self, members: dict[str, Json], at: str, key: str, words: type[E], *, required: bool = False
    ) -> E | None:
        """Read one of the words of an enumeration."""
        value = members.get(key)
        if value is None:
            if required:
                self.findings.append(Finding(at + key, Problem.REQUIRED))
            return None
        if isinstance(value, str) and not isinstance(value, Literal):
            try:
                return words(value)
            except ValueError:
                self.findings.append(Finding(at + key, Problem.UNKNOWN_VALUE))
                return None
        self.findings.append(Finding(at + key, Problem.UNREADABLE))
        return None

    def flag(self, members: dict[str, Json], at: str, key: str) -> bool | None:
        """Read true, false or unknown."""
        value = members.get(key)
        if value is None or isinstance(value, bool):
            return value
        self.findings.append(Finding(at + key, Problem.UNREADABLE))
        return None


def depth_of(text: str) -> int:
    """Give how deep the brackets of JSON text nest, without recursion."""
    deepest = depth = 0
    for bracket in BRACKET.findall(STRING.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def repeated_keys(pairs: list[tuple[str, Json]]) -> Iterator[str]:
    """Give each key that stands in `pairs` more than once, once."""
    seen: set[str] = set()
    told: set[str] = set()
    for key, _ in pairs:
        if key in seen and key not in told:
            told.add(key)
            yield key
        seen.add(key)


def nearest_key(key: str, known: tuple[str, ...]) -> str:
    """Give the known key most like a misspelt one.

    >>> nearest_key("theem", PROJECT_KEYS)
    'theme'
    """
    from difflib import get_close_matches  # costs a tenth of the start in the browser, and is rarely needed

    return get_close_matches(key[:LONGEST_KEY], known, n=1, cutoff=0)[0]
