"""Every source that the rules and the pages cite, with what rests on it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urldefrag

from calculator import rules as law
from calculator.notation import write_date
from calculator.rules import Rule, Ruleset, Transition
from sitegen.common.diagnostics import one_line, place_of
from sitegen.source.files import PAGES, files_in
from sitegen.source.readings import Reading, read_readings

WORDS = {
    "APPLICATION_DAYS": "aanvraagtermijn",
    "DEPOSIT_DAYS": "stortingstermijn",
    "FINISH_YEARS": "laatste dag van een opleiding",
    "PAY_YEARS": "laatste dag om te betalen",
    "INVOICED_COSTS": "kosten op de factuur",
    "VAT_EXCLUDED": "btw telt niet mee",
    "UNCLEAR_COSTS": "kosten die niemand noemt",
    "INELIGIBLE_TO_PROVIDER": "kosten buiten de portefeuille",
    "COUNTED_FROM_START": "hoe de dagen tellen",
    "ROUNDING": "afronding",
    "REMAINDER_GRANTED": "subsidie tot het plafond vol is",
    "CATERING_LIMIT": "cateringgrens",
    "MINIMUM_COST": "minimale kostprijs",
    "STAFF_LIMIT": "grens van de vte",
    "TURNOVER_LIMIT": "grens van de omzet",
    "BALANCE_SHEET_LIMIT": "grens van het balanstotaal",
    "PARTNER_SHARE": "aandeel van een partneronderneming",
    "LINKED_SHARE": "aandeel van een verbonden onderneming",
    "INVESTOR_SHARE": "aandeel van een investeerder",
    "SIZE_CHANGE_YEARS": "jaren voor een andere grootte",
    "PUBLIC_SHARE_LIMIT": "aandeel van de overheid",
    "PUBLIC_SHARE_EXEMPT": "aandeel van de overheid in een maatwerkbedrijf",
    "EXCLUDED_FORMS": "uitgesloten rechtsvorm",
    "IN_FLANDERS": "vestiging in Vlaanderen",
    "ELIGIBLE_ACTIVITY": "hoofdactiviteit",
    "REGISTERED_PROVIDER": "geregistreerde dienstverlener",
    "ADVICE_CHANGE": "welke dag telt voor advies",
    "rates": "steunpercentages",
    "ceilings": "steunplafonds",
    "increases": "verhoging",
    "themes": "thema's",
    "size_exempt": "rechtsvormen die in elke grootte meedoen",
}
"""Constants of the rules and fields of a ruleset, in words that editors know."""

CODE_FENCE = re.compile(r"\s*(```|~~~)")
INLINE_CODE = re.compile(r"`[^`]*`")
LINK = re.compile(r"""(?:\]\(\s*<?|<|^\s*\[[^]]+\]:\s*|href=["'])(https?://(?:[^\s()<>"']|\([^\s()<>"']*\))+)""")
"""An address as Markdown links to it: in a link, between angle brackets, in a list of references, or in HTML."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A source's address, the rules and the lines of pages that rest on it, and what was last read there."""

    address: str
    rules: tuple[str, ...]
    places: tuple[str, ...]
    reading: Reading | None

    def __str__(self) -> str:
        """Write the source for editors, a line for each thing to know."""
        read = self.reading
        lines = [
            self.address,
            f"gelezen op {write_date(read.read_on)}: {read.excerpt}" if read else "nog niet gelezen",
            *(f"regel: {rule}" for rule in self.rules),
            *(f"pagina: {place}" for place in self.places),
        ]
        return "\n  ".join(one_line(line) for line in lines)


def read_citations(source: Path) -> list[Citation]:
    """Return every source that the rules and the pages of `source` cite, in order of address.

    Raises BuildError if the file with what was read is malformed.
    """
    rules = by_address(cited_by_rules())
    places = by_address(cited_on_pages(source))
    readings = read_readings(source)
    return [
        Citation(address, rules.get(address, ()), places.get(address, ()), readings.get(address))
        for address in sorted(rules.keys() | places.keys())
    ]


def by_address(cited: Iterator[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return what cites each address, once each; an anchor makes no other address."""
    found: dict[str, dict[str, None]] = {}
    for address, by in cited:
        found.setdefault(urldefrag(address).url, {})[by] = None
    return {address: tuple(by) for address, by in found.items()}


def cited_by_rules() -> Iterator[tuple[str, str]]:
    """Yield the source of every rule, ruleset and transition, with the words for it."""
    for name, value in vars(law).items():
        yield from cited_by(value, WORDS.get(name, name))


def cited_by(value: object, words: str) -> Iterator[tuple[str, str]]:
    """Yield the sources within a value of the rules, with the words for each."""
    match value:
        case Rule():
            yield value.source, words if value.since is None else f"{words} (sinds {write_date(value.since)})"
        case Transition():
            days = f"{write_date(value.first)} tot en met {write_date(value.last)}"
            yield value.source, f"overgang: {value.theme} ({days})"
        case Ruleset():
            yield value.source, f"begin van de regels van {write_date(value.in_force_from)}"
            for field in fields(value):
                yield from cited_by(getattr(value, field.name), WORDS.get(field.name, field.name))
        case tuple():
            for item in value:
                yield from cited_by(item, words)
        case dict():
            for key, item in value.items():
                yield from cited_by(item, f"{words}: {', '.join(key) if isinstance(key, tuple) else key}")


def cited_on_pages(source: Path) -> Iterator[tuple[str, str]]:
    """Yield every external link in the Markdown of the pages, with its page and line."""
    for path in files_in(source / PAGES, "*.md"):
        for number, address in find_links(path.read_text("utf-8", errors="replace")):
            yield address, f"{place_of(path, source)}:{number}"


def find_links(text: str) -> Iterator[tuple[int, str]]:
    r"""Yield the line and the address of every external link in Markdown; code holds none.

    >>> list(find_links("Zie [VLAIO](https://www.vlaio.be/nl).\nTyp `[naam](https://uw.be)`."))
    [(1, 'https://www.vlaio.be/nl')]
    """
    in_code = False
    for number, line in enumerate(text.splitlines(), 1):
        if CODE_FENCE.match(line):
            in_code = not in_code
        elif not in_code:
            for found in LINK.finditer(INLINE_CODE.sub("", line)):
                yield number, found[1]
