"""A figure that an editor types is seen, however it is written; what only looks like one is left alone."""

import pytest

from sitegen.markup.typed_figures import check_prose
from sitegen.source.front_matter import build_front_matter
from sitegen.source.pages import make_page


def codes_of(sentence: str) -> list[str]:
    page = make_page("proef", "proef.md", 1, sentence, build_front_matter({}, "proef"), {})
    return [diagnostic.code for diagnostic in check_prose(page)]


GOOD_SENTENCES = (
    "Europa begrenst dat tot [€ 300.000](https://vlaio.be/nl/x){: .vast } in drie jaar.",
    "U krijgt {{ steunpercentage_klein }} van {{ steunplafond }}.",
    "Wie een code typt, schrijft `costs.deelname: 30 %`.",
    "De wet van 30 december 2019 heeft 12 artikels, zei men in 2020.",
    "Geen euro, geen procent: bel 1700.",
    "Zie [de tekst](https://www.vlaio.be/nl/30%25-van-25-euro).",
    "```text\nprijs = 30 % van € 100\n```",
    '!!! let-op "Te laat"\n    Dan krijgt u niets.',
)  # fmt: skip


@pytest.mark.parametrize("sentence", GOOD_SENTENCES)
def test_a_good_sentence_is_left_alone(sentence: str) -> None:
    assert codes_of(sentence) == []


@pytest.mark.parametrize(
    "figure",
    [
        "€ 25", "€25", "25 €", "25 euro", "EUR 25", "25 EUR", "€ 1.250,50", "25 duizend euro", "1,5 miljoen euro",
        "30%", "30 %", "30 procent", "**30** %", "3,5 procentpunt", "dertig procent", "honderd euro", "&euro; 25",
        "7.500&nbsp;euro", "*twee* procent", "<b>30</b> %",
    ],
)  # fmt: skip
def test_every_way_to_type_a_figure_is_seen(figure: str) -> None:
    assert codes_of(f"Dat is {figure} hoogstens.") == ["KMO016"]
