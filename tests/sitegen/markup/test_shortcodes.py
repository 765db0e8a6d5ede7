"""What editors may ask for by name on a page."""

from pathlib import Path

from tests.support.sources import add_line, build, edit

EXPECTED = {
    'Dat is {{ termijn("aanvraag", "2026-11-09") }}.': 'is <time datetime="2026-11-23">23 november 2026</time>.</p>',
    '{{ termijn("storting", "2026-11-23") }}': '<p><time datetime="2026-12-23">23 december 2026</time></p>',
    'Zie {{ begrip("balanstotaal", "het totaal") }}.': '<a href="../begrippen/#balanstotaal">het totaal</a>',
    'Zie {{ begrip("de-minimis") }}.': '<a href="../begrippen/#de-minimis">de minimis</a>',
    '{{ knop("index", "Naar het begin") }}': '\n<p><a class="button" href="../">Naar het begin</a></p>',
    '{{ rekenmachine("advies", "Reken uit") }}': '<p><a class="button" href="../bereken/#v=1&amp;',
    "{{ kerncijfers() }}": '\n<dl class="key-figures">',
    "![Een icoon](/img/icoon.svg)": '<img alt="Een icoon" src="../assets/img.',
    "{% if not aanbieder.btw_vrijgesteld or false %}Nee{% elif true and true %}Ja{% endif %}.": "<p>Ja.</p>",
}  # fmt: skip


def test_each_becomes_what_the_handbook_says(source: Path) -> None:
    for line in EXPECTED:
        add_line(source / "pages" / "kosten.md", line)
    html = (build(source) / "kosten" / "index.html").read_text("utf-8")
    assert [line for line, expected in EXPECTED.items() if expected not in html] == []


def test_what_the_settings_say_is_never_read_as_html(source: Path) -> None:
    edit(source / "site.toml", "ie-net ingenieursvereniging", "ie<b>&")
    html = (build(source) / "over-ons" / "index.html").read_text("utf-8")
    assert "<b>&" not in html
    assert "ie&lt;b&gt;&amp;" in html
