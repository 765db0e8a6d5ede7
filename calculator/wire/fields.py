"""Declare the fields of an application: key, kind, and whether it is required.

The reader, the form's names, the share link and the writing of what was typed all follow from these tables.
"""

from collections.abc import Callable, Mapping
from enum import Enum, StrEnum, auto

from calculator.model import CostKind, EnterpriseSize, LegalForm, ReadingProblem, Service, Theme, value
from calculator.notation import (
    Literal,
    UnreadableError,
    read_amount,
    read_count,
    read_date,
    read_percentage,
    read_quantity,
    read_staff,
)
from calculator.wire.strict_json import Json


class Kind(Enum):
    """Kind of a field: it decides how a value is read and how it is written for people."""

    AMOUNT = auto()
    STAFF = auto()
    PERCENTAGE = auto()
    COUNT = auto()
    QUANTITY = auto()
    DATE = auto()
    FLAG = auto()
    CHOICE = auto()


type Reader = Callable[[Json], object]

TEXT_READERS: dict[Kind, Callable[[str], object]] = {
    Kind.AMOUNT: read_amount,
    Kind.STAFF: read_staff,
    Kind.PERCENTAGE: read_percentage,
    Kind.COUNT: read_count,
    Kind.QUANTITY: read_quantity,
    Kind.DATE: read_date,
}


@value
class Field:
    """A member of a JSON object; `read` returns what its value means, or raises UnreadableError."""

    kind: Kind
    required: bool
    read: Reader
    words: tuple[StrEnum, ...] = ()


def field(kind: Kind | type[StrEnum], *, required: bool = False) -> Field:
    """Return a field of a kind; an enumeration is a choice among its words."""
    if not isinstance(kind, Kind):
        return Field(Kind.CHOICE, required, choice_reader(kind), tuple(kind))
    return Field(kind, required, read_flag if kind is Kind.FLAG else text_reader(TEXT_READERS[kind]))


def text_reader(read: Callable[[str], object]) -> Reader:
    """Return a reader of JSON strings and numbers."""

    def read_text(value: Json) -> object:
        if isinstance(value, str):
            return read(value)
        raise UnreadableError

    return read_text


def choice_reader(words: type[StrEnum]) -> Reader:
    """Return a reader of the words of an enumeration."""
    known = {str(word): word for word in words}

    def read_choice(value: Json) -> object:
        if not isinstance(value, str) or isinstance(value, Literal):
            raise UnreadableError
        if value not in known:
            raise UnreadableError(ReadingProblem.UNKNOWN_VALUE)
        return known[value]

    return read_choice


def read_flag(value: Json) -> object:
    """Read true or false."""
    if isinstance(value, bool):
        return value
    raise UnreadableError


type Fields = Mapping[str, Field]

APPLICATION: Fields = {
    "submitted_on": field(Kind.DATE, required=True),
    "subsidy_received": field(Kind.AMOUNT),
}
FIGURES: Fields = {
    "staff": field(Kind.STAFF),
    "turnover": field(Kind.AMOUNT),
    "balance_sheet_total": field(Kind.AMOUNT),
}
ENTERPRISE_SIZE: Fields = {"size": field(EnterpriseSize), **FIGURES}
RELATED: Fields = {"share": field(Kind.PERCENTAGE, required=True), **FIGURES, "investor": field(Kind.FLAG)}
ENTERPRISE_CONDITIONS: Fields = {
    "in_flanders": field(Kind.FLAG),
    "legal_form": field(LegalForm),
    "public_share": field(Kind.PERCENTAGE),
    "eligible_activity": field(Kind.FLAG),
}
PROJECT: Fields = {
    "service": field(Service, required=True),
    "theme": field(Theme, required=True),
    "starts_on": field(Kind.DATE),
    "registered_provider": field(Kind.FLAG),
    "vat_rate": field(Kind.PERCENTAGE),
    "prices_include_vat": field(Kind.FLAG),
}
COST: Fields = {
    "kind": field(CostKind, required=True),
    "amount": field(Kind.AMOUNT, required=True),
}
ATTENDANCE: Fields = {"persons": field(Kind.COUNT), "days": field(Kind.COUNT)}
"""Persons and days of a cost line."""

CATERING_ATTENDANCE: Fields = {key: field(part.kind, required=True) for key, part in ATTENDANCE.items()}

QUANTITY: Fields = {"quantity": field(Kind.QUANTITY)}
"""How often the amount of a cost line is on the bill; catering has its attendance instead."""

BILLED: Fields = {**QUANTITY, **ATTENDANCE}
