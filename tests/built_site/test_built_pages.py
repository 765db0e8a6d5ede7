"""The built site as a folder of files."""

import json
import re
from pathlib import Path

import jinja2
import pytest
from selectolax.lexbor import LexborHTMLParser

from calculator.model import Refusal
from calculator.notation import write_date, write_rate, write_round_amount
from calculator.rules import MEDIUM, RULESETS, SMALL
from sitegen.figures.page_figures import figures_now
from sitegen.figures.rule_topics import first_day, rules_of_site
from sitegen.figures.vocabulary import ERRORS, NOTICES
from tests.conftest import TODAY
from tests.support.pages import SLUGS, SOURCE

FRAMED = "insluiten/rekenmachine"
HOST_SCRIPT = "insluiten/hoogte.js"


def html_of(site: Path, slug: str) -> str:
    path = {"index": "index.html", "404": "404.html"}.get(slug, f"{slug}/index.html")
    return (site / path).read_text("utf-8")


@pytest.fixture
def words(built_site: Path) -> jinja2.environment.TemplateModule:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(SOURCE / "templates"), autoescape=True, undefined=jinja2.StrictUndefined
    )
    environment.globals["figures"] = figures_now(TODAY)
    environment.globals["since"] = lambda topic: write_date(first_day(topic, rules_of_site(TODAY)))
    environment.filters["date"] = write_date
    environment.globals["first_rules"] = RULESETS[0].in_force_from
    assert built_site.is_dir()
    return environment.get_template("macros/sentences.html").module


@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_says_that_it_is_not_a_government_website(built_site: Path, slug: str) -> None:
    assert "Dit is geen website van de Vlaamse overheid" in html_of(built_site, slug)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_has_one_title_and_a_way_past_the_menu_if_it_has_one(built_site: Path, slug: str) -> None:
    html = html_of(built_site, slug)
    assert len(re.findall("<h1[ >]", html)) == 1
    assert ("<header" in html) == (slug != FRAMED)
    assert ('<a class="skip-link" href="#inhoud">' in html) == ("<header" in html)


def test_the_figures_on_a_page_are_the_rules(built_site: Path) -> None:
    html, newest = html_of(built_site, "hoeveel"), rules_of_site(TODAY)
    assert write_rate(newest.rates.value[SMALL]) in html
    assert write_rate(newest.rates.value[MEDIUM]) in html
    assert write_round_amount(newest.ceilings.value[SMALL]) in html


def test_links_work_under_any_path_but_those_of_the_page_that_is_served_everywhere(built_site: Path) -> None:
    for slug in set(SLUGS) - {"404"}:
        assert re.findall(r'(?:href|src)="/[^"]*"', html_of(built_site, slug)) == []
    assert 'href="/bereken/"' in html_of(built_site, "404")


@pytest.mark.parametrize("problem", Refusal)
def test_every_refusal_has_a_sentence_and_says_what_to_do(
    words: jinja2.environment.TemplateModule, problem: Refusal
) -> None:
    assert words.refusal(problem).strip().endswith(".")  # type: ignore[attr-defined]
    assert words.advice(problem).strip().endswith(".")  # type: ignore[attr-defined]


def test_every_notice_has_a_sentence(words: jinja2.environment.TemplateModule) -> None:
    for notice, field in NOTICES:
        assert words.notice(notice, field).strip().endswith("."), (notice, field)  # type: ignore[attr-defined]


def test_every_mistake_in_the_form_has_a_sentence(words: jinja2.environment.TemplateModule) -> None:
    for problem, name in ERRORS:
        assert words.error_sentence(problem, name).strip().endswith("."), (problem, name)  # type: ignore[attr-defined]


def test_text_files_have_compressed_copies_that_are_smaller(built_site: Path) -> None:
    page = built_site / "hoeveel" / "index.html"
    for suffix in (".br", ".gz"):
        assert page.with_name(page.name + suffix).stat().st_size < page.stat().st_size / 2


def test_what_other_sites_include_is_smaller_than_a_kilobyte_and_keeps_its_address(built_site: Path) -> None:
    assert (built_site / HOST_SCRIPT).stat().st_size < 1000


def test_the_page_that_other_sites_show_is_found_by_no_search(built_site: Path) -> None:
    assert '<meta name="robots" content="noindex">' in html_of(built_site, FRAMED)
    for listing in ("sitemap.xml", "hoeveel/index.html"):
        assert FRAMED not in (built_site / listing).read_text("utf-8")
    assert not (built_site / "delen" / f"{FRAMED}.png").exists()
    indexed = json.loads((built_site / "zoek" / "index.json").read_text("utf-8"))
    assert len(indexed) > 100
    assert not [section for section in indexed if FRAMED in section["address"]]


def test_the_list_under_a_page_has_three_groups_with_every_page_once(built_site: Path) -> None:
    page = LexborHTMLParser(html_of(built_site, "kosten"))
    groups = [title.text() for title in page.css("footer nav h2")]
    assert groups == ["De regels", "Rekenen en aanvragen", "Over deze site"]
    addresses = [link.attributes["href"] for link in page.css("footer nav a")]
    assert len(addresses) == len(set(addresses))
    findable = [slug for slug in SLUGS if slug not in ("404", FRAMED)]
    assert len(addresses) == len(findable)
    assert addresses[0] == "../"


def test_a_page_of_many_examples_shows_their_answers_and_folds_the_rest(built_site: Path) -> None:
    many = LexborHTMLParser(html_of(built_site, "rekenvoorbeelden")).css("figure.example")
    few = LexborHTMLParser(html_of(built_site, "cybersecurity")).css("figure.example")
    assert len(many) > len(few) > 0
    for example in many:
        assert len(example.css("details")) == 1
        assert [name.text() for name in example.css("figcaption + .example-answer .lead dt")] == ["Subsidie"]
    assert not any(example.css("details") for example in few)
