"""From a course on the provider's page to the calculator, filled in."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from calculator.model import Theme
from sitegen.preview.static_server import make_server
from tests.conftest import COURSES_ON, ROOT
from tests.support.calculator import expect_outcome, wait_until
from tests.support.obstacles import obstacles_on


@pytest.fixture
def root(other_site: Path) -> Iterator[str]:
    """The address of the site of the other provider."""
    with make_server(other_site, 8300) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def catalogue(browser: Browser, root: str) -> Iterator[Page]:
    """The page with the courses of that provider."""
    page = browser.new_page(locale="nl-BE", reduced_motion="reduce")
    page.clock.set_fixed_time(f"{COURSES_ON}T12:00:00+01:00")
    page.goto(f"{root}/opleidingen/")
    yield page
    page.close()


@pytest.fixture
def unscripted(browser: Browser, root: str) -> Iterator[Page]:
    """The same page for whoever runs no scripts."""
    page = browser.new_page(locale="nl-BE", java_script_enabled=False)
    page.goto(f"{root}/opleidingen/")
    yield page
    page.close()


def test_a_link_under_a_course_opens_the_calculator_with_the_course_filled_in(catalogue: Page) -> None:
    course = catalogue.get_by_role("region", name="Phishing <herkennen> & voorkomen")
    course.get_by_role("link", name="Reken dit na voor een middelgrote onderneming").click()
    wait_until(catalogue, "ready")
    expect(catalogue.get_by_label("Btw-tarief")).to_have_value("21")
    expect(catalogue.get_by_label("Deelnameprijs", exact=True)).to_have_value("1.250,5")
    expect(catalogue.get_by_role("radio", name="Middelgroot")).to_be_checked()
    expect_outcome(catalogue, subsidy="€ 477,93", outlay="€ 1.192,48", apply_by="15 december 2026")


def test_a_course_fills_in_the_short_calculator_on_its_own_page(catalogue: Page) -> None:
    course = catalogue.get_by_role("region", name="Phishing <herkennen> & voorkomen")
    course.get_by_role("link", name="Reken uit voor uw onderneming").click()
    outcome = catalogue.get_by_role("region", name="Uw subsidie")
    expect(outcome.get_by_text("U krijgt tussen")).to_be_visible()
    catalogue.get_by_role("radio", name="50 tot 249").check()
    expect_outcome(catalogue, subsidy="€ 477,93", outlay="€ 1.192,48", apply_by="15 december 2026")
    outcome.get_by_role("link", name="Kijk na of u in aanmerking komt").click()
    expect(catalogue.get_by_role("radio", name="Middelgroot")).to_be_checked()
    expect_outcome(catalogue, subsidy="€ 477,93", outlay="€ 1.192,48")


def titles_on(catalogue: Page) -> list[str]:
    """Return the titles of the courses that can be seen."""
    return [title.inner_text() for title in catalogue.locator("main section.example h2").all() if title.is_visible()]


def test_courses_of_a_theme_or_a_month_are_found_without_a_script(unscripted: Page) -> None:
    unscripted.get_by_label("Thema", exact=True).select_option("Cybersecurity")
    assert titles_on(unscripted) == ["Phishing <herkennen> & voorkomen"]
    unscripted.get_by_label("Thema", exact=True).select_option("alle thema’s")
    unscripted.get_by_label("Begint in", exact=True).select_option("januari")
    assert titles_on(unscripted) == ["Uw jaarrekening lezen"]
    unscripted.get_by_label("Begint in", exact=True).select_option("alle maanden")
    assert len(titles_on(unscripted)) == 3


def test_one_choice_shows_what_an_enterprise_of_that_size_pays_first(unscripted: Page) -> None:
    course = unscripted.get_by_role("region", name="Phishing <herkennen> & voorkomen")
    rows = course.get_by_role("term").filter(visible=True)
    expect(rows.first).to_have_text("Kleine onderneming: u betaalt, met btw")
    unscripted.get_by_role("radio", name="middelgrote onderneming").check()
    expect(rows.first).to_have_text("Middelgrote onderneming: u betaalt, met btw")
    expect(rows.filter(has_text="Kleine onderneming")).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "values"),
    [("thema", [theme for theme in Theme if theme is not Theme.NONE]), ("maand", range(1, 13))],
    ids=["themes", "months"],
)
def test_each_theme_and_each_month_can_be_chosen(name: str, values: Iterable[object]) -> None:
    style = (ROOT / "site_src" / "assets" / "css" / "courses.css").read_text("utf-8")
    for value in values:
        assert style.count(f'[name="{name}"] [value="{value}"]:checked') == 1


def test_the_courses_stand_in_nobodys_way_in_the_other_providers_colours(catalogue: Page) -> None:
    assert obstacles_on(catalogue) == []
