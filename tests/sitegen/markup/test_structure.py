"""What the site makes of a page's Markdown is what CommonMark reads in it, or the build says where not."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from sitegen.markup.markdown import make_markdown
from sitegen.markup.slips import check_markdown
from sitegen.markup.structure import check_structure, read_elsewhere
from sitegen.pages.renderer import EXTENSIONS
from sitegen.source.pages import Page, read_pages
from tests.conftest import ROOT

PAGES = read_pages(ROOT / "site_src")[0]
COMMONMARK = MarkdownIt("commonmark").enable("table")
OURS = make_markdown(EXTENSIONS)
BLOCKS = "h1, h2, h3, h4, h5, h6, ul > li, ol > li, blockquote > p, pre, hr, tr"
ADDRESS = "https://kmo.example.org/"
LINES = st.sampled_from(
    [
        *(
            "",
            "",
            "",
            "",
            "een zin",
            "nog een zin",
            "## kop",
            "##kop",
            "##",
            "---",
            "***",
            "===",
            "> citaat",
            ">citaat",
        ),
        *("- punt", "-punt", "* punt", "+ punt", "1. punt", "2. punt", "1) punt", "10. punt", "-", "1."),
        *("  - punt", "    - punt", "   1. punt", "    1. punt", "        - punt", "  zin", "    zin", "\t- punt"),
        *("```", "~~~", "    ```", "  ```", "| a | b |", "|---|---|", "| a | b | c |", "a | b", "---|---"),
    ]
)


def page_of(text: str) -> Page:
    return replace(PAGES[0], body=text, first_line=1)


def outline(html: str) -> list[tuple[str, str, int]]:
    """Return the blocks of a text, each with what is around it and its number of letters.

    For CommonMark a list that goes on with another mark is two lists, and so are two quotes; they look as one.
    """
    return [
        (node.tag or "", (node.parent and node.parent.tag) or "", sum(letter.isalnum() for letter in node.text()))
        for node in LexborHTMLParser(f"<main>{html}</main>").css(BLOCKS)
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_of_every_page_of_the_site(page: Page) -> None:
    assert list(check_markdown(page, ADDRESS)) == []


@settings(max_examples=3_000, deadline=None)
@given(st.lists(LINES, max_size=9).map("\n".join))
def test_a_text_that_is_not_refused_has_the_blocks_that_commonmark_reads(text: str) -> None:
    if not list(check_structure(page_of(text), read_elsewhere(text))):
        assert outline(OURS.reset().convert(text)) == outline(COMMONMARK.render(text)), text
