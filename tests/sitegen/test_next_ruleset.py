"""A ruleset may be added the day it is announced: until it begins it is announced, and from then on it holds."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, expect
from selectolax.lexbor import LexborHTMLParser

from calculator.model import EnterpriseSize, Service, Theme
from calculator.notation import write_amount, write_date, write_rate, write_round_amount
from calculator.rules import RULESETS
from sitegen.preview.static_server import make_server
from tests.support.next_ruleset import ADDED, BEGINS, DAY, LOWER_CEILING, LOWER_RATE, Said, build_days, make_copy

BEFORE, AFTER = BEGINS - DAY, BEGINS + DAY
DAYS = [ADDED + number * DAY for number in range(-1, 37)]
PRINTED_DAY = re.compile(r"\d{1,2} (?:november|december|januari) \d{4}|\d{4}-\d\d-\d\d")
SMALL, MEDIUM = EnterpriseSize.SMALL, EnterpriseSize.MEDIUM


def figures(lower_rate: Decimal, lower_ceiling: Decimal) -> list[str]:
    """Return the key figures by the newest rules of the project, lowered: rates, raised rates and ceiling."""
    rules = RULESETS[-1]
    pairs = [(theme, size) for theme in (Theme.INNOVATION, Theme.CYBER_SECURITY) for size in (SMALL, MEDIUM)]
    rates = [write_rate(rules.rate(Service.TRAINING, *pair) - lower_rate) for pair in pairs]
    return [*rates, write_round_amount(rules.ceilings.value[SMALL] - lower_ceiling)]


OLD_FIGURES, NEW_FIGURES = figures(Decimal(0), Decimal(0)), figures(LOWER_RATE, LOWER_CEILING)
OLD_RATE, NEW_RATE = OLD_FIGURES[0], NEW_FIGURES[0]
OLD_CEILING, NEW_CEILING = OLD_FIGURES[-1], NEW_FIGURES[-1]
OLD_SUBSIDY = write_amount(1000 * RULESETS[-1].rates.value[SMALL])
NEW_SUBSIDY = write_amount(1000 * (RULESETS[-1].rates.value[SMALL] - LOWER_RATE))
"""The subsidies of a small enterprise for a cost of 1 000 euro."""

OLD_DAY, NEW_DAY = write_date(RULESETS[-1].in_force_from), write_date(BEGINS)


@dataclass(frozen=True)
class Sites:
    """The builds of the copy, by day, and what each said."""

    copy: Path
    out: Path
    said: Mapping[date, Said]

    def text(self, day: date, name: str) -> str:
        """The text of a file as it was built for a day."""
        return (self.out / str(day) / name).read_text("utf-8")

    def page(self, day: date, name: str) -> LexborHTMLParser:
        """A page as it was built for a day, without what it announces."""
        page = LexborHTMLParser(self.text(day, name))
        for node in page.css("[data-announced], .dropped, script, style"):
            node.decompose()
        return page

    def table(self, day: date) -> str:
        """The first table on Hoeveel."""
        return self.page(day, "hoeveel/index.html").css("table")[0].text(separator=" ", strip=True)

    def words(self, day: date, name: str) -> str:
        """What a page says on a day, announcements aside."""
        body = self.page(day, name).body
        return "" if body is None else body.text(separator=" ")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_copy(tmp_path_factory.mktemp("copy"))


@pytest.fixture(scope="module")
def sites(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Sites:
    out = tmp_path_factory.mktemp("days")
    return Sites(copy, out, build_days(copy, out, DAYS, whole=False))


@pytest.fixture(scope="module")
def new_site(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the whole site as it was built on the day the ruleset was added, and never again."""
    out = tmp_path_factory.mktemp("whole")
    build_days(copy, out, [ADDED], whole=True)
    with make_server(out / str(ADDED), 8700) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_key_figures_are_the_old_ones_until_the_day_and_the_new_ones_from_then_on(sites: Sites) -> None:
    for day, shown in ((BEFORE, OLD_FIGURES), (BEGINS, NEW_FIGURES)):
        assert [node.text() for node in sites.page(day, "index.html").css(".key-number b")] == shown
        assert f"Opleiding, gewoon {shown[0]} {shown[1]}" in " ".join(sites.table(day).split("\n"))


@pytest.mark.parametrize("name", ["index.html", "hoeveel/index.html", "wijzigingen/index.html"])
def test_what_is_coming_is_announced_until_it_is_there(sites: Sites, name: str) -> None:
    assert NEW_DAY in sites.text(ADDED, name)
    assert NEW_CEILING in sites.text(BEFORE, name)
    assert "data-announced" not in sites.text(BEGINS, name)
    assert 'id="aangekondigd"' not in sites.text(BEGINS, name)


def test_the_list_of_changes_and_the_feed_hold_the_new_rules_as_changed_from_their_day_on(sites: Sites) -> None:
    feed = sites.text(BEFORE, "wijzigingen.xml")
    assert f"Aangekondigd: nieuwe regels vanaf {NEW_DAY}" in feed
    assert f"<updated>{BEGINS.year}" not in feed
    assert f"Nieuwe regels sinds {NEW_DAY}" in sites.text(BEGINS, "wijzigingen.xml")
    assert sites.page(BEGINS, "wijzigingen/index.html").css_first(f".rule-changes #sinds-{BEGINS}") is not None
    assert sites.page(BEFORE, "wijzigingen/index.html").css_first(f".rule-changes #sinds-{BEGINS}") is None


def test_the_rates_in_the_tables_and_the_groups_of_themes_are_those_of_the_day(sites: Sites) -> None:
    assert "Opleiding over duurzaamheid" not in sites.table(BEFORE)
    assert "Opleiding over duurzaamheid" in sites.table(BEGINS)
    for day, raised in ((BEFORE, False), (BEGINS, True)):
        groups = sites.page(day, "bereken/index.html").css("optgroup")
        (group,) = [group for group in groups if group.attributes["label"] == "Krijgt meer"]
        assert ("duurzaamheid" in [option.attributes["value"] for option in group.css("option")]) is raised


def test_a_course_costs_what_the_rules_of_the_likely_day_of_application_make_of_it(sites: Sites) -> None:
    def course(day: date, number: int) -> str:
        return sites.page(day, "opleidingen/index.html").css("section.example")[number].text(separator=" ", strip=True)

    assert f"subsidie ({NEW_RATE}) {NEW_SUBSIDY}" in course(BEGINS, 1)
    assert f"subsidie ({OLD_RATE}) {OLD_SUBSIDY}" in course(BEFORE, 1)
    for day in (ADDED, BEGINS):
        assert "Wij tonen geen subsidie: een opleiding moet afgelopen zijn op 31 december" in course(day, 2)
        assert "andere regels" not in course(day, 2)  # which would not help
        assert f"subsidie ({NEW_RATE}) {NEW_SUBSIDY}" in course(day, 0)  # before BEGINS it would end too late
    assert f"Vraag niet aan voor {NEW_DAY}" in course(ADDED, 0)
    assert "Vraag niet aan" not in course(BEGINS, 0)


def test_the_charts_draw_the_rules_of_the_day(sites: Sites) -> None:
    for day, ceiling in ((BEFORE, OLD_CEILING), (BEGINS, NEW_CEILING)):
        page = sites.page(day, "hoeveel/index.html")
        chart = {svg.attributes["aria-labelledby"]: svg.text(separator=" ") for svg in page.css("figure svg")}
        assert ceiling in chart["jaren-titel jaren-uitleg"]
        assert (NEW_RATE in chart["jaren-titel jaren-uitleg"]) is (day == BEGINS)


def test_the_frame_for_other_sites_and_what_machines_read_follow_too(sites: Sites) -> None:
    frame = "insluiten/rekenmachine/index.html"
    assert f"met de regels sinds {OLD_DAY}" in " ".join(sites.words(BEFORE, frame).split())
    assert f"met de regels sinds {NEW_DAY}" in " ".join(sites.words(BEGINS, frame).split())
    for day in (BEFORE, BEGINS):
        data = sites.text(day, "opleidingen/index.html").partition('<script type="application/ld+json">')[2]
        (offered, *_) = [item["offers"] for item in json.loads(data.partition("</script>")[0]) if "offers" in item]
        assert offered["price"] == "1000.00"  # what the provider charges, whatever the subsidy


def test_the_map_says_that_every_page_changed(sites: Sites) -> None:
    assert str(BEGINS) not in sites.text(BEFORE, "sitemap.xml")
    dates = set(re.findall(r"<lastmod>(.*?)</lastmod>", sites.text(BEGINS, "sitemap.xml")))
    assert dates == {str(BEGINS)}


def test_the_build_names_the_day(sites: Sites) -> None:
    assert sites.said[BEFORE].changes_on == str(BEGINS)
    assert sites.said[BEGINS].changes_on != str(BEGINS)


def test_the_build_asks_to_read_again_what_rests_on_the_rules_that_change(sites: Sites) -> None:
    warnings = "\n".join(sites.said[ADDED].warnings)
    assert re.search(rf'index\.md:\d+:\d+: KMO053 "percentages" verandert op {NEW_DAY}', warnings)
    assert "nog niet helemaal nagelezen" not in sites.text(BEFORE, "hoeveel/index.html")
    assert "nog niet helemaal nagelezen" in sites.text(BEGINS, "hoeveel/index.html")


def test_an_editor_says_that_a_page_was_read_again(sites: Sites, tmp_path: Path) -> None:
    command = [
        sys.executable,
        str(sites.copy / "build.py"),
        "--source",
        str(sites.copy / "site_src"),
        "herlezen",
        "hoeveel",
    ]
    path = sites.copy / "site_src" / "pages" / "hoeveel.md"
    before = path.read_text("utf-8")
    subprocess.run(command, cwd=sites.copy, check=True, timeout=60)
    assert f"herlezen_voor: {BEGINS}" in path.read_text("utf-8")
    said = build_days(sites.copy, tmp_path, [BEGINS], whole=False)
    path.write_text(before, "utf-8")
    assert [warning for warning in said[BEGINS].warnings if "hoeveel.md" in warning and "KMO053" in warning] == []


def test_day_by_day_nothing_changes_but_on_the_day_itself(sites: Sites) -> None:
    names = sorted(
        path.relative_to(sites.out / str(ADDED)).as_posix() for path in (sites.out / str(ADDED)).rglob("*.html")
    )
    seen = {day: {name: PRINTED_DAY.sub("", sites.words(day, name)) for name in names} for day in DAYS}
    turned = {
        name
        for day, next_day in pairwise(DAYS)
        if next_day != BEGINS
        for name in names
        if seen[day][name] != seen[next_day][name]
    }
    assert turned <= {"opleidingen/index.html"}  # where a course is over
    assert {name for name in names if seen[BEFORE][name] != seen[BEGINS][name]} >= {
        "index.html",
        "hoeveel/index.html",
        "bereken/index.html",
    }


LINK = (
    "/bereken/#v=1&submitted_on={day}&enterprise.size=klein&project.service=opleiding&project.theme=innovatie"
    "&costs.deelname=1000"
)


def test_a_site_that_nobody_rebuilt_computes_by_the_rules_of_the_day(browser: Browser, new_site: str) -> None:
    page = browser.new_page(base_url=new_site, locale="nl-BE")
    for day, subsidy in ((BEFORE, OLD_SUBSIDY), (BEGINS, NEW_SUBSIDY), (AFTER, NEW_SUBSIDY)):
        page.goto("about:blank")
        page.goto(LINK.format(day=day))
        expect(page.locator('[data-outcome="subsidy"]')).to_have_text(subsidy)
    page.close()


def test_an_outcome_near_the_day_tells_what_is_coming(browser: Browser, new_site: str) -> None:
    page = browser.new_page(base_url=new_site, locale="nl-BE")
    page.goto(LINK.format(day=BEGINS - 12 * DAY))
    told = page.locator('[data-part="coming"]')
    expect(told).to_contain_text(f"Vanaf {NEW_DAY} gelden andere regels")
    expect(told).to_contain_text(NEW_SUBSIDY)
    page.goto("about:blank")
    page.goto(LINK.format(day=BEGINS - 300 * DAY))
    expect(page.locator('[data-outcome="subsidy"]')).to_have_text(OLD_SUBSIDY)
    expect(told).to_be_hidden()
    page.close()


def test_the_tests_of_the_calculator_and_of_what_is_drawn_from_the_rules_hold_with_the_new_ruleset(copy: Path) -> None:
    (copy / "site_src" / "opleidingen.toml").unlink()  # the other sites here have it, the project has none
    folders = ["tests/calculator", "tests/sitegen/figures"]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *folders]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout[-3000:]
