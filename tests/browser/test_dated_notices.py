"""A site that nobody built again says by itself that it is old, by the day in Brussels."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from calculator.notation import write_date
from calculator.rules import CHECKED_ON, STALE_AFTER
from sitegen.preview.static_server import make_server
from tests.conftest import TODAY
from tests.support.next_ruleset import ADDED, BEGINS, build_days, make_copy

FIRST_STALE_DAY = min(CHECKED_ON, TODAY) + STALE_AFTER + timedelta(days=1)
OLD = "Deze pagina is lang niet nagekeken"
OTHER_RULES = f"Sinds {write_date(BEGINS)} gelden andere regels"
PAGES = ("/hoeveel/", "/bereken/", "/jaarplan/", "/insluiten/rekenmachine/")


def midnight_in_brussels(day: date) -> datetime:
    """Half past midnight there in winter, which is still the day before by universal time."""
    return datetime.combine(day, time(), UTC) - timedelta(minutes=30)


@pytest.mark.parametrize("place", PAGES)
def test_a_page_that_nobody_checked_for_long_says_so_from_the_day_on(page: Page, place: str) -> None:
    first = midnight_in_brussels(FIRST_STALE_DAY)
    page.clock.set_fixed_time(first - timedelta(hours=2))
    page.goto(place)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text(OLD)).to_be_hidden()
    page.clock.set_fixed_time(first + timedelta(hours=2))
    page.reload()
    expect(page.get_by_text(OLD)).to_be_visible()


def test_without_scripts_the_printed_days_stand(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/hoeveel/")
    expect(page.locator(".checked-on")).to_be_visible()
    expect(page.get_by_text(OLD)).to_be_hidden()
    context.close()


@pytest.fixture(scope="module")
def announcing_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that was built in November, when other rules were announced for January."""
    copy = make_copy(tmp_path_factory.mktemp("copy"))
    out = Path(tmp_path_factory.mktemp("out"))
    build_days(copy, out, [ADDED], whole=False)
    with make_server(out / str(ADDED), 8750) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("place", PAGES)
@pytest.mark.parametrize("zone", ["Europe/Brussels", "America/Los_Angeles", "Pacific/Auckland"])
def test_a_page_says_that_other_rules_have_begun_wherever_it_is_read(
    browser: Browser, announcing_site: str, place: str, zone: str
) -> None:
    context = browser.new_context(base_url=announcing_site, timezone_id=zone, locale="nl-BE")
    page = context.new_page()
    page.clock.set_fixed_time(midnight_in_brussels(BEGINS) - timedelta(hours=1))
    page.goto(place)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text(OTHER_RULES)).to_be_hidden()
    page.clock.set_fixed_time(midnight_in_brussels(BEGINS))
    page.reload()
    expect(page.get_by_text(OTHER_RULES)).to_be_visible()
    context.close()
