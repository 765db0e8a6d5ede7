"""Long sentences and stiff words: advice to the editor, with its place, that stops nothing."""

from pathlib import Path

import pytest

from sitegen.markup.plain_language import MOST_WORDS, PLAIN_WORDS, check_plain_language, check_template_language
from sitegen.site import build_site
from sitegen.source.pages import read_page
from tests.conftest import TODAY
from tests.support.sources import add_line, edit

LONG = "Een zin met " + "heel " * (MOST_WORDS - 4) + "veel woorden."


def advice_on(source: Path, sentence: str) -> list[tuple[int, str]]:
    path = source / "pages" / "kosten.md"
    line = add_line(path, sentence)
    page, _ = read_page(path, source)
    found = list(check_plain_language(page))
    assert {diagnostic.line for diagnostic in found} <= {line}
    return [(diagnostic.column, diagnostic.code) for diagnostic in found]


def test_advice_names_the_place_and_what_to_write_and_stops_no_build(source: Path) -> None:
    stiff = add_line(source / "pages" / "kosten.md", "Vraag het na indien u twijfelt.")
    long = add_line(source / "pages" / "kosten.md", f"Kort. {LONG}")
    built = build_site(source, source.parent / "dist", TODAY, print)
    assert [str(diagnostic) for diagnostic in built.warnings] == [
        f'bron/pages/kosten.md:{stiff}:14: KMO081 "indien" is een stijf woord; schrijf "als"',
        f"bron/pages/kosten.md:{long}:7: KMO080 een zin van {MOST_WORDS + 1} woorden, meer dan {MOST_WORDS}; "
        "maak er twee zinnen van, of laat iets weg",
    ]


def test_our_own_pages_and_templates_need_no_advice(source: Path) -> None:
    warnings = build_site(source, source.parent / "dist", TODAY, print).warnings
    assert [str(diagnostic) for diagnostic in warnings if diagnostic.code in ("KMO080", "KMO081")] == []


def test_templates_get_advice_too_across_their_lines(source: Path) -> None:
    path = source / "templates" / "pages" / "zoeken.html"
    long = LONG.replace(" heel", "\n  heel", 1)
    added = f"{{# Twee\nregels. #}}\n<pre>\n</pre>\n<p>{long}</p>\n<p>Gelieve\n te zoeken.</p>"
    edit(path, "{{ body.html }}", "{{ body.html }}\n" + added)
    line = path.read_text("utf-8").partition("<p>Een zin")[0].count("\n") + 1
    found = [
        (diagnostic.path, diagnostic.line, diagnostic.column, diagnostic.code)
        for diagnostic in check_template_language(source)
    ]
    assert found == [
        ("bron/templates/pages/zoeken.html", line, 4, "KMO080"),
        ("bron/templates/pages/zoeken.html", line + 2, 4, "KMO081"),
    ]


@pytest.mark.parametrize("stiff", PLAIN_WORDS)
def test_every_stiff_word_is_seen_in_a_sentence(source: Path, stiff: str) -> None:
    assert (1, "KMO081") in advice_on(source, f"{stiff.capitalize()} dat zo is, hangt ervan af.")


@pytest.mark.parametrize(
    "sentence",
    [
        LONG.replace("heel ", "", 1),
        f"{' '.join(LONG.split()[:12])}. {' '.join(LONG.split()[12:])}",
        f"Zie [{' '.join(LONG.split()[:20])}](https://www.vlaio.be/een-adres-met-heel-veel-woorden-indien-het-moet/).",
        "| " + " | ".join(LONG.split()) + " |",
        "U krijgt {{ op('2019-11-30').steunplafond_klein }} of {{ steunplafond }}.",
        "De `indien` uit de code, en een herbekomen bekomenis.",
    ],
)
def test_a_plain_sentence_gets_no_advice(source: Path, sentence: str) -> None:
    assert advice_on(source, sentence) == []
