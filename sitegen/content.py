"""Reads the source: pages with their front matter, and the provider's settings."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

import yaml

from sitegen.errors import BuildError, Fault, place_of, suggest

FENCE = "---\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as its editor wrote it; `first_line` is the line of the file where the body starts."""

    slug: str
    place: str
    first_line: int
    body: str = field(repr=False)
    title: str
    description: str
    checked_on: date
    menu: int | None = None
    menu_title: str
    template: str = "pagina"
    related: tuple[str, ...] = ()
    keys: dict[str, tuple[int, int]] = field(repr=False, compare=False)

    @property
    def address(self) -> str:
        """The page's address within the site."""
        return {"index": "/", "404": "/404.html"}.get(self.slug, f"/{self.slug}/")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatterKey:
    """A key that front matter may hold: its type, in Python and in words."""

    kind: type | tuple[type, ...]
    words: str
    required: bool = False


KEYS = {
    "titel": FrontMatterKey(kind=str, words="een tekst", required=True),
    "omschrijving": FrontMatterKey(kind=str, words="een tekst", required=True),
    "nagekeken_op": FrontMatterKey(kind=date, words="een datum zoals 2026-11-23", required=True),
    "menu": FrontMatterKey(kind=int, words="een geheel getal"),
    "menutitel": FrontMatterKey(kind=str, words="een tekst"),
    "sjabloon": FrontMatterKey(kind=str, words="de naam van een sjabloon"),
    "verwant": FrontMatterKey(kind=list, words="een lijst van pagina's zoals [kosten, termijnen]"),
}

type Positions = dict[str, tuple[int, int]]


def read_pages(source: Path) -> list[Page]:
    """Read every page under `source`/pages, in order of name. Raises BuildError with all faults."""
    faults: list[Fault] = []
    pages = []
    for path in sorted((source / "pages").glob("*.md")):
        try:
            pages.append(read_page(path, source))
        except BuildError as error:
            faults.extend(error.faults)
    if faults:
        raise BuildError(faults)
    return pages


def read_page(path: Path, source: Path) -> Page:
    """Read one page. Raises BuildError with everything that is wrong with its front matter."""
    place = place_of(path, source)
    text = path.read_text("utf-8")
    end = text.find(f"\n{FENCE}", len(FENCE) - 1)
    if not text.startswith(FENCE) or end < 0:
        remedy = "begin het bestand met ---, dan titel, omschrijving en nagekeken_op, en sluit af met ---"
        raise BuildError([Fault(place, 1, 1, "KMO001", "het blok met gegevens bovenaan ontbreekt", remedy)])
    values, keys = read_front_matter(text[len(FENCE) : end + 1], place)
    faults = list(find_faults(values, keys, place))
    if faults:
        raise BuildError(faults)
    body_start = end + 1 + len(FENCE)
    title = cast("str", values["titel"])
    return Page(
        slug=path.stem,
        place=place,
        first_line=text.count("\n", 0, body_start) + 1,
        body=text[body_start:],
        title=title,
        description=cast("str", values["omschrijving"]),
        checked_on=cast("date", values["nagekeken_op"]),
        menu=cast("int | None", values.get("menu")),
        menu_title=cast("str", values.get("menutitel", title)),
        template=cast("str", values.get("sjabloon", "pagina")),
        related=tuple(cast("list[str]", values.get("verwant", []))),
        keys=keys,
    )


def read_front_matter(text: str, place: str) -> tuple[dict[str, object], Positions]:
    """Read YAML that starts on the second line of a file, with the position of each key."""
    try:
        node = yaml.compose(text, yaml.SafeLoader)
        values: object = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 2, mark.column + 1) if mark else (1, 1)
        remedy = "zet een tekst met een dubbelepunt of aanhalingsteken tussen enkele aanhalingstekens"
        fault = Fault(place, line, column, "KMO002", f"dit is geen geldige YAML ({error.problem})", remedy)
        raise BuildError([fault]) from None
    if not isinstance(node, yaml.MappingNode) or not isinstance(values, dict):
        fault = Fault(
            place, 2, 1, "KMO002", "hier horen regels met een sleutel en een waarde", "schrijf bv. titel: Kosten"
        )
        raise BuildError([fault])
    return values, {key.value: (key.start_mark.line + 2, key.start_mark.column + 1) for key, _ in node.value}


def find_faults(values: dict[str, object], keys: Positions, place: str) -> Iterator[Fault]:
    """Find unknown and missing keys and values of the wrong type."""
    for name, (line, column) in keys.items():
        if name not in KEYS:
            remedy = suggest(name, KEYS, f"kies uit: {', '.join(KEYS)}")
            yield Fault(place, line, column, "KMO003", f'onbekende sleutel "{name}"', remedy)
        elif not isinstance(values[name], KEYS[name].kind):
            yield Fault(
                place, line, column, "KMO005", f'"{name}" heeft een verkeerde waarde', f"schrijf {KEYS[name].words}"
            )
    for name, key in KEYS.items():
        if key.required and name not in values:
            yield Fault(place, 1, 1, "KMO004", f'de sleutel "{name}" ontbreekt', f"voeg hem toe, met {key.words}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ask at the service provider."""

    naam: str
    email: str
    telefoon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceProvider:
    """The registered service provider (dienstverlener) that publishes the site.

    The names are those of `site.toml`, which editors use on pages too.
    """

    naam: str
    registratienummer: str
    btw_vrijgesteld: bool
    website: str
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything in `site.toml`; `address` is where the site will live, with its path."""

    title: str
    address: str
    provider: ServiceProvider

    @property
    def base_path(self) -> str:
        """The path of the site on its host, from slash to slash."""
        return urlsplit(self.address).path


SETTINGS: dict[str, dict[str, type]] = {
    "site": {"titel": str, "adres": str},
    "aanbieder": {"naam": str, "registratienummer": str, "btw_vrijgesteld": bool, "website": str, "contact": dict},
    "aanbieder.contact": {"naam": str, "email": str, "telefoon": str},
}


def read_settings(source: Path) -> Settings:
    """Read `site.toml`. Raises BuildError with everything that is wrong with it."""
    path = source / "site.toml"
    place = place_of(path, source)
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise BuildError(
            [Fault(place, 1, 1, "KMO030", "het bestand ontbreekt", "maak het, met [site] en [aanbieder]")]
        ) from None
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(at[1]), int(at[2])) if at else (1, 1)
        fault = Fault(
            place, line, column, "KMO030", f"dit is geen geldige TOML ({error})", 'schrijf sleutel = "waarde"'
        )
        raise BuildError([fault]) from None
    text = path.read_text("utf-8").splitlines()
    faults = list(find_settings_faults(tables, text, place))
    if faults:
        raise BuildError(faults)
    provider = tables["aanbieder"]
    return Settings(
        title=tables["site"]["titel"],
        address=tables["site"]["adres"].rstrip("/") + "/",
        provider=ServiceProvider(**provider | {"contact": Contact(**provider["contact"])}),
    )


def find_settings_faults(tables: dict[str, object], lines: list[str], place: str) -> Iterator[Fault]:
    """Find unknown and missing settings and values of the wrong type."""
    known_tables = {name for name in SETTINGS if "." not in name}
    for name in tables:
        if name not in known_tables:
            yield Fault(
                place,
                line_of(name, lines),
                1,
                "KMO031",
                f'onbekende tabel "{name}"',
                suggest(name, known_tables, "schrap ze"),
            )
    for table, known in SETTINGS.items():
        values: object = tables
        for part in table.split("."):
            values = values.get(part) if isinstance(values, dict) else None
        if not isinstance(values, dict):
            yield Fault(place, 1, 1, "KMO032", f"de tabel [{table}] ontbreekt", f"voeg ze toe, met {', '.join(known)}")
            continue
        for key, value in values.items():
            if key not in known:
                remedy = suggest(key, known, f"kies uit: {', '.join(known)}")
                yield Fault(place, line_of(key, lines), 1, "KMO031", f'onbekende sleutel "{key}" in [{table}]', remedy)
            elif not isinstance(value, known[key]):
                words = {str: "een tekst tussen aanhalingstekens", bool: "true of false", dict: "een tabel"}[known[key]]
                yield Fault(
                    place, line_of(key, lines), 1, "KMO033", f'"{key}" heeft een verkeerde waarde', f"schrijf {words}"
                )
        for key in known:
            if key not in values:
                yield Fault(place, 1, 1, "KMO032", f'de sleutel "{key}" in [{table}] ontbreekt', "voeg hem toe")


def line_of(key: str, lines: list[str]) -> int:
    """Give the line where a key or table of a TOML file stands."""
    pattern = re.compile(rf"\s*\[?\s*(?:\w+\.)?{re.escape(key)}\b")
    return next((number for number, line in enumerate(lines, 1) if pattern.match(line)), 1)
