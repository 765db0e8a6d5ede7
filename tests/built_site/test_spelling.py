"""Every word that a visitor reads is Dutch, or stands in the project's own list."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from sitegen.source.settings import read_settings
from tests.conftest import ROOT
from tests.support.hunspell import misspelt
from tests.support.pages import PAGES, SOURCE

pytestmark = pytest.mark.needs("hunspell")

WORD_LIST = ROOT / "docs" / "woordenlijst.txt"
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*['’]?")
UNREAD = "script, style, code, pre, [lang]:not(html)"
TOLD = ("alt", "aria-label", "placeholder", "title", "content", "label")
"""Attributes that are shown or read aloud."""

ADDRESS = re.compile(r"\S*(?:@|://|www\.|\.be\b|\.html?\b)\S*")
"""An address, which has a spelling of its own."""


def texts_of(html: str) -> Iterator[str]:
    """Give the texts of a page as they are shown, read aloud or told to search engines."""
    tree = LexborHTMLParser(html.replace("<template", "<div").replace("</template", "</div"))
    for node in tree.css(UNREAD):
        node.decompose()
    if tree.root is not None:
        yield tree.root.text(separator=" ")
    for node in tree.css("*"):
        yield from (value for name in TOLD if (value := said_in(node, name)))


def said_in(node: LexborNode, name: str) -> str | None:
    """Give what an attribute says; of the metadata only the description is meant for people."""
    if name == "content" and node.attributes.get("name") != "description":
        return None
    return node.attributes.get(name)


def words_in(html: str) -> set[str]:
    text = " ".join(ADDRESS.sub(" ", text) for text in texts_of(html))
    return {word.replace("’", "'").rstrip("'") for word in WORD.findall(text)}


def listed_words() -> list[str]:
    return WORD_LIST.read_text("utf-8").split()


def strange_words(pages: dict[str, str]) -> dict[str, set[str]]:
    """Give of each page the words that are neither Dutch nor listed nor the provider's name."""
    provider = read_settings(SOURCE)[0].provider
    named = WORD.findall(f"{provider.naam} {provider.registratienummer} {provider.contact.naam}")
    words = {address: words_in(html) for address, html in pages.items()}
    strange = misspelt(set().union(*words.values())) - {*listed_words(), *named}
    return {address: found & strange for address, found in words.items() if found & strange}


@pytest.fixture(scope="module")
def pages(built_site: Path) -> dict[str, str]:
    return {page.address: (built_site / page.file).read_text("utf-8") for page in PAGES}


def test_every_word_on_every_page_is_dutch_or_listed(pages: dict[str, str]) -> None:
    strange = [f"{address}: {word}" for address, words in strange_words(pages).items() for word in sorted(words)]
    assert strange == []


def test_a_mistake_is_named_with_its_page_wherever_it_stands() -> None:
    page = (
        '<title>Kostn</title><meta name="description" content="Een factur.">'
        '<body><p>De <b>catring</b> telt mee.</p><code>catring.persons</code><img alt="Een reknmachine">'
        "<template><p>Vraag het aann.</p></template><script>geen woort</script>"
    )
    assert strange_words({"/proef/": page}) == {"/proef/": {"Kostn", "factur", "catring", "reknmachine", "aann"}}


def test_the_list_is_sorted_and_holds_only_words_that_the_pages_need(pages: dict[str, str]) -> None:
    words = listed_words()
    assert words == sorted(set(words), key=lambda word: (word.casefold(), word))
    assert set(words) - misspelt(words) == set()
    assert set(words) - set().union(*(words_in(html) for html in pages.values())) == set()
