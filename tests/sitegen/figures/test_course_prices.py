"""The provider's courses: what they cost after the subsidy, until when one applies, and what is left out."""

import json
import tomllib
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from calculator.page.answer import answer_json
from sitegen.figures.course_prices import make_offers
from sitegen.site import build_site
from sitegen.source.courses import read_courses
from tests.conftest import COURSES_ON, OTHER_PROVIDER, ROOT

HANDBOOK = (ROOT / "docs" / "redactie.md").read_text("utf-8")
PHISHING = "Phishing <herkennen> & voorkomen"


@pytest.fixture(scope="module")
def catalogue(other_site: Path) -> LexborHTMLParser:
    return LexborHTMLParser((other_site / "opleidingen" / "index.html").read_text("utf-8"))


def courses_on(catalogue: LexborHTMLParser) -> dict[str, LexborNode]:
    return {node.css("h2")[0].text(): node for node in catalogue.css("main section.example")}


def words_of(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split()).replace("\xa0", " ")


def test_without_courses_there_is_no_page_and_no_menu_entry(built_site: Path) -> None:
    assert not (built_site / "opleidingen").exists()
    assert "opleidingen/" not in (built_site / "index.html").read_text("utf-8")
    assert "opleidingen/" not in (built_site / "sitemap.xml").read_text("utf-8")


def test_the_courses_are_in_the_menu_and_stand_in_order_of_their_start(
    catalogue: LexborHTMLParser, other_site: Path
) -> None:
    home = LexborHTMLParser((other_site / "index.html").read_text("utf-8"))
    assert "./opleidingen/" in [link.attributes["href"] for link in home.css(".menu a")]
    assert list(courses_on(catalogue)) == ["Een webwinkel beginnen", PHISHING, "Uw jaarrekening lezen"]


def test_a_course_shows_its_price_what_is_left_of_it_and_the_last_day_to_apply(catalogue: LexborHTMLParser) -> None:
    words = words_of(courses_on(catalogue)[PHISHING])
    for shown in (
        "Dinsdag 1 december 2026 tot en met dinsdag 15 december 2026, 3 lesdagen",
        "Prijs, zonder btw € 1.380,50",  # 1250.50 + 40 + 90
        "Kleine onderneming: subsidie (45 %) € 614,48",  # 45 % of (1250.50 + 40 + 75), rounded half up
        "Kleine onderneming: u betaalt, met btw € 1.055,93",  # 1380.50 × 1.21 rounded, minus the subsidy
        "Middelgrote onderneming: subsidie (35 %) € 477,93",
        "Middelgrote onderneming: u betaalt, met btw € 1.192,48",
        "Vraag aan ten laatste op dinsdag 15 december 2026",
    ):
        assert shown in words
    assert "regels van 23 november 2026" in words_of(catalogue.css("article")[0])


def test_a_course_below_the_minimum_says_why_there_is_no_subsidy(catalogue: LexborHTMLParser) -> None:
    words = words_of(courses_on(catalogue)["Uw jaarrekening lezen"])
    assert "Voor één deelnemer is er geen subsidie. De kosten die meetellen zijn te laag" in words
    assert "Vraag aan" not in words


def test_a_course_that_began_stays_until_the_last_day_to_apply(catalogue: LexborHTMLParser) -> None:
    words = words_of(courses_on(catalogue)["Een webwinkel beginnen"])
    assert "Deze opleiding is al begonnen." in words
    assert "Vraag aan ten laatste op maandag 23 november 2026" in words


def test_each_link_gives_in_the_calculator_what_the_page_says(catalogue: LexborHTMLParser) -> None:
    counted = 0
    for course in courses_on(catalogue).values():
        for link in course.css('a[href^="../bereken/"]'):
            values = dict(parse_qsl((link.attributes["href"] or "").partition("#v=1&")[2], strict_parsing=True))
            answer = json.loads(answer_json(json.dumps({"submitted_on": COURSES_ON.isoformat(), **values})))
            if answer["outcome"]["status"] == "subsidie":
                assert answer["texts"]["subsidy"].replace("\xa0", " ") in words_of(course)
                assert answer["texts"]["outlay"].replace("\xa0", " ") in words_of(course)
                counted += 1
    assert counted == 4


def test_search_engines_read_each_course_with_its_price_and_its_days(catalogue: LexborHTMLParser) -> None:
    (script,) = catalogue.css('script[type="application/ld+json"]')
    courses = [item for item in json.loads(script.text()) if item["@type"] == "Course"]
    assert [course["name"] for course in courses] == list(courses_on(catalogue))
    phishing = courses[1]
    assert phishing["provider"]["name"] == "Wolk & Zee Academie"
    assert phishing["offers"]["@type"] == "Offer"
    assert (phishing["offers"]["price"], phishing["offers"]["priceCurrency"]) == ("1380.50", "EUR")
    assert phishing["offers"]["priceSpecification"]["valueAddedTaxIncluded"] is False
    assert phishing["hasCourseInstance"]["startDate"] == "2026-12-01"


def test_a_course_that_is_over_is_left_out_and_the_build_says_which_and_when_to_build_again(
    source: Path,
) -> None:
    (source / "opleidingen.toml").write_bytes((OTHER_PROVIDER / "opleidingen.toml").read_bytes())
    built = build_site(source, source.parent / "dist", COURSES_ON, print)
    assert built.left_out == {
        'bron/opleidingen.toml:24 "Leidinggeven in de zorg"': "aanvragen kon tot en met 16 november 2026"
    }
    assert built.changes_on == date(2026, 11, 24)
    assert "Leidinggeven" not in (built.out / "opleidingen" / "index.html").read_text("utf-8")


def test_a_provider_without_vat_charges_none(source: Path) -> None:
    (source / "opleidingen.toml").write_bytes((OTHER_PROVIDER / "opleidingen.toml").read_bytes())
    built = build_site(source, source.parent / "dist", COURSES_ON, print)
    catalogue = LexborHTMLParser((built.out / "opleidingen" / "index.html").read_text("utf-8"))
    words = " ".join(words_of(course) for course in courses_on(catalogue).values())
    assert "Kleine onderneming: u betaalt € 595,00" in words
    assert "btw" not in words


def test_a_page_without_courses_to_come_says_whom_to_ask(source: Path) -> None:
    (source / "opleidingen.toml").write_text("", "utf-8")
    built = build_site(source, source.parent / "dist", COURSES_ON, print)
    words = words_of(LexborHTMLParser((built.out / "opleidingen" / "index.html").read_text("utf-8")).css("article")[0])
    assert "Er zijn nu geen opleidingen gepland. Vraag ernaar bij Christine Mortelmans" in words


@pytest.mark.parametrize(
    ("today", "start", "begins"),
    [
        (date(2026, 1, 20), date(2026, 1, 25), date(2026, 2, 1)),
        (date(2026, 1, 20), date(2026, 1, 17), None),  # the last day to apply is 31 January
        (date(2026, 2, 1), date(2026, 1, 25), None),
    ],
)
def test_rules_that_begin_within_the_time_to_apply_are_announced(
    source: Path, today: date, start: date, begins: date | None
) -> None:
    (source / "opleidingen.toml").write_text(
        f'[[opleiding]]\ntitel = "Sparen"\nthema = "energie"\nlesdagen = [{start}]\nprijs = 500\n'
        'adres = "https://www.wolk.example/"\n',
        "utf-8",
    )
    courses, diagnostics = read_courses(source)
    assert (diagnostics, [offer.other_rules_from for offer in make_offers(courses or (), today, "21")]) == (
        [],
        [begins],
    )


def test_the_sample_in_the_handbook_is_a_course(source: Path) -> None:
    section = HANDBOOK.partition("## Opleidingen")[2].partition("\n## ")[0]
    lines = [line.removeprefix("    ") for line in section.splitlines() if line.startswith("    ")]
    (source / "opleidingen.toml").write_text("\n".join(lines), "utf-8")
    courses, diagnostics = read_courses(source)
    assert diagnostics == []
    assert [course.title for course in courses or ()] == ["Phishing herkennen"]
    assert tomllib.loads("\n".join(lines))["opleiding"][0].keys() == {
        "titel", "thema", "lesdagen", "prijs", "cursusmateriaal", "catering", "adres"
    }  # fmt: skip


COURSE = (
    '{brackets}\ntitel = "Sparen"\nthema = "energie"\nlesdagen = [2027-01-18]\n'
    'prijs = {price}\nadres = "https://www.wolk.example/"\n'
)


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        (COURSE.format(brackets="[opleiding]", price="500"), 1, "KMO033"),
        (COURSE.format(brackets="[[opleiding]]", price="true"), 5, "KMO033"),
        (COURSE.format(brackets="[[opleiding]]", price="-500"), 5, "KMO072"),
        (COURSE.format(brackets="[[opleiding]]", price='"12,345"'), 5, "KMO072"),
        (COURSE.format(brackets="[[opleiding]]", price="500").replace("[2027-01-18]", "[]"), 4, "KMO071"),
        (COURSE.format(brackets="[[opleiding]]", price="500").replace("energie", "geen"), 3, "KMO070"),
        (COURSE.format(brackets="[[opleiding]]", price="500").replace("Sparen", "Énergie"), 2, "KMO018"),
    ],
)
def test_what_is_no_course_is_named_with_its_line(source: Path, text: str, line: int, code: str) -> None:
    (source / "opleidingen.toml").write_bytes(text.encode("latin-1"))
    _, diagnostics = read_courses(source)
    assert [(diagnostic.path, diagnostic.line, diagnostic.code) for diagnostic in diagnostics] == [
        ("bron/opleidingen.toml", line, code)
    ]


def test_a_good_course_gives_no_diagnostic(source: Path) -> None:
    (source / "opleidingen.toml").write_text(COURSE.format(brackets="[[opleiding]]", price="500"), "utf-8")
    courses, diagnostics = read_courses(source)
    assert diagnostics == []
    assert [str(course.price) for course in courses or ()] == ["500"]
