"""Advice on plain language: warnings for long sentences and stiff words."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from sitegen.common.diagnostics import Diagnostic, Message, place_of
from sitegen.markup.typed_figures import HIDDEN, HIDDEN_CODE, blank, diagnostic_at
from sitegen.source.files import TEMPLATES, files_in
from sitegen.source.pages import Page

MOST_WORDS = 25
PLAIN_WORDS = {
    "aangaande": "over",
    "aangezien": "omdat",
    "aldus": "zo",
    "alsmede": "en",
    "alvorens": "voor",
    "bekomen": "krijgen",
    "bekomt": "krijgt",
    "betreffende": "over",
    "conform": "volgens",
    "derhalve": "daarom",
    "desbetreffende": "deze",
    "desgewenst": "als u dat wilt",
    "dient te": "moet",
    "dienen te": "moeten",
    "doch": "maar",
    "door middel van": "met",
    "echter": "maar",
    "evenwel": "maar",
    "gelieve": "wilt u",
    "geschieden": "gebeuren",
    "geschiedt": "gebeurt",
    "heden": "vandaag",
    "hetgeen": "wat",
    "hieromtrent": "hierover",
    "in functie van": "volgens",
    "in het kader van": "voor",
    "indien": "als",
    "ingevolge": "door",
    "inzake": "over",
    "krachtens": "volgens",
    "met betrekking tot": "over",
    "middels": "met",
    "mits": "als",
    "nochtans": "toch",
    "omtrent": "over",
    "op basis van": "volgens",
    "reeds": "al",
    "ten behoeve van": "voor",
    "ten gevolge van": "door",
    "teneinde": "om",
    "tevens": "ook",
    "thans": "nu",
    "uitsluitend": "alleen",
    "van zodra": "zodra",
    "vermits": "omdat",
    "verstrekken": "geven",
    "verstrekt": "geeft",
    "voorafgaandelijk": "vooraf",
    "voornoemde": "deze",
    "zulks": "dat",
}
"""Stiff words, after the lists of plain Dutch of the Flemish government, each with a plain one."""

EXPRESSION = re.compile(r"\{\{.*?\}\}", re.DOTALL)
WORD = re.compile(r"\w[\w.,'’/-]*")
SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
SENTENCE_BREAK = "\x1f"
"""Stands for the end of a sentence that no full stop ends."""

INLINE_TAG = re.compile(r"</?(?:a|abbr|b|em|small|span|strong|time)\b[^>]*>")
OTHER = re.compile(r"<pre\b.*?</pre>|<[^>]*>|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


def check_plain_language(page: Page) -> Iterator[Diagnostic]:
    """Warn of long sentences and stiff words on a page, where each sentence has a line of its own."""
    yield from (
        page.diagnostic("omschrijving", *message, warning=True)
        for _, message in advise(page.description if "omschrijving" in page.keys else "")
    )
    if not may_need_advice(page.body):
        return
    text = HIDDEN.sub(blank, HIDDEN_CODE.sub(blank, EXPRESSION.sub(one_word, page.body)))
    for offset, message in advise(text.replace("\n", SENTENCE_BREAK).replace("|", SENTENCE_BREAK)):
        yield diagnostic_at(page, offset, *message, warning=True)


def check_template_language(source: Path) -> Iterator[Diagnostic]:
    """Warn of long sentences and stiff words in the templates of a source."""
    for path in files_in(source / TEMPLATES, "*.html"):
        for line, column, message in advise_template(path.read_text("utf-8")):
            yield Diagnostic(place_of(path, source), line, column, *message, True)


@lru_cache(maxsize=500)  # a preview checks every template at every save
def advise_template(template: str) -> tuple[tuple[int, int, Message], ...]:
    """Return the long sentences and stiff words of a template, each with its line and column."""
    text = EXPRESSION.sub(one_word, template)
    text = OTHER.sub(lambda match: blank(match).replace(" ", SENTENCE_BREAK), INLINE_TAG.sub(blank, text))
    return tuple(
        (text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset), message)
        for offset, message in advise(text)
    )


def may_need_advice(body: str) -> bool:
    """Return whether a text may hold a long sentence or a stiff word; most do not, and are not searched further."""
    return any(line.count(" ") >= MOST_WORDS for line in body.split("\n")) or any(find_stiff(body))


def advise(text: str) -> Iterator[tuple[int, Message]]:
    """Find long sentences and stiff words, each with its offset in the text."""
    offset = 0
    for part in text.split(SENTENCE_BREAK):
        if part.count(" ") + part.count("\n") >= MOST_WORDS:
            yield from ((offset + place, message) for place, message in find_long(part))
        offset += len(part) + 1
    for found in find_stiff(text):
        stiff = found[0]
        yield found.start(), ("KMO081", f'"{stiff}" is een stijf woord', f'schrijf "{PLAIN_WORDS[stiff]}"')


def find_stiff(text: str) -> Iterator[re.Match[str]]:
    """Find the stiff words of a text."""
    lower = text.lower()
    for stiff in (word for word in PLAIN_WORDS if word in lower):
        yield from re.finditer(rf"\b{stiff}\b", lower)


def find_long(part: str) -> Iterator[tuple[int, Message]]:
    """Find sentences with too many words, each with its offset in the text."""
    start = 0
    for end in (*(match.start() for match in SENTENCE_END.finditer(part)), len(part)):
        words = list(WORD.finditer(part, start, end))
        if len(words) > MOST_WORDS:
            message = f"een zin van {len(words)} woorden, meer dan {MOST_WORDS}"
            yield words[0].start(), ("KMO080", message, "maak er twee zinnen van, of laat iets weg")
        start = end


def one_word(match: re.Match[str]) -> str:
    """Return one word of the length of an expression, with the same line ends."""
    return "\n".join("x" * len(line) for line in match[0].split("\n"))
