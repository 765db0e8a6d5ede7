"""The block on top of a page (front matter): its keys, how it is read, and what can be wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

import yaml

from sitegen.common.diagnostics import Diagnostic, suggest

FENCE = "---\n"
FIRST_LINE = 2
"""The line of a file on which the front matter starts, after its fence."""

LOADER = cast("type[yaml.SafeLoader]", type("Loader", (getattr(yaml, "CSafeLoader", yaml.SafeLoader),), {}))
"""Reads YAML, by the library in C where there is one; a day that does not exist stays a text."""

type Position = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key that front matter may hold: its type, in Python, in words and in JSON Schema."""

    kind: type
    words: str
    schema: dict[str, object]
    required: bool = False


TEXT: dict[str, object] = {"type": "string", "minLength": 1}
DATE: dict[str, object] = {"type": "string", "format": "date"}
WHOLE_NUMBER: dict[str, object] = {"type": "integer", "minimum": 1}

KEYS = {
    "titel": Key(kind=str, words="een tekst", schema=TEXT, required=True),
    "omschrijving": Key(kind=str, words="een zin voor zoekmachines", schema=TEXT, required=True),
    "nagekeken_op": Key(kind=date, words="een datum zoals 2026-11-23", schema=DATE, required=True),
    "menu": Key(kind=int, words="een geheel getal", schema=WHOLE_NUMBER),
    "menutitel": Key(kind=str, words="een tekst", schema=TEXT),
    "sjabloon": Key(kind=str, words="de naam van een sjabloon", schema=TEXT),
    "verwant": Key(
        kind=list,
        words="een lijst van pagina's zoals [kosten, termijnen]",
        schema={"type": "array", "items": {"type": "string"}, "uniqueItems": True},
    ),
    "vindbaar": Key(
        kind=bool,
        words="true, of false voor een pagina die in geen kaart, lijst of zoekregister staat",
        schema={"type": "boolean"},
    ),
    "concept": Key(kind=bool, words="true of false", schema={"type": "boolean"}),
    "vanaf": Key(kind=date, words="een datum zoals 2026-12-01: de eerste dag van de pagina", schema=DATE),
    "tot": Key(kind=date, words="een datum zoals 2026-12-31: de laatste dag van de pagina", schema=DATE),
    "steunt_op": Key(
        kind=list,
        words="een lijst van onderwerpen zoals [percentages, plafond]; bij een verandering vraagt de bouw om herlezen",
        schema={"type": "array", "items": {"type": "string"}, "uniqueItems": True},
    ),
    "herlezen_voor": Key(
        kind=date,
        words="een datum zoals 2027-01-01: de eerste dag van de regels waarvoor de pagina herlezen is",
        schema=DATE,
    ),
    "oude_adressen": Key(
        kind=list,
        words="een lijst van adressen zoals [/vroeger/, /nog-vroeger/]",
        schema={"type": "array", "items": {"type": "string", "pattern": "^/.+/$"}, "uniqueItems": True},
    ),
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the block on top of a page says, and the line and column of each key.

    Holds only what is well-formed; `diagnostics` says what is not.
    """

    values: dict[str, object]
    keys: dict[str, Position]
    diagnostics: tuple[Diagnostic, ...] = field(default=())


def split_page(text: str) -> tuple[str, int] | None:
    """Give the front matter of a page and where its body starts, None if it has no such block."""
    end = text.find(f"\n{FENCE}", len(FENCE) - 1)
    if not text.startswith(FENCE) or end < 0:
        return None
    return text[len(FENCE) : end + 1], end + 1 + len(FENCE)


def read_front_matter(text: str, place: str) -> FrontMatter:
    """Read the block of the file `place`, with everything that is wrong with it."""
    loader = LOADER(text)
    try:
        node = loader.get_single_node()
        values: object = loader.construct_document(node) if node else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + FIRST_LINE, mark.column + 1) if mark else (1, 1)
        remedy = "zet een tekst met een dubbelepunt of aanhalingsteken tussen enkele aanhalingstekens"
        message = f"dit is geen geldige YAML ({error.problem})"
        return FrontMatter({}, {}, (Diagnostic(place, line, column, "KMO002", message, remedy),))
    finally:
        loader.dispose()
    if not isinstance(node, yaml.MappingNode) or not isinstance(values, dict):
        message, remedy = "hier horen regels met een sleutel en een waarde", "schrijf bv. titel: Kosten"
        return FrontMatter({}, {}, (Diagnostic(place, FIRST_LINE, 1, "KMO002", message, remedy),))
    keys = [(str(key.value), position_of(key)) for key, _ in node.value]
    diagnostics = tuple(check_keys(values, keys, place))
    good = {name: value for name, value in values.items() if name in KEYS and fits(value, KEYS[name].kind)}
    return FrontMatter(good, dict(keys), diagnostics)


def read_day(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> object:
    """Read a day; give the text of one that no calendar has, for whoever expects a day to refuse."""
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        return node.value


LOADER.add_constructor("tag:yaml.org,2002:timestamp", read_day)


def position_of(node: yaml.Node) -> Position:
    """Give the line and column of a key in its file."""
    return node.start_mark.line + FIRST_LINE, node.start_mark.column + 1


def check_keys(values: dict[str, object], keys: list[tuple[str, Position]], place: str) -> Iterator[Diagnostic]:
    """Find keys that are unknown, written twice or missing, and values of the wrong type."""
    seen: dict[str, Position] = {}
    for name, (line, column) in keys:
        if name in seen:
            remedy = f"schrap een van beide; de eerste staat op regel {seen[name][0]}"
            yield Diagnostic(place, line, column, "KMO003", f'de sleutel "{name}" staat er twee keer', remedy)
        elif name not in KEYS:
            remedy = suggest(name, KEYS, f"kies uit: {', '.join(KEYS)}")
            yield Diagnostic(place, line, column, "KMO003", f'onbekende sleutel "{name}"', remedy)
        elif not fits(values[name], KEYS[name].kind):
            message = f'"{name}" heeft een verkeerde waarde'
            yield Diagnostic(place, line, column, "KMO005", message, f"schrijf {KEYS[name].words}")
        seen[name] = (line, column)
    for name, key in KEYS.items():
        if key.required and name not in values:
            yield Diagnostic(place, 1, 1, "KMO004", f'de sleutel "{name}" ontbreekt', f"voeg hem toe, met {key.words}")


def fits(value: object, kind: type) -> bool:
    """Tell whether a value is of a kind: a text is not empty, a number no truth, a date has no hour.

    >>> fits(True, int), fits(" ", str), fits(["kosten"], list)
    (False, False, True)
    """
    if kind is list:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if kind is str:
        return isinstance(value, str) and bool(value.strip())
    if isinstance(value, bool | datetime):
        return kind is bool and isinstance(value, bool)
    return isinstance(value, kind)


def json_schema() -> dict[str, object]:
    """Give the JSON Schema of front matter, for the programs in which editors write."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Het blok bovenaan een pagina",
        "type": "object",
        "properties": {name: {**key.schema, "description": key.words} for name, key in KEYS.items()},
        "required": [name for name, key in KEYS.items() if key.required],
        "additionalProperties": False,
    }
