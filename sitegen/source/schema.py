"""Tables that editors fill in, each declared as a dataclass: checks, values and JSON Schema come from the declaration.

A field is `name: Annotated[type, Key(…)]`; without a default, editors must fill it in. A field whose type is a
dataclass is a table within the table.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Annotated, get_args, get_origin, get_type_hints

from sitegen.common.diagnostics import Diagnostic, Message, most_similar, suggest
from sitegen.source.positions import KeyPath, Positions, nearest

JSON_TYPES: dict[object, dict[str, object]] = {
    str: {"type": "string", "minLength": 1},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
}


def no_message(_: object) -> None:
    """Return no message, whatever the value."""


@dataclass(frozen=True, slots=True)
class Key[Value]:
    """A key that editors fill in: what to write, in words; what else may be wrong; and more JSON Schema."""

    words: str
    check: Callable[[Value], Message | None] = no_message
    json: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a declaration, with the type of its value."""

    kind: object
    key: Key[object]
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """The codes of an unknown key, a missing key and a wrong value."""

    unknown: str
    missing: str
    wrong: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text that holds tables: its place, where each key stands, and the codes of its mistakes."""

    place: str
    positions: Positions
    codes: Codes

    def diagnostic(self, path: KeyPath, message: Message) -> Diagnostic:
        """Return a diagnostic at a key, or at the table in which it is missing."""
        return Diagnostic(self.place, *nearest(self.positions, path), *message)


@cache
def fields_of(shape: Callable[..., object]) -> dict[str, Field]:
    """Return the fields of a declaration by name."""
    hints = get_type_hints(shape, include_extras=True)
    found = {}
    for declared in fields(shape):  # type: ignore[arg-type]
        kind, key = hints[declared.name], Key[object]("een tabel")
        if get_origin(kind) is Annotated:
            kind, key = get_args(kind)
        found[declared.name] = Field(kind, key, declared.default is MISSING)
    return found


def check_table(document: Document, shape: type, values: Mapping[str, object], path: KeyPath) -> Iterator[Diagnostic]:
    """Find unknown keys, missing keys and wrong values in a table of the shape of a dataclass.

    A key that is misspelt is not missing as well.
    """
    known, codes = fields_of(shape), document.codes
    name = ".".join(part for part in path if isinstance(part, str))
    where = f" in [{name}]" if name else ""
    for key, value in values.items():
        if key in known:
            yield from check_value(document, known[key], value, (*path, key))
        else:
            noun = "tabel" if isinstance(value, dict | list) and not path else "sleutel"
            remedy = suggest(key, known, f"kies uit: {', '.join(known)}")
            yield document.diagnostic((*path, key), (codes.unknown, f'onbekende {noun} "{key}"{where}', remedy))
    misspelt = {most_similar(key, known) for key in values if key not in known}
    for key, expected in known.items():
        if expected.required and key not in values and key not in misspelt:
            message, remedy = f'de sleutel "{key}"{where} ontbreekt', f"voeg hem toe, met {expected.key.words}"
            if isinstance(expected.kind, type) and is_dataclass(expected.kind):
                message = f"de tabel [{'.'.join(filter(None, (name, key)))}] ontbreekt"
                remedy = f"voeg ze toe, met {', '.join(fields_of(expected.kind))}"
            yield document.diagnostic((*path, key), (codes.missing, message, remedy))


def check_value(document: Document, expected: Field, value: object, path: KeyPath) -> Iterator[Diagnostic]:
    """Find what is wrong with a value: its type, or else what its key checks, or the tables in it."""
    if not fits(value, expected.kind):
        wrong = f'"{path[-1]}" heeft een verkeerde waarde'
        yield document.diagnostic(path, (document.codes.wrong, wrong, f"schrijf {expected.key.words}"))
    elif tables := list(tables_in(value, expected.kind)):
        for inner, shape, table in tables:
            yield from check_table(document, shape, table, (*path, *inner))
    elif message := expected.key.check(build(value, expected.kind)):
        yield document.diagnostic(path, message)


def tables_in(value: object, kind: object) -> Iterator[tuple[KeyPath, type, Mapping[str, object]]]:
    """Return the table that a value is, or those of its array, each with its path in the value and its shape."""
    if isinstance(kind, type) and is_dataclass(kind) and isinstance(value, dict):
        yield (), kind, value
    elif get_origin(kind) is tuple and isinstance(value, list):
        for number, item in enumerate(value):
            yield from (((number, *path), shape, table) for path, shape, table in tables_in(item, get_args(kind)[0]))


def fits(value: object, kind: object) -> bool:
    """Return whether a value has a type: a text is not empty, a truth is no number, and a day has no hour.

    >>> fits(True, int), fits(" ", str), fits(850, int | str), fits(["kosten"], tuple[str, ...])
    (False, False, True, True)
    """
    if isinstance(kind, UnionType):
        return any(fits(value, part) for part in get_args(kind))
    if get_origin(kind) is tuple:
        return isinstance(value, list) and all(fits(item, get_args(kind)[0]) for item in value)
    if isinstance(value, str):
        return kind is str and bool(value.strip())
    if is_dataclass(kind):
        return isinstance(value, dict)
    return type(value) is kind and kind is not type(None)


def build(value: object, kind: object) -> object:
    """Return a value that fits a type as that type has it: an array is a tuple, a table a dataclass."""
    if get_origin(kind) is tuple and isinstance(value, list):
        return tuple(build(item, get_args(kind)[0]) for item in value)
    if isinstance(kind, type) and is_dataclass(kind) and isinstance(value, dict):
        return build_table(kind, value)
    return value


def build_table[Shape](shape: type[Shape], values: Mapping[str, object]) -> Shape:
    """Return the dataclass of a table without mistakes."""
    make: Callable[..., Shape] = shape
    known: Mapping[str, Field] = fields_of(make)
    return make(**{name: build(values[name], known[name].kind) for name in known if name in values})


def json_schema(shape: type) -> dict[str, object]:
    """Return the JSON Schema of a table, for the programs in which editors write."""
    known = fields_of(shape)
    return {
        "type": "object",
        "properties": {
            name: {**json_type(field.kind), **field.key.json, "description": field.key.words}
            for name, field in known.items()
        },
        "required": [name for name, field in known.items() if field.required],
        "additionalProperties": False,
    }


def json_type(kind: object) -> dict[str, object]:
    """Return the JSON Schema of a type; None only says that a key may be left out."""
    if get_origin(kind) is tuple:
        return {"type": "array", "items": json_type(get_args(kind)[0]), "uniqueItems": True}
    return JSON_TYPES[get_args(kind)[0] if isinstance(kind, UnionType) else kind]
