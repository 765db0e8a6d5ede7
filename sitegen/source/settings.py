"""Reads `site.toml`: the provider's settings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from sitegen.common.diagnostics import Diagnostic, place_of, suggest
from sitegen.source.palettes import Palette, read_palettes
from sitegen.source.toml_tables import Complaint, Key, TomlFile, check_table, judge_address, read_toml

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

COLOUR = re.compile(r"#[0-9a-f]{6}")
REGISTRATION_NUMBER = re.compile(r"DV\.[OA]\d{6}")


def judge_number(value: object) -> Complaint | None:
    """Find fault with what is no registration number."""
    if REGISTRATION_NUMBER.fullmatch(str(value)):
        return None
    remedy = "schrijf DV.O of DV.A, met de letter O en niet het cijfer nul, en dan zes cijfers"
    return "KMO035", f'"{value}" is geen registratienummer van een dienstverlener', remedy


def judge_colour(value: object) -> Complaint | None:
    """Find fault with what is no colour."""
    if COLOUR.fullmatch(str(value)):
        return None
    return "KMO033", f'"{value}" is geen kleur', "schrijf # en zes tekens van 0 tot f, zoals #0a5f63"


TEXT, ADDRESS, ACCENT = Key(), Key(judge=judge_address), Key(judge=judge_colour)
SETTINGS: dict[str, dict[str, Key]] = {
    "site": {"titel": TEXT, "adres": ADDRESS},
    "aanbieder": {
        "naam": TEXT,
        "registratienummer": Key(judge=judge_number),
        "btw_vrijgesteld": Key(kind=bool, words="true of false"),
        "website": ADDRESS,
        "contact": Key(kind=dict, words="een tabel"),
    },
    "aanbieder.contact": {"naam": TEXT, "email": TEXT, "telefoon": TEXT},
    "kleuren": {"accent_licht": ACCENT, "accent_donker": ACCENT},
}


def read_settings(source: Path) -> tuple[Settings, list[Diagnostic]]:
    """Read `site.toml`; where that cannot be, give a stand-in and everything that is wrong."""
    path = source / "site.toml"
    try:
        file = read_toml(path, source)
    except FileNotFoundError:
        message, remedy = "het bestand ontbreekt", "maak het, met [site], [aanbieder] en [kleuren]"
        return STAND_IN, [Diagnostic(place_of(path, source), 1, 1, "KMO030", message, remedy)]
    diagnostics = [file] if isinstance(file, Diagnostic) else list(check_settings(file))
    if isinstance(file, Diagnostic) or diagnostics:
        return STAND_IN, diagnostics
    settings = make_settings(file, source)
    return settings, list(find_faint_accents(settings, file))


def make_settings(file: TomlFile, source: Path) -> Settings:
    """Make the settings of a file without mistakes."""
    site, provider, colours = (cast("dict[str, str]", file.tables[name]) for name in ("site", "aanbieder", "kleuren"))
    contact = Contact(**cast("dict[str, str]", provider["contact"]))
    light, dark = read_palettes(source, colours["accent_licht"], colours["accent_donker"])
    return Settings(
        title=site["titel"],
        address=site["adres"].rstrip("/") + "/",
        provider=ServiceProvider(
            naam=provider["naam"],
            registratienummer=provider["registratienummer"],
            btw_vrijgesteld=bool(provider["btw_vrijgesteld"]),
            website=provider["website"],
            contact=contact,
        ),
        light=light,
        dark=dark,
    )


def check_settings(file: TomlFile) -> Iterator[Diagnostic]:
    """Find unknown and missing tables, and what is wrong within each."""
    known_tables = {name for name in SETTINGS if "." not in name}
    for name in file.tables.keys() - known_tables:
        complaint = ("KMO031", f'onbekende tabel "{name}"', suggest(name, known_tables, "schrap ze"))
        yield file.diagnostic(file.line_of(name), complaint)
    for table, keys in SETTINGS.items():
        values: object = file.tables
        for part in table.split("."):
            values = values.get(part) if isinstance(values, dict) else None
        if isinstance(values, dict):
            yield from check_table(file, table, values, keys)
        else:
            yield file.diagnostic(1, ("KMO032", f"de tabel [{table}] ontbreekt", f"voeg ze toe, met {', '.join(keys)}"))


def find_faint_accents(settings: Settings, file: TomlFile) -> Iterator[Diagnostic]:
    """Find accents that are hard to read on the page."""
    for key, palette in (("accent_licht", settings.light), ("accent_donker", settings.dark)):
        if (legible := palette.remedy) is not None:
            message = f"{palette.accent} is moeilijk te lezen op de achtergrond"
            yield file.diagnostic(file.line_of(key), ("KMO036", message, f"neem bv. {legible}"))
