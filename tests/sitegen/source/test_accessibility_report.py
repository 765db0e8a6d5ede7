"""The accessibility statement: it says what the last test found, and of which pages."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from calculator.notation import write_date
from sitegen.site import build_site
from sitegen.source.accessibility_report import (
    FILE,
    AccessibilityReport,
    Finding,
    read_accessibility_report,
    write_accessibility_report,
)
from tests.conftest import TODAY
from tests.support.pages import PAGES, SOURCE
from tests.support.sources import edit


@pytest.fixture
def report() -> AccessibilityReport:
    report, diagnostics = read_accessibility_report(SOURCE)
    assert report is not None, diagnostics
    return report


def statement_of(site: Path) -> str:
    html = LexborHTMLParser((site / "toegankelijkheid" / "index.html").read_text("utf-8"))
    article = html.css_first("article")
    assert article is not None
    return " ".join(article.text().split())


def built_with(source: Path, report: AccessibilityReport) -> str:
    write_accessibility_report(report, source)
    return statement_of(build_site(source, source.parent / "dist", TODAY, print).out)


def test_the_last_test_looked_at_every_page_there_is(report: AccessibilityReport) -> None:
    remedy = "type `uv run --group test python -m tools.accessibility`"
    assert sorted(report.pages) == sorted(page.slug for page in PAGES), remedy


def test_a_report_comes_back_as_it_was_written(source: Path, report: AccessibilityReport) -> None:
    write_accessibility_report(report, source)
    assert (source / FILE).read_bytes() == (SOURCE / FILE).read_bytes()


def test_the_statement_says_what_was_tested_when_and_how_and_that_it_is_only_a_part(
    built_site: Path, report: AccessibilityReport
) -> None:
    words = statement_of(built_site)
    for said in (
        "voldoet gedeeltelijk aan WCAG 2.2, niveau AA",
        f"De laatste test was op {write_date(report.day)}, met het programma axe {report.axe}",
        f"{len(report.pages)} pagina’s",
        f"{report.rules} regels",
        "Een programma vindt maar een deel van de problemen",
        "een test met een schermlezer",
        "christine.mortelmans@ie-net.be",
    ):
        assert said in words
    assert "nog niet getest" not in words


def test_a_rule_that_is_broken_is_told_with_its_pages(source: Path, report: AccessibilityReport) -> None:
    words = built_with(source, replace(report, violations=(Finding("color-contrast", ("kosten", "termijnen")),)))
    assert "De laatste test vond problemen." in words
    told = "Is de tekst goed te lezen op zijn achtergrond? Dat gaat over Welke kosten tellen mee?, Termijnen."
    assert told in words
    assert "vond geen fouten" not in words


def test_what_was_not_tested_is_said(source: Path, report: AccessibilityReport) -> None:
    words = built_with(source, replace(report, pages=report.pages[1:-1], accents=("#000000", "#ffffff")))
    assert "zijn nog niet getest: " in words
    assert "De kleuren van deze website zijn sindsdien veranderd." in words


def test_without_a_test_the_statement_says_that_it_is_not_known(source: Path) -> None:
    (source / FILE).unlink()
    words = statement_of(build_site(source, source.parent / "dist", TODAY, print).out)
    assert "Dat weten wij nog niet: deze website is nog niet getest." in words


def test_a_test_from_before_this_provider_is_not_told(source: Path, report: AccessibilityReport) -> None:
    edit(source / "site.toml", "btw_vrijgesteld", f"sinds = {report.day + timedelta(days=1)}\nbtw_vrijgesteld")
    words = built_with(source, report)
    assert "Dat weten wij nog niet: deze website is nog niet getest." in words
    assert report.axe not in words


def test_every_finding_is_told_in_words(report: AccessibilityReport) -> None:
    template = (SOURCE / "templates" / "pages" / "toegankelijkheid.html").read_text("utf-8")
    for finding in (*report.violations, *report.undecided):
        assert f'"{finding.rule}": ' in template
