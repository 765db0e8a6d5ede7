"""From a course on the provider's page to the calculator, filled in."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from sitegen.preview.static_server import make_server
from tests.conftest import COURSES_ON
from tests.support.calculator import expect_outcome, wait_until
from tests.support.obstacles import obstacles_on


@pytest.fixture
def catalogue(browser: Browser, other_site: Path) -> Iterator[Page]:
    """The page with the courses of the other provider."""
    with make_server(other_site, 8300) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        page = browser.new_page(locale="nl-BE", reduced_motion="reduce")
        page.clock.set_fixed_time(f"{COURSES_ON}T12:00:00+01:00")
        page.goto(f"http://127.0.0.1:{server.server_port}/opleidingen/")
        yield page
        page.close()
        server.shutdown()


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


def test_the_courses_stand_in_nobodys_way_in_the_other_providers_colours(catalogue: Page) -> None:
    assert obstacles_on(catalogue) == []
