"""Reads `site.toml`: the provider's settings."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sitegen.colours import COLOUR, Palette, read_palettes
from sitegen.errors import Fault, place_of, suggest

STANDARD_VAT_RATE = "21"
"""The percentage of VAT (btw) on a training or advice, where the provider is not exempt."""


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

    @property
    def btw_tarief(self) -> str:
        """The percentage of VAT on the provider's invoices."""
        return "0" if self.btw_vrijgesteld else STANDARD_VAT_RATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything in `site.toml`; `address` is where the site will live, with its path."""

    title: str
    address: str
    provider: ServiceProvider
    light: Palette
    dark: Palette

    @property
    def base_path(self) -> str:
        """The path of the site on its host, from slash to slash."""
        return urlsplit(self.address).path


STAND_IN = Settings(
    title="?",
    address="https://example.org/",
    provider=ServiceProvider(
        naam="?",
        registratienummer="?",
        btw_vrijgesteld=False,
        website="https://example.org/",
        contact=Contact(naam="?", email="?", telefoon="?"),
    ),
    light=Palette(paper="#ffffff", ink="#000000", accent="#000000"),
    dark=Palette(paper="#000000", ink="#ffffff", accent="#ffffff"),
)
"""What the pages are checked with when the settings are wrong; no site is made with it."""

SETTINGS: dict[str, dict[str, type]] = {
    "site": {"titel": str, "adres": str},
    "aanbieder": {"naam": str, "registratienummer": str, "btw_vrijgesteld": bool, "website": str, "contact": dict},
    "aanbieder.contact": {"naam": str, "email": str, "telefoon": str},
    "kleuren": {"accent_licht": str, "accent_donker": str},
}
ADDRESSES = {("site", "adres"), ("aanbieder", "website")}
REGISTRATION_NUMBER = re.compile(r"DV\.[OA]\d{6}")
WORDS = {str: "een tekst tussen aanhalingstekens", bool: "true of false", dict: "een tabel"}


def read_settings(source: Path) -> tuple[Settings, list[Fault]]:
    """Read `site.toml`; where that cannot be, give a stand-in and everything that is wrong."""
    path = source / "site.toml"
    place = place_of(path, source)
    try:
        text = path.read_text("utf-8")
        tables = tomllib.loads(text)
    except FileNotFoundError:
        message, remedy = "het bestand ontbreekt", "maak het, met [site] en [aanbieder]"
        return STAND_IN, [Fault(place, 1, 1, "KMO030", message, remedy)]
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(at[1]), int(at[2])) if at else (1, 1)
        message = f"dit is geen geldige TOML ({error})"
        return STAND_IN, [Fault(place, line, column, "KMO030", message, 'schrijf sleutel = "waarde"')]
    lines = text.splitlines()
    faults = list(find_faults(tables, lines, place))
    if faults:
        return STAND_IN, faults
    provider, colours = tables["aanbieder"], tables["kleuren"]
    light, dark = read_palettes(source, colours["accent_licht"], colours["accent_donker"])
    settings = Settings(
        title=tables["site"]["titel"],
        address=tables["site"]["adres"].rstrip("/") + "/",
        provider=ServiceProvider(**provider | {"contact": Contact(**provider["contact"])}),
        light=light,
        dark=dark,
    )
    return settings, list(find_faint_accents(settings, lines, place))


def find_faults(tables: dict[str, object], lines: list[str], place: str) -> Iterator[Fault]:
    """Find unknown and missing settings and values of the wrong type."""
    known_tables = {name for name in SETTINGS if "." not in name}
    for name in tables.keys() - known_tables:
        remedy = suggest(name, known_tables, "schrap ze")
        yield Fault(place, line_of(name, lines), 1, "KMO031", f'onbekende tabel "{name}"', remedy)
    for table, known in SETTINGS.items():
        values: object = tables
        for part in table.split("."):
            values = values.get(part) if isinstance(values, dict) else None
        if isinstance(values, dict):
            yield from find_table_faults(table, values, lines, place)
        else:
            yield Fault(place, 1, 1, "KMO032", f"de tabel [{table}] ontbreekt", f"voeg ze toe, met {', '.join(known)}")


def find_table_faults(table: str, values: dict[str, object], lines: list[str], place: str) -> Iterator[Fault]:
    """Find what is wrong within one table."""
    known = SETTINGS[table]
    for key, value in values.items():
        line = line_of(key, lines)
        if key not in known:
            remedy = suggest(key, known, f"kies uit: {', '.join(known)}")
            yield Fault(place, line, 1, "KMO031", f'onbekende sleutel "{key}" in [{table}]', remedy)
        elif not isinstance(value, known[key]):
            remedy = f"schrijf {WORDS[known[key]]}"
            yield Fault(place, line, 1, "KMO033", f'"{key}" heeft een verkeerde waarde', remedy)
        elif (table, key) in ADDRESSES and not is_address(str(value)):
            yield Fault(place, line, 1, "KMO034", f'"{key}" is geen volledig adres', "schrijf bv. https://www.naam.be/")
        elif key == "registratienummer" and not REGISTRATION_NUMBER.fullmatch(str(value)):
            message = f'"{value}" is geen registratienummer van een dienstverlener'
            remedy = "schrijf DV.O of DV.A, met de letter O en niet het cijfer nul, en dan zes cijfers"
            yield Fault(place, line, 1, "KMO035", message, remedy)
        elif table == "kleuren" and not COLOUR.fullmatch(str(value)):
            remedy = "schrijf # en zes tekens van 0 tot f, zoals #0a5f63"
            yield Fault(place, line, 1, "KMO033", f'"{value}" is geen kleur', remedy)
    for key in known:
        if key not in values:
            yield Fault(place, 1, 1, "KMO032", f'de sleutel "{key}" in [{table}] ontbreekt', "voeg hem toe")


def find_faint_accents(settings: Settings, lines: list[str], place: str) -> Iterator[Fault]:
    """Find accents that are hard to read on the page."""
    for key, palette in (("accent_licht", settings.light), ("accent_donker", settings.dark)):
        if (legible := palette.remedy) is not None:
            message = f"{palette.accent} is moeilijk te lezen op de achtergrond"
            yield Fault(place, line_of(key, lines), 1, "KMO036", message, f"neem bv. {legible}")


def is_address(text: str) -> bool:
    """Tell whether a text is the whole address of a place on the web, to which a path can be added."""
    parts = urlsplit(text)
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not parts.query and not parts.fragment


def line_of(key: str, lines: list[str]) -> int:
    """Give the line where a key or table of a TOML file stands."""
    pattern = re.compile(rf"\s*\[?\s*(?:\w+\.)?{re.escape(key)}\b")
    return next((number for number, line in enumerate(lines, 1) if pattern.match(line)), 1)
