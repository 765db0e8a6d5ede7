"""The pages say in the sentence itself where it rests on an old text, or on somebody who is not the government."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from sitegen.source.pages import Page
from tests.support.pages import PAGES

LIST = "bronnen"
FOOTNOTE = re.compile(r"^\[\^([\w-]+)\]: \[([^]]+)\]\((.+)\)$", re.MULTILINE)
MARK = re.compile(r"\[\^([\w-]+)\]")
ROW = re.compile(r"^\| \[[^]]+\]\(([^)]+)\) \| ([^|]*) \|", re.MULTILINE)
NEXT_BLOCK = re.compile(r"\n\n|\n(?=\s*- |\s*\d+\. |\|)")
TABLE_HEAD = re.compile(r"(?:\A|\n\n)(\|.+)\n\|[-:| ]+\n((?:\|.+(?:\n|\Z))+)")
OLD = re.compile(r"\boudere?\b|teksten? (?:van|uit)|besluit van|decreet van|vroeger|\b20[012]\d\b", re.IGNORECASE)


class Citation(NamedTuple):
    """A block of a page (a paragraph, an item of a list, a row of a table) and the source that it names by a mark."""

    block: str
    label: str
    address: str


def listed(anchor: str) -> dict[str, str]:
    """Return the sources in one table of the page that lists them, each with how old it is."""
    (page,) = [page for page in PAGES if page.slug == LIST]
    section = page.body.partition(f"{{: #{anchor} }}")[2].partition("\n## ")[0]
    return dict(ROW.findall(section))


def citations(page: Page) -> Iterator[Citation]:
    """Yield every source that a page names by a mark, with its block; the head of a table counts with each row."""
    text = page.body.partition("\n## Bronnen")[0]
    text = TABLE_HEAD.sub(lambda table: "\n\n" + "".join(f"\n{table[1]} {row}" for row in table[2].splitlines()), text)
    notes = {name: (label, address) for name, label, address in FOOTNOTE.findall(page.body)}
    for block in NEXT_BLOCK.split(text):
        for name in MARK.findall(block):
            yield Citation(MARK.sub("", block), *notes[name])


CITING = [page for page in PAGES if FOOTNOTE.search(page.body)]


def test_every_source_is_listed_with_how_old_it_is() -> None:
    known = {
        address: age
        for table in ("officieel", "ouder", "andere-maatregelen", "andere")
        for address, age in listed(table).items()
    }
    assert {citation.address for page in CITING for citation in citations(page)} <= known.keys()
    assert all(age.strip() for age in known.values())


@pytest.mark.parametrize("page", CITING, ids=lambda page: page.slug)
def test_a_block_that_rests_on_an_old_text_says_so(page: Page) -> None:
    old = listed("ouder")
    assert [cited for cited in citations(page) if cited.address in old and not OLD.search(cited.block)] == []


@pytest.mark.parametrize("page", CITING, ids=lambda page: page.slug)
def test_a_block_that_rests_on_no_official_text_names_who_says_it(page: Page) -> None:
    others = listed("andere")
    nameless = [
        cited
        for cited in citations(page)
        if cited.address in others and not any(word in cited.block for word in re.findall(r"[A-Z]\w{2,}", cited.label))
    ]
    assert nameless == []


@pytest.mark.parametrize("page", CITING, ids=lambda page: page.slug)
def test_a_block_names_a_source_once(page: Page) -> None:
    cited = [(citation.block, citation.address) for citation in citations(page)]
    assert len(cited) == len(set(cited))
