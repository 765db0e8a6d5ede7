"""The quicker Markdown writes what Python-Markdown writes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from sitegen.markup.markdown import EXTENSION_CONFIGS, LAST, TableProcessor, make_markdown
from sitegen.pages.renderer import EXTENSIONS
from sitegen.source.pages import Page, read_pages
from tests.conftest import ROOT

PAGES = [page for page in read_pages(ROOT / "site_src")[0] if page.body.strip()]
ORDINARY = Markdown(extensions=EXTENSIONS, extension_configs=EXTENSION_CONFIGS, output_format="html")
ORDINARY.treeprocessors.register(TableProcessor(ORDINARY), "tables", LAST)
QUICK = make_markdown(EXTENSIONS)
PIECES = st.sampled_from(
    [
        "woord",
        " ",
        "  \n",
        "\n",
        "\n\n",
        "`",
        "``",
        "\\",
        "\\*",
        "*",
        "**",
        "***",
        "_",
        "__",
        "[",
        "]",
        "[a]",
        "[^1]",
        "[^1]: noot\n",
        "(",
        ")",
        "(/kosten/)",
        '(/a "b")',
        "![",
        "![alt](/img/a.png)",
        "<",
        ">",
        "<b>",
        "</b>",
        "<https://a.be>",
        "<a@b.be>",
        "&",
        "&amp;",
        "&#8364;",
        "{: .vast }",
        "{: #naam }",
        "# ",
        "## ",
        "- ",
        "1. ",
        "| a | b |\n|---|---|\n| c | d |\n",
        '!!! let-op "Titel"\n    ',
        ":   ",
        "[a]: /b/\n",
        "€",
        "http://a.be",
    ]
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_of_every_page(page: Page) -> None:
    assert QUICK.reset().convert(page.body) == ORDINARY.reset().convert(page.body)
    assert [(item["id"], item["name"]) for item in QUICK.toc_tokens] == [  # type: ignore[attr-defined] # toc sets it
        (item["id"], item["name"])
        for item in ORDINARY.toc_tokens  # type: ignore[attr-defined] # toc sets it
    ]


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_of_any_text(text: str) -> None:
    assert QUICK.reset().convert(text) == ORDINARY.reset().convert(text)
