"""What machines read of the site: the map, the feed, the data on pages, the pictures of links."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from calculator.rules import RULESETS
from tests.support import pages
from tests.support.sources import build, edit

ADDRESS = "https://kmo.example.org/"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
PAGES = [page for page in pages.PAGES if page.findable]
SLUGS = [page.slug for page in PAGES]


def page_of(site: Path, slug: str) -> LexborHTMLParser:
    folder = site if slug == "index" else site / slug
    return LexborHTMLParser((folder / "index.html").read_text("utf-8"))


def content_of(html: LexborHTMLParser, name: str) -> str | None:
    node = html.css_first(f'meta[property="{name}"]')
    return node.attributes["content"] if node else None


def data_of(html: LexborHTMLParser) -> dict[str, dict[str, object]]:
    node = html.css_first('script[type="application/ld+json"]')
    return {item["@type"]: item for item in json.loads(node.text())} if node else {}


def test_the_map_holds_every_page_with_the_day_it_was_last_checked(built_site: Path) -> None:
    root = ET.parse(built_site / "sitemap.xml").getroot()
    found = {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in root}
    assert found == {ADDRESS + page.address.lstrip("/"): page.checked_on.isoformat() for page in PAGES}
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (built_site / "robots.txt").read_text("utf-8")


def test_the_feed_has_an_entry_for_each_change_that_leads_to_it(built_site: Path) -> None:
    root = ET.parse(built_site / "wijzigingen.xml").getroot()
    entries = root.findall(f"{ATOM}entry")
    days = [rules.in_force_from.isoformat() for rules in reversed(RULESETS)]
    assert [(entry.findtext(f"{ATOM}updated") or "")[:10] for entry in entries] == days
    ids = {node.attributes["id"] for node in page_of(built_site, "wijzigingen").css("[id]")}
    for entry in entries:
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert link.attrib["href"].removeprefix(f"{ADDRESS}wijzigingen/#") in ids
        content = LexborHTMLParser(entry.findtext(f"{ATOM}content") or "")
        assert content.css("dt")
        assert "<" not in content.text()
    assert root.findtext(f"{ATOM}updated") == f"{days[0]}T00:00:00Z"


@pytest.mark.parametrize("slug", SLUGS)
def test_a_shared_link_has_a_title_a_sentence_and_a_picture_of_its_own(built_site: Path, slug: str) -> None:
    html, page = page_of(built_site, slug), next(page for page in PAGES if page.slug == slug)
    assert content_of(html, "og:title") == page.title
    assert content_of(html, "og:description") == page.description
    picture = built_site / (content_of(html, "og:image") or "").removeprefix(ADDRESS)
    assert picture.stat().st_size < 40_000
    with Image.open(picture) as image:
        assert (image.format, image.size) == ("PNG", (1200, 630))


def test_no_two_pages_share_a_picture(built_site: Path) -> None:
    assert len({(built_site / "delen" / f"{slug}.png").read_bytes() for slug in SLUGS}) == len(SLUGS)


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug != "index"])
def test_every_page_but_the_first_says_where_it_stands(built_site: Path, slug: str) -> None:
    steps = data_of(page_of(built_site, slug))["BreadcrumbList"]["itemListElement"]
    assert isinstance(steps, list)
    assert [step["item"] for step in steps] == [ADDRESS, f"{ADDRESS}{slug}/"]


def test_the_questions_are_told_with_the_answers_that_visitors_read(built_site: Path) -> None:
    html = page_of(built_site, "veelgestelde-vragen")
    html.strip_tags(["sup"])
    questions = data_of(html)["FAQPage"]["mainEntity"]
    assert isinstance(questions, list)
    assert [question["name"] for question in questions] == [node.text() for node in html.css("article h3")]
    seen = " ".join(html.css_first("article").text().split())  # type: ignore[union-attr] # there is one
    for question in questions:
        assert question["acceptedAnswer"]["text"].split(" ")[0]
        assert question["acceptedAnswer"]["text"][:40] in seen


def test_a_title_cannot_end_the_script_that_tells_it(source: Path) -> None:
    edit(source / "pages" / "kosten.md", "titel: ", "titel: </script><b>Ha</b> ")
    html = page_of(build(source), "kosten")
    assert data_of(html)["BreadcrumbList"]
    assert html.css_first("head b") is None


def test_addresses_follow_the_place_where_the_site_will_live(source: Path) -> None:
    edit(source / "site.toml", ADDRESS, "https://example.org/kmo")
    out = build(source)
    assert "<loc>https://example.org/kmo/kosten/</loc>" in (out / "sitemap.xml").read_text("utf-8")
    assert content_of(page_of(out, "kosten"), "og:image") == "https://example.org/kmo/delen/kosten.png"
