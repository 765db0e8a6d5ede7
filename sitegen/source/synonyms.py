"""The words that visitors type and no page holds, in `synoniemen.toml`, if there is one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from sitegen.common.diagnostics import Diagnostic, Message
from sitegen.source.positions import nearest
from sitegen.source.schema import Key
from sitegen.source.toml_tables import read_toml

FILE = "synoniemen.toml"
PLACE = re.compile(r"/(?:[a-z0-9/-]+/)?(?:#[A-Za-z0-9_-]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonym:
    """Words that visitors type, the word of the site that means the same, and the sections where that stands.

    A section is an address with its anchor; `place`, `line` and `column` say where the sections are written.
    """

    words: tuple[str, ...]
    meaning: str
    sections: tuple[str, ...]
    place: str
    line: int
    column: int

    def diagnostic(self, message: Message) -> Diagnostic:
        """Return a diagnostic at the sections."""
        return Diagnostic(self.place, self.line, self.column, *message)


def check_sections(places: Sequence[str]) -> Message | None:
    """Return a message about sections that are none, or are written in another way than links within the site."""
    wrong = [place for place in places if not PLACE.fullmatch(place)]
    if places and not wrong:
        return None
    remedy = 'schrijf bv. ["/aanvragen/#stap-3"]'
    return "KMO130", f'"{wrong[0]}" is geen plaats op deze site' if wrong else "er staat geen plaats", remedy


def check_words(words: Sequence[str]) -> Message | None:
    """Return a message about words of which there are none, or one has no letter or digit."""
    if words and all(any(letter.isalnum() for letter in word) for word in words):
        return None
    return "KMO033", '"woorden" heeft een verkeerde waarde', 'schrijf wat bezoekers typen, zoals ["inloggen", "login"]'


@dataclass(frozen=True, slots=True, kw_only=True)
class SynonymTable:
    """A table `[[synoniem]]`."""

    woorden: Annotated[tuple[str, ...], Key('wat bezoekers typen, zoals ["inloggen", "login"]', check_words)]
    betekent: Annotated[str, Key("het woord dat op de site staat")]
    plaatsen: Annotated[tuple[str, ...], Key('waar dat woord staat, zoals ["/eerste-keer/#sleutel"]', check_sections)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SynonymsFile:
    """The tables of `synoniemen.toml`."""

    synoniem: Annotated[tuple[SynonymTable, ...], Key("[[synoniem]], met dubbele haken")] = ()


def read_synonyms(source: Path) -> tuple[list[Synonym], list[Diagnostic]]:
    """Return the synonyms of a source, and everything that is wrong with their tables."""
    try:
        file, document, diagnostics = read_toml(source / FILE, source, SynonymsFile)
    except FileNotFoundError:
        return [], []
    synonyms = []
    for number, table in enumerate(file.synoniem if file else ()):
        line, column = nearest(document.positions, ("synoniem", number, "plaatsen"))
        synonyms.append(
            Synonym(
                words=table.woorden,
                meaning=table.betekent,
                sections=table.plaatsen,
                place=document.place,
                line=line,
                column=column,
            )
        )
    return synonyms, diagnostics
