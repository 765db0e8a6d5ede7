"""The sections of a page as the search reads them."""

from pathlib import Path

import pytest

from sitegen.publish.search import INDEX, Section, read_sections, write_search
from sitegen.source.pages import Page, read_page
from tests.support.sources import edit

HTML = """<html><body><p>Menu</p><main><article>
<h1>Kosten</h1>
<p>Wat telt
mee?</p>
<nav><h2 id="inhoud">Op deze pagina</h2></nav>
<h2 id="btw">De  <em>btw</em></h2>
<p>Nooit.<sup>1</sup></p><p hidden>Verouderd.</p>
<table><tr><th>Kost</th><th>Telt mee?</th></tr><tr><td>Boek</td><td>ja</td></tr></table>
<h2 id="lijst">Lijst</h2>
<h3 id="punten">Punten</h3>
<ul><li>één</li><li>twee</li></ul>
<dl><dt id="kmo">Kmo</dt><dd>Een onderneming.</dd><dt>Los</dt><dd>Blijft erbij.</dd></dl>
<h2 id="bronnen">Bronnen</h2><div class="footnote"><ol><li>VLAIO</li></ol></div>
</article></main></body></html>"""


@pytest.fixture
def page(source: Path) -> Page:
    return read_page(source / "pages" / "kosten.md", source)[0]


def test_a_section_goes_from_a_heading_with_an_anchor_to_the_next_and_has_a_line_for_each_paragraph_item_and_row(
    page: Page,
) -> None:
    assert read_sections(HTML, page) == (
        Section(address="/kosten/", heading=page.title, text="Wat telt mee?"),
        Section(address="/kosten/#btw", heading="De btw", text="Nooit.\nKost · Telt mee?\nBoek · ja"),
        Section(address="/kosten/#punten", heading="Punten", text="één\ntwee"),
        Section(address="/kosten/#kmo", heading="Kmo", text="Een onderneming.\nLos\nBlijft erbij."),
    )


def test_a_page_whose_text_begins_with_a_heading_is_found_by_its_title(page: Page) -> None:
    sections = read_sections("<main><h1>Kosten</h1><h2 id='btw'>De btw</h2><p>Nooit.</p></main>", page)
    assert [section.address for section in sections] == ["/kosten/", "/kosten/#btw"]


def test_the_search_page_itself_and_a_page_without_text_have_no_sections(page: Page) -> None:
    assert read_sections("<main><article><site-search></site-search><p>Alle</p></article></main>", page) == ()
    assert read_sections("<main><h1>Kosten</h1></main>", page) == ()


@pytest.mark.parametrize(("words", "held"), [("EEN", True), ("telt mee", True), ("tel", False), ("mee telt", False)])
def test_a_section_holds_words_whatever_their_capitals_and_accents_but_only_whole(words: str, held: bool) -> None:
    assert Section(address="/", heading="Eén", text="Wat telt mee?").contains(words) is held


def test_a_page_that_may_not_be_found_is_in_no_index(source: Path, tmp_path: Path) -> None:
    edit(source / "pages" / "kosten.md", "menu: 3", "vindbaar: false")
    page, _ = read_page(source / "pages" / "kosten.md", source)
    write_search(tmp_path, {page: read_sections(HTML, page)}, [])
    assert (tmp_path / INDEX).read_text("utf-8") == "[]"
