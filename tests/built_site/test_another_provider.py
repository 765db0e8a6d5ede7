"""Another registered provider changes `site.toml`, and has a correct site without a trace of the first one."""

import gzip
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from sitegen.publish.social_cards import MARK
from tests.conftest import ROOT

SOURCE = ROOT / "site_src"
ADDRESS = "https://www.wolk.example/subsidie/kmo/"
UNPACKED = {".br": brotli.decompress, ".gz": gzip.decompress}
PROGRAM = "Subsidiewijzer kmo-portefeuille"
"""What the first provider calls its site is also the program's name, which the licences name."""

GZIP = b"\x1f\x8b"


def settings_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from settings_in(part)
    elif isinstance(value, str):
        yield value


FIRST = sorted(settings_in(tomllib.loads((SOURCE / "site.toml").read_text("utf-8"))))


def text_of(path: Path) -> str:
    """Give what a file holds, unpacked, with its letters in small."""
    data = path.read_bytes()
    if unpack := UNPACKED.get(path.suffix):
        data = unpack(data)
    elif data.startswith(GZIP):
        data = gzip.decompress(data)
    return data.decode("utf-8", "replace").lower()


def page_of(site: Path, path: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / path).read_text("utf-8"))


def findable_pages(site: Path) -> list[Path]:
    """Give the pages that are not made for the page of another site."""
    return [page for page in site.rglob("index.html") if "noindex" not in page.read_text("utf-8")]


def words_of(site: Path, path: str) -> str:
    body = page_of(site, path).css_first("main")
    assert body is not None
    return " ".join(body.text().split())


def accent_of(picture: Path) -> str:
    """Return the colour of the full part of the split bar above a picture's title."""
    with Image.open(picture) as image:
        return "#{:02x}{:02x}{:02x}".format(*image.convert("RGB").getpixel((MARK[0] + 12, MARK[1] + 12)))  # type: ignore[misc] # three numbers


def test_no_file_holds_a_setting_of_the_first_provider(other_site: Path) -> None:
    traces = [*(setting.lower() for setting in FIRST if setting != PROGRAM), "ie-net", "mortelmans", "217461"]
    found = [
        f"{path.relative_to(other_site)}: {trace}"
        for path in sorted(other_site.rglob("*"))
        if path.is_file()
        for text in [text_of(path)]
        for trace in traces
        if trace in text
    ]
    assert found == []


def test_the_first_provider_is_found_on_its_own_site_in_the_same_way(built_site: Path) -> None:
    everything = "".join(text_of(path) for path in built_site.rglob("*") if path.suffix != ".br" and path.is_file())
    for setting in FIRST:
        assert setting.lower() in everything, setting


def test_every_page_names_the_other_provider_at_its_foot(other_site: Path) -> None:
    for page in findable_pages(other_site):
        foot = LexborHTMLParser(page.read_text("utf-8")).css_first("footer")
        assert foot is not None
        for words in ("Wolk & Zee Academie", "DV.O109876", "Noor Zeeman", "09 123 45 67"):
            assert words in foot.text(), page


def test_a_provider_with_vat_says_so_and_one_without_says_that(other_site: Path, built_site: Path) -> None:
    for path, with_vat, without in (
        ("kosten/index.html", "komt er btw op de factuur", "op een factuur van ons staat dus geen btw"),
        ("over-ons/index.html", "Op onze facturen komt btw bij de prijs", "is vrijgesteld van btw"),
    ):
        assert with_vat in words_of(other_site, path)
        assert without not in words_of(other_site, path)
        assert without in words_of(built_site, path)
        assert with_vat not in words_of(built_site, path)


@pytest.mark.parametrize(("provider", "rate"), [("built_site", "0"), ("other_site", "21")])
def test_the_examples_of_the_calculator_have_the_vat_of_the_provider_and_its_empty_form_has_none(
    provider: str, rate: str, request: pytest.FixtureRequest
) -> None:
    page = page_of(request.getfixturevalue(provider), "bereken/index.html")
    field = page.css_first('input[name="project.vat_rate"]')
    assert field is not None
    assert "value" not in field.attributes
    first = page.css_first(".starting-examples a")
    assert first is not None
    assert f"&project.vat_rate={rate}&" in (first.attributes["href"] or "")


def test_what_the_law_asks_of_the_provider_stands_on_its_pages(other_site: Path) -> None:
    about, privacy, access = (
        words_of(other_site, f"{page}/index.html") for page in ("over-ons", "privacy", "toegankelijkheid")
    )
    assert (
        "Onze rechtsvorm: bv. Ons adres: Visserskaai 1, 8400 Oostende. "
        "Ons ondernemingsnummer: 0123.456.749, RPR Gent, afdeling Oostende. Ons btw-nummer: BE 0123.456.749."
    ) in about
    for words in (
        "Verantwoordelijk voor uw gegevens is Jan Golf, Visserskaai 1, 8400 Oostende.",
        "Mail naar privacy@wolk.example.",
        "op deze grond van artikel 6 van de AVG: gerechtvaardigd belang.",
        "Zo lang bewaren wij ze: een jaar na ons antwoord.",
        "Zo lang wordt dat bewaard: veertien dagen.",
    ):
        assert words in privacy
    assert "E-mail: toegang@wolk.example Telefoon: 059 12 34 56" in access


def test_a_provider_who_decided_nothing_yet_claims_nothing(built_site: Path) -> None:
    about, privacy = (words_of(built_site, f"{page}/index.html") for page in ("over-ons", "privacy"))
    for words in ("rechtsvorm", "Ons adres", "ondernemingsnummer:", "btw-nummer:"):
        assert words not in about
    assert "Verantwoordelijk voor uw gegevens is ie-net ingenieursvereniging." in privacy
    for words in ("AVG", "Zo lang bewaren wij ze", "Zo lang wordt dat bewaard"):
        assert words not in privacy


def test_no_page_says_that_the_other_provider_tested_checked_or_made_it(other_site: Path) -> None:
    assert "deze website is nog niet getest" in words_of(other_site, "toegankelijkheid/index.html")
    claims = ("wij testten", "wij keken", "wij onderzochten", "gemaakt door")
    for page in findable_pages(other_site):
        text = " ".join(LexborHTMLParser(page.read_text("utf-8")).text().split()).lower()
        assert [claim for claim in claims if claim in text] == [], page


def test_the_other_colours_are_those_of_the_pages_the_pictures_and_an_installed_site(
    other_site: Path, built_site: Path
) -> None:
    (sheet,) = other_site.glob("assets/css/text.*.css")
    assert "--accent: var(--chosen-light, #7a1f5c)" in sheet.read_text("utf-8")
    assert "--accent: var(--chosen-dark, #f2a7d8)" in sheet.read_text("utf-8")
    assert accent_of(other_site / "delen" / "kosten.png") == "#7a1f5c"
    assert accent_of(built_site / "delen" / "kosten.png") == "#2b46b9"
    manifest = json.loads((other_site / "manifest.webmanifest").read_text("utf-8"))
    assert (manifest["theme_color"], manifest["name"]) == ("#7a1f5c", "Leren met de kmo-portefeuille")
    (icon,) = other_site.glob("assets/img.*/icoon.svg")
    assert 'fill="#7a1f5c"' in icon.read_text("utf-8")


def test_every_address_is_under_the_path_where_the_site_will_live(other_site: Path) -> None:
    for page in findable_pages(other_site):
        canonical = LexborHTMLParser(page.read_text("utf-8")).css_first('link[rel="canonical"]')
        assert canonical is not None
        place = page.parent.relative_to(other_site).as_posix()
        assert canonical.attributes["href"] == ADDRESS + ("" if place == "." else f"{place}/")
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (other_site / "robots.txt").read_text("utf-8")
    assert f"<id>{ADDRESS}wijzigingen.xml</id>" in (other_site / "wijzigingen.xml").read_text("utf-8")
    assert "<author><name>Wolk &amp; Zee Academie</name></author>" in (other_site / "wijzigingen.xml").read_text(
        "utf-8"
    )
    assert 'href="/subsidie/kmo/bereken/"' in (other_site / "404.html").read_text("utf-8")
