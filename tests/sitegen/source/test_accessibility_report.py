"""The accessibility statement: it says what the last test found, and of which pages."""

from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from calculator.notation import write_date
from sitegen.site import build_site
from sitegen.source.accessibility_report import FILE, Finding, Inspection, read_inspection, write_inspection
from tests.conftest import TODAY
from tests.support.pages import PAGES, SOURCE


@pytest.fixture
def inspection() -> Inspection:
    inspection, faults = read_inspection(SOURCE)
    assert inspection is not None, faults
    return inspection


def statement_of(site: Path) -> str:
    html = LexborHTMLParser((site / "toegankelijkheid" / "index.html").read_text("utf-8"))
    article = html.css_first("article")
    assert article is not None
    return " ".join(article.text().split())


def built_with(source: Path, inspection: Inspection) -> str:
    write_inspection(inspection, source)
    return statement_of(build_site(source, source.parent / "dist", TODAY, print).out)


def test_the_last_test_looked_at_every_page_there_is(inspection: Inspection) -> None:
    remedy = "type `uv run --group test python -m tools.accessibility`"
    assert sorted(inspection.pages) == sorted(page.slug for page in PAGES), remedy


def test_a_report_comes_back_as_it_was_written(source: Path, inspection: Inspection) -> None:
    write_inspection(inspection, source)
    assert (source / FILE).read_bytes() == (SOURCE / FILE).read_bytes()


def test_the_statement_says_what_was_tested_when_and_how_and_that_it_is_only_a_part(
    built_site: Path, inspection: Inspection
) -> None:
    words = statement_of(built_site)
    for said in (
        "voldoet gedeeltelijk aan WCAG 2.2, niveau AA",
        f"Wij testten op {write_date(inspection.day)} met het programma axe {inspection.axe}",
        f"{len(inspection.pages)} pagina’s",
        f"{inspection.rules} regels",
        "Een programma vindt maar een deel van de problemen",
        "een test met een schermlezer",
        "christine.mortelmans@ie-net.be",
    ):
        assert said in words
    assert "nog niet getest" not in words


def test_a_rule_that_is_broken_is_told_with_its_pages(source: Path, inspection: Inspection) -> None:
    words = built_with(source, replace(inspection, violations=(Finding("color-contrast", ("kosten", "termijnen")),)))
    assert "De laatste test vond problemen." in words
    told = "Is de tekst goed te lezen op zijn achtergrond? Dat gaat over Welke kosten tellen mee?, Termijnen."
    assert told in words
    assert "vond geen fouten" not in words


def test_what_was_not_tested_is_said(source: Path, inspection: Inspection) -> None:
    words = built_with(source, replace(inspection, pages=inspection.pages[1:-1], accents=("#000000", "#ffffff")))
    assert "zijn nog niet getest: " in words
    assert "De kleuren van deze website zijn sindsdien veranderd." in words


def test_without_a_test_the_statement_says_that_it_is_not_known(source: Path) -> None:
    (source / FILE).unlink()
    words = statement_of(build_site(source, source.parent / "dist", TODAY, print).out)
    assert "Dat weten wij nog niet: deze website is nog niet getest." in words


def test_the_pages_of_another_provider_that_were_not_tested_are_named(other_site: Path) -> None:
    words = statement_of(other_site)
    assert "zijn nog niet getest: Onze opleidingen." in words
    assert "De kleuren van deze website zijn sindsdien veranderd." in words


def test_every_finding_is_told_in_words(inspection: Inspection) -> None:
    template = (SOURCE / "templates" / "pages" / "toegankelijkheid.html").read_text("utf-8")
    for finding in (*inspection.violations, *inspection.undecided):
        assert f'"{finding.rule}": ' in template
