"""The block on top of a page (front matter): its keys, and how it is read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, cast

import yaml

from sitegen.common.diagnostics import Diagnostic, Message, suggest
from sitegen.source import schema
from sitegen.source.positions import Position, yaml_positions
from sitegen.source.schema import Codes, Document, Key, build_table, check_table, fields_of, fits

FENCE = "---\n"
FENCES = re.compile(r"---[ \t]*\n(?P<block>(?:.*\n)*?)---[ \t]*(?:\n|\Z)")
ORDINARY_LINE = re.compile(r"(?P<key>[\w-]+[ \t]*:(?:[ \t]+|$))(?P<value>.*?)[ \t]*$|[ \t]*(?:#|$)|[ ]+-")
MARKS = tuple('"@`%&*!|>{}')
"""Characters that mean something to YAML at the start of a text."""

FIRST_LINE = 2
"""The line of a file on which the front matter starts, after its fence."""

GROUPS = ("regels", "aanvragen", "site")
"""The groups of the list under every page: the rules, what a visitor does, and the site itself."""

CODES = Codes(unknown="KMO003", missing="KMO004", wrong="KMO005")


LOADER = cast("type[yaml.SafeLoader]", type("Loader", (getattr(yaml, "CSafeLoader", yaml.SafeLoader),), {}))
"""The loader of YAML, in C where there is one; a day that does not exist stays a text."""


def check_group(group: str) -> Message | None:
    """Return a message about a group that the list does not have."""
    if group in GROUPS:
        return None
    return "KMO005", f'"{group}" is geen groep', suggest(group, GROUPS, f"kies uit: {', '.join(GROUPS)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The keys of the block, by the names that editors type."""

    titel: Annotated[str, Key("een tekst")]
    omschrijving: Annotated[str, Key("een zin voor zoekmachines")]
    nagekeken_op: Annotated[date, Key("een datum zoals 2026-11-23")]
    menu: Annotated[int | None, Key("een geheel getal", json={"minimum": 1})] = None
    menutitel: Annotated[str | None, Key("een tekst")] = None
    groep: Annotated[
        str, Key("regels, aanvragen of site: de groep in de lijst onderaan", check_group, {"enum": list(GROUPS)})
    ] = GROUPS[0]
    sjabloon: Annotated[str, Key("de naam van een sjabloon")] = "pagina"
    figuur: Annotated[str | None, Key("de naam van een tekening, zoals tijdlijn: ze staat bovenaan naast de tekst")] = (
        None
    )
    verwant: Annotated[tuple[str, ...], Key("een lijst van pagina's zoals [kosten, termijnen]")] = ()
    vindbaar: Annotated[bool, Key("true, of false voor een pagina die in geen kaart, lijst of zoekregister staat")] = (
        True
    )
    concept: Annotated[bool, Key("true of false")] = False
    vanaf: Annotated[date | None, Key("een datum zoals 2026-12-01: de eerste dag van de pagina")] = None
    tot: Annotated[date | None, Key("een datum zoals 2026-12-31: de laatste dag van de pagina")] = None
    steunt_op: Annotated[
        tuple[str, ...],
        Key("een lijst van onderwerpen zoals [percentages, plafond]; bij een verandering vraagt de bouw om herlezen"),
    ] = ()
    herlezen_voor: Annotated[
        date | None, Key("een datum zoals 2027-01-01: de eerste dag van de regels waarvoor de pagina herlezen is")
    ] = None
    oude_adressen: Annotated[
        tuple[str, ...],
        Key(
            "een lijst van adressen zoals [/vroeger/, /nog-vroeger/]",
            json={"items": {"type": "string", "pattern": "^/.+/$"}},
        ),
    ] = ()


def build_front_matter(values: Mapping[str, object], slug: str) -> FrontMatter:
    """Return front matter of the well-formed values; the others get a stand-in, so that the page can be checked."""
    known = fields_of(FrontMatter)
    good = {name: value for name, value in values.items() if name in known and fits(value, known[name].kind)}
    return build_table(FrontMatter, {"titel": slug, "omschrijving": "", "nagekeken_op": date.max, **good})


def split_page(text: str) -> tuple[str, int] | None:
    """Return the front matter of a page and the offset of its body, None if there is no such block."""
    fences = FENCES.match(text)
    return (fences["block"], fences.end()) if fences else None


def read_front_matter(text: str, place: str, slug: str) -> tuple[FrontMatter, dict[str, Position], list[Diagnostic]]:
    """Return the well-formed keys of a block, the position of each key, and everything that is wrong with them."""
    try:
        node, values = read_yaml(text)
    except yaml.YAMLError as error:
        return build_front_matter({}, slug), {}, [describe_unreadable(text, place, error)]
    if not isinstance(node, yaml.MappingNode) or not isinstance(values, dict):
        message, remedy = "hier horen regels met een sleutel en een waarde", "schrijf bv. titel: Kosten"
        return build_front_matter({}, slug), {}, [Diagnostic(place, FIRST_LINE, 1, "KMO002", message, remedy)]
    values = {str(name): value for name, value in values.items()}
    document = Document(place=place, positions=yaml_positions(node, FIRST_LINE), codes=CODES)
    diagnostics = [*check_twice(place, node), *check_table(document, FrontMatter, values, ())]
    keys = {str(key.value): document.positions[str(key.value),] for key, _ in node.value}
    return build_front_matter(values, slug), keys, diagnostics


def describe_unreadable(text: str, place: str, error: yaml.YAMLError) -> Diagnostic:
    """Return the diagnostic of a block that is no YAML: of the first line that is not as editors write it, if any.

    The parser's own words are English, and it often stops at the line after the mistake.
    """
    for number, line in enumerate(text.splitlines(), FIRST_LINE):
        written = ORDINARY_LINE.match(line)
        value = written["value"] if written else ""
        message = remedy = ""
        if line.startswith("\t"):
            message, remedy = "deze regel begint met een tab", "laat geen regel inspringen, of met spaties"
        elif not written:
            message, remedy = (
                "deze regel heeft geen sleutel",
                "schrijf een sleutel, een dubbelepunt en een spatie: titel: …",
            )
        elif value.startswith("[") and not value.endswith("]"):
            message, remedy = "deze lijst sluit niet", "schrijf ze als [kosten, termijnen]"
        elif value[:1] not in "'[" and (": " in value or value[:1] in MARKS):
            message, remedy = "deze tekst heeft aanhalingstekens nodig", f"schrijf {written['key']}'{quoted(value)}'"
        if message:
            return Diagnostic(place, number, 1, "KMO002", message, remedy)
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    line_and_column = (mark.line + FIRST_LINE, mark.column + 1) if mark else (FIRST_LINE, 1)
    remedy = "zet een tekst met een dubbelepunt of aanhalingsteken tussen enkele aanhalingstekens"
    return Diagnostic(place, *line_and_column, "KMO002", "dit blok is niet te lezen", remedy)


def quoted(value: str) -> str:
    """Return a text as it stands between single quotes: without double ones, and with its own twice.

    >>> quoted("de 'kosten'")
    "de ''kosten''"
    """
    return value.replace('"', "").replace("'", "''")


def read_yaml(text: str) -> tuple[yaml.Node | None, object]:
    """Return the node of a YAML text, which knows its positions, and the value. Raises MarkedYAMLError."""
    loader = LOADER(text)
    try:
        node = loader.get_single_node()
        return node, loader.construct_document(node) if node else None
    finally:
        loader.dispose()


def read_day(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> object:
    """Return a day; one that no calendar has stays a text, which is a wrong value for a key with a date."""
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        return node.value


LOADER.add_constructor("tag:yaml.org,2002:timestamp", read_day)


def check_twice(place: str, node: yaml.MappingNode) -> Iterator[Diagnostic]:
    """Find keys that are written a second time."""
    first: dict[str, int] = {}
    for key, _ in node.value:
        name, line = str(key.value), key.start_mark.line + FIRST_LINE
        if first.setdefault(name, line) != line:
            message = f'de sleutel "{name}" staat er twee keer'
            remedy = f"schrap een van beide; de eerste staat op regel {first[name]}"
            yield Diagnostic(place, line, key.start_mark.column + 1, "KMO003", message, remedy)


def json_schema() -> dict[str, object]:
    """Return the JSON Schema of front matter, for the programs in which editors write."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Het blok bovenaan een pagina",
        **schema.json_schema(FrontMatter),
    }
