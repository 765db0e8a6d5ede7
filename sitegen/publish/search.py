"""Write the sections of the pages as JSON, which the search in the browser makes its index of."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from selectolax.lexbor import LexborHTMLParser

from sitegen.common.diagnostics import Diagnostic, Message, suggest
from sitegen.common.paths import SEARCH
from sitegen.source.front_matter import GROUPS
from sitegen.source.pages import Page
from sitegen.source.synonyms import Synonym

INDEX = f"{SEARCH}/index.json"

EXCLUDED = (
    *("nav", "form", "svg", "sup", "script", "template", "[hidden]", ".footnote", ".related", ".checked-on"),
    *(".example dl", ".example details", ".example-proof"),
    *("subsidy-calculator", "year-planner", "embed-builder", "article:has(site-search)"),
)
"""Selectors of what is no text of a page's own: repeated labels, lists of sources, forms and the search itself."""

HEADINGS = "h1, h2[id], h3[id], h4[id], h5[id], h6[id], dt[id]"
BLOCKS = "blockquote, dd, div, dt, figcaption, h2, h3, h4, h5, h6, li, ol, p, pre, table, tr, ul"
CELLS = "td, th"

SECTION_MARK, BLOCK_MARK, CELL_MARK = "\ue000", "\ue001", " · "


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The text of a page from a heading with an anchor to the next; `address` is that of the anchor.

    The text has a line for each paragraph, item or row.
    """

    address: str
    heading: str
    text: str

    def contains(self, words: str) -> bool:
        """Return whether the section has these words, as whole words, whatever their capitals and accents."""
        return f" {plain_words(words)} " in f" {plain_words(f'{self.heading} {self.text}')} "


type SectionsOf = Mapping[Page, tuple[Section, ...] | None]
"""The sections of each page; None for one that could not be built."""


def plain_words(text: str) -> str:
    """Write a text as its words, in small letters without accents, with a space between them.

    >>> plain_words("Financiële  NACE-code")
    'financiele nace code'
    """
    letters = "".join(letter for letter in normalize("NFD", text.lower()) if not "\u0300" <= letter <= "\u036f")
    return " ".join(re.findall(r"[^\W_]+", letters))


def read_sections(html: str, page: Page) -> tuple[Section, ...]:
    """Return the sections of a built page that have text, in order; the one of the page's title may have none."""
    main = LexborHTMLParser(html).css_first("main")
    if main is None:
        return ()
    for node in main.css(", ".join(EXCLUDED)):
        node.decompose()
    places = [(page.address, page.title)]
    for node in main.css(HEADINGS):
        if anchor := node.attributes.get("id"):
            places.append((f"{page.address}#{anchor}", " ".join(node.text().split())))
            node.insert_before(SECTION_MARK)
        node.decompose()
    for node in main.css(BLOCKS):
        node.insert_before(BLOCK_MARK)
    for node in main.css(CELLS):
        node.insert_before(CELL_MARK)
    texts = [write_lines(text) for text in main.text().split(SECTION_MARK)]
    return tuple(
        Section(address=address, heading=heading, text=text)
        for (address, heading), text in zip(places, texts, strict=True)
        if text or (address == page.address and any(texts))
    )


def write_lines(text: str) -> str:
    """Write a marked text as its lines, without empty ones."""
    lines = (" ".join(line.split()).removeprefix(CELL_MARK.strip()).strip() for line in text.split(BLOCK_MARK))
    return "\n".join(line for line in lines if line)


def write_search(out: Path, sections_of: SectionsOf, synonyms: Iterable[Synonym]) -> None:
    """Write the sections of every findable page under `out`, each with the synonyms that lead to it."""
    leading: dict[str, dict[str, str]] = {}
    for synonym in synonyms:
        for address in synonym.sections:
            leading.setdefault(address, {}).update(dict.fromkeys(synonym.words, synonym.meaning))
    described = [
        describe_section(section, page, leading.get(section.address, {}))
        for page, sections in sections_of.items()
        if page.findable
        for section in sections or ()
    ]
    target = out / INDEX
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(described, ensure_ascii=False, separators=(",", ":")), "utf-8")


def describe_section(section: Section, page: Page, synonyms: Mapping[str, str]) -> dict[str, object]:
    """Return a section as `site-search.js` reads it: those of pages about the site itself come last."""
    return {
        "address": section.address,
        "page": page.title,
        "heading": section.heading,
        "text": section.text,
        "synonyms": synonyms,
        "last": page.group == GROUPS[-1],
    }


def check_synonyms(synonyms: Iterable[Synonym], sections_of: SectionsOf) -> Iterator[Diagnostic]:
    """Find synonyms that lead to no section of a built page, or to one without the word of the site."""
    findable = {page.address: sections for page, sections in sections_of.items() if page.findable}
    for synonym in synonyms:
        for place in synonym.sections:
            address = place.partition("#")[0]
            if address not in findable:
                unknown = f"{address} is geen pagina die gevonden kan worden"
                yield synonym.diagnostic(("KMO131", unknown, suggest(address, findable, "kijk het adres na")))
            elif (sections := findable[address]) is not None:  # else the page's own diagnostics say why
                known = {section.address: section for section in sections}
                if message := check_section(place, synonym.meaning, known):
                    yield synonym.diagnostic(message)


def check_section(place: str, meaning: str, sections: Mapping[str, Section]) -> Message | None:
    """Return a message about a section that its page does not have, or that lacks the word of the site."""
    if place not in sections:
        return "KMO132", f"{place} is geen deel van een pagina", suggest(place, sections, "kijk het anker na")
    if not sections[place].contains(meaning):
        remedy = "schrijf bij betekent een woord dat daar staat, of kies een andere plaats"
        return "KMO133", f'"{meaning}" staat niet bij {place}', remedy
    return None
