"""The provider's settings, in `site.toml`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal
from urllib.parse import quote, urlsplit

from sitegen.common.diagnostics import Diagnostic, Message, place_of
from sitegen.source.palettes import Palette, read_palettes
from sitegen.source.provider_values import (
    check_email,
    check_enterprise_number,
    check_ground,
    check_number,
    check_phone,
    check_vat_number,
)
from sitegen.source.schema import Document, Key
from sitegen.source.toml_tables import check_page_address, check_site_address, read_toml

STANDARD_VAT_RATE = "21"
"""The percentage of VAT (btw) on a training or advice, where the provider is not exempt."""


FILE = "site.toml"
COLOUR = re.compile(r"#[0-9a-f]{6}")
OWNER_AND_NAME = 3
"""The fewest parts of the path of a repository, its first slash included."""

SOLE_TRADER = "eenmanszaak"
"""The legal form of an enterprise that is no legal person, and stands in no register of those."""


def check_colour(colour: str) -> Message | None:
    """Return a message about a text that is no colour."""
    if COLOUR.fullmatch(colour):
        return None
    return "KMO033", f'"{colour}" is geen kleur', "schrijf # en zes tekens van 0 tot f, zoals #0a5f63"


IN_WORDS = "een tekst tussen aanhalingstekens"
Text = Annotated[str, Key(IN_WORDS)]
PageAddress = Annotated[str, Key(IN_WORDS, check_page_address)]
SiteAddress = Annotated[str, Key(IN_WORDS, check_site_address)]
Number = Annotated[str, Key(IN_WORDS, check_number)]
EnterpriseNumber = Annotated[str, Key(IN_WORDS, check_enterprise_number)]
VatNumber = Annotated[str, Key(IN_WORDS, check_vat_number)]
Email = Annotated[str, Key(IN_WORDS, check_email)]
Phone = Annotated[str, Key(IN_WORDS, check_phone)]
Ground = Annotated[str, Key(IN_WORDS, check_ground)]
Day = Annotated[date, Key("een dag als 2027-01-18, zonder aanhalingstekens")]
Accent = Annotated[str, Key(IN_WORDS, check_colour)]
Truth = Annotated[bool, Key("true of false")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The person to ask at the service provider."""

    naam: Text
    email: Email
    telefoon: Phone


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy:
    """What the provider decided about personal data, in the terms of the GDPR; empty where it did not, yet.

    The controller (verantwoordelijke) is the provider itself where none is named.
    """

    verantwoordelijke: Text = ""
    email: Email = ""
    rechtsgrond: Ground = ""
    bewaartermijn: Text = ""
    serverlogboek: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessibilityContact:
    """Where visitors report that something cannot be used; empty where that is the contact for everything else."""

    email: Email = ""
    telefoon: Phone = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceProvider:
    """The registered service provider (dienstverlener) that publishes the site.

    The names are those of the table `[aanbieder]`, which editors use on pages too; a text is empty where its key is
    left out. `sinds` is the day on which this provider took the site over: what was checked or tested up to then,
    another did.
    """

    naam: Text
    registratienummer: Number
    btw_vrijgesteld: Truth
    website: PageAddress
    contact: Contact
    rechtsvorm: Text = ""
    adres: Text = ""
    ondernemingsnummer: EnterpriseNumber = ""
    rechtbank: Text = ""
    btw_nummer: VatNumber = ""
    sinds: Day = date.min
    privacy: Privacy = Privacy()
    toegankelijkheid: AccessibilityContact = AccessibilityContact()

    @property
    def vat_rate(self) -> str:
        """The percentage of VAT on the provider's invoices."""
        return "0" if self.btw_vrijgesteld else STANDARD_VAT_RATE

    @property
    def undecided(self) -> tuple[str, ...]:
        """The keys that the law asks every provider like this one to fill in, and that are empty."""
        asked = {
            "rechtsvorm": self.rechtsvorm,
            "adres": self.adres,
            "ondernemingsnummer": self.ondernemingsnummer,
            "rechtbank": self.rechtbank or self.rechtsvorm == SOLE_TRADER,
            "btw_nummer": self.btw_nummer or self.btw_vrijgesteld,
            "privacy.rechtsgrond": self.privacy.rechtsgrond,
            "privacy.bewaartermijn": self.privacy.bewaartermijn,
            "privacy.serverlogboek": self.privacy.serverlogboek,
        }
        return tuple(key for key, answer in asked.items() if not answer)

    def checked(self, day: date) -> bool:
        """Return whether it was this provider who checked something on a day."""
        return day > self.sinds


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """How texts are changed in the browser, and where their source is kept: kind of host, address and branch.

    `link` is whether each page links to its source, `editor` whether there is one at `/beheer/`. `application` is the
    name under which GitLab knows that editor; empty where editors sign in with a token.
    """

    host: Literal["github", "gitlab"]
    address: str
    branch: str
    link: bool
    editor: bool
    application: str

    @property
    def repository(self) -> str:
        """The name of the repository on its host, with its owner."""
        return urlsplit(self.address).path.strip("/")

    @property
    def origin(self) -> str:
        """The scheme and the name of the host."""
        return self.address.removesuffix(f"/{self.repository}")

    def address_to_edit(self, place: str) -> str:
        """Return the address at which the host itself lets a file of the repository be changed."""
        return f"{self.address}/{'edit' if self.host == 'github' else '-/edit'}/{quote(f'{self.branch}/{place}')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything in `site.toml`; `address` is where the site will live, with its path."""

    title: str
    address: str
    provider: ServiceProvider
    editing: Editing | None = None
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
"""Settings with which pages are checked when the real ones are wrong; no site is built with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteTable:
    """The table `[site]`."""

    titel: Text
    adres: SiteAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class ColoursTable:
    """The table `[kleuren]`."""

    accent_licht: Accent
    accent_donker: Accent


@dataclass(frozen=True, slots=True, kw_only=True)
class EditingTable:
    """The table `[redactie]`, which may be left out."""

    broncode: Annotated[str, Key(IN_WORDS, check_page_address)] = ""
    tak: Text = "main"
    verbeterlink: Truth = False
    beheer: Truth = False
    gitlab_toepassing: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsFile:
    """The tables of `site.toml`."""

    site: SiteTable
    aanbieder: ServiceProvider
    kleuren: ColoursTable
    redactie: EditingTable = EditingTable()


def read_settings(source: Path) -> tuple[Settings, list[Diagnostic]]:
    """Return the settings of a source, and everything that is wrong with them; then they are a stand-in."""
    path = source / FILE
    try:
        file, document, diagnostics = read_toml(path, source, SettingsFile)
    except FileNotFoundError:
        message, remedy = "het bestand ontbreekt", "maak het, met [site], [aanbieder] en [kleuren]"
        return STAND_IN, [Diagnostic(place_of(path, source), 1, 1, "KMO030", message, remedy)]
    if file is None:
        return STAND_IN, diagnostics
    light, dark = read_palettes(source, file.kleuren.accent_licht, file.kleuren.accent_donker)
    settings = Settings(
        title=file.site.titel,
        address=file.site.adres.rstrip("/") + "/",
        provider=file.aanbieder,
        editing=read_editing(file.redactie),
        light=light,
        dark=dark,
    )
    found = (
        check_accents(settings, document),
        check_vat_of_provider(settings.provider, document),
        check_editing(file.redactie, document),
    )
    return settings, [*chain.from_iterable(found)]


def check_vat_of_provider(provider: ServiceProvider, document: Document) -> Iterator[Diagnostic]:
    """Find a VAT number that is another enterprise's."""
    own = f"BE {provider.ondernemingsnummer}"
    if provider.btw_nummer and provider.ondernemingsnummer and provider.btw_nummer != own:
        message = "het btw-nummer en het ondernemingsnummer verschillen"
        yield document.diagnostic(
            ("aanbieder", "btw_nummer"), ("KMO039", message, f"schrijf {own}, of verbeter het andere")
        )


def read_editing(table: EditingTable) -> Editing | None:
    """Return how texts are changed in the browser, None if they are not."""
    if not (table.broncode and (table.verbeterlink or table.beheer)):
        return None
    address = table.broncode.rstrip("/").removesuffix(".git")
    return Editing(
        host="github" if urlsplit(address).hostname == "github.com" else "gitlab",
        address=address,
        branch=table.tak,
        link=table.verbeterlink,
        editor=table.beheer,
        application=table.gitlab_toepassing,
    )


def check_editing(table: EditingTable, document: Document) -> Iterator[Diagnostic]:
    """Find a link or an editor without the source that they change."""
    if (table.verbeterlink or table.beheer) and not table.broncode:
        message, remedy = (
            'de sleutel "broncode" in [redactie] ontbreekt',
            'voeg hem toe, zoals "https://github.com/uw-naam/uw-site"',
        )
        yield document.diagnostic(("redactie", "broncode"), ("KMO032", message, remedy))
    elif table.broncode and len(PurePosixPath(urlsplit(table.broncode).path).parts) < OWNER_AND_NAME:
        message, remedy = f'"{table.broncode}" is geen bron', "schrijf ook van wie ze is en haar naam"
        yield document.diagnostic(("redactie", "broncode"), ("KMO034", message, remedy))


def check_accents(settings: Settings, document: Document) -> Iterator[Diagnostic]:
    """Find accents that are hard to read on the page."""
    for key, palette in (("accent_licht", settings.light), ("accent_donker", settings.dark)):
        if (legible := palette.remedy) is not None:
            message = f"{palette.accent} is moeilijk te lezen op de achtergrond"
            yield document.diagnostic(("kleuren", key), ("KMO036", message, f"neem bv. {legible}"))
