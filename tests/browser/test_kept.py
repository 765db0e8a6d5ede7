"""What a browser keeps of a site: nothing of what was typed unless asked, and never in the way of another site."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from pathlib import Path
from threading import Thread
from typing import override

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from sitegen.preview.static_server import find_port
from tests.conftest import ROOT
from tests.support.calculator import SAVES_DATA
from tests.support.sources import edit
from tests.support.unsteady import Line, UnsteadyHandler, on_line
from tests.support.waiting import wait_until

CALCULATOR = "bereken/"
ANSWERED = (
    f"{CALCULATOR}#v=1&submitted_on=2026-11-23&enterprise.size=klein&project.service=opleiding"
    "&project.theme=innovatie&costs.deelname=1000"
)
INSTALLED = "() => navigator.serviceWorker.ready.then(({ active }) => active.state === 'activated')"
UPDATE = "() => navigator.serviceWorker.getRegistration().then((registration) => registration.update())"
CACHES = "caches.keys()"
STORED = "[localStorage.length, sessionStorage.length, document.cookie].join()"
ROOM = "navigator.storage.estimate().then(({ quota }) => quota)"
GONE = """async () => (await navigator.serviceWorker.getRegistrations()).length === 0
  && !(await caches.keys()).some((name) => name.startsWith("kmo-portefeuille"))"""
OTHERS_CACHE = "caches.open('van een ander').then(() => true)"
LITTLE_ROOM = "StorageManager.prototype.estimate = async () => ({ quota: 60_000_000, usage: 1_000_000 })"
"""What a browser says on a device that is almost full; Chromium itself always says ten gigabyte."""

SPY = "ServiceWorkerContainer.prototype.register = async () => { window.registered = true; }"
KILL_SWITCH = re.search(r"```js\n(.*?)```", (ROOT / "docs/operators.md").read_text("utf-8"), re.DOTALL)


@pytest.fixture
def served(built_site: Path, tmp_path: Path) -> Path:
    """A folder with the site at its root and, as another site, in the folder `test`."""
    served = Path(shutil.copytree(built_site, tmp_path / "served"))
    shutil.copytree(built_site, served / "test")
    return served


@pytest.fixture
def root(served: Path) -> Iterator[str]:
    """The address of the host of that folder."""
    with on_line(served, Line()) as port:
        yield f"http://127.0.0.1:{port}/"


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


def visit(visitor: BrowserContext, address: str) -> Page:
    """Open the calculator by a link, until it answered."""
    page = visitor.new_page()
    page.goto(address)
    expect(page.locator('[data-outcome="subsidy"]')).to_have_text("€\xa0300,00")
    return page


def visit_until_kept(visitor: BrowserContext, address: str) -> Page:
    page = visit(visitor, address)
    wait_until(page, INSTALLED)
    return page


def test_two_sites_on_one_origin_leave_each_others_copies_alone(
    visitor: BrowserContext, root: str, served: Path
) -> None:
    visit_until_kept(visitor, f"{root}test/{ANSWERED}").close()
    page = visit_until_kept(visitor, root + ANSWERED)
    assert page.evaluate(OTHERS_CACHE)
    before = page.evaluate(CACHES)
    edit(served / "sw.js", "const VERSION", "/* a later one */ const VERSION")
    page.evaluate(UPDATE)
    page.close()
    page = visit_until_kept(visitor, root + ANSWERED)
    assert sorted(page.evaluate(CACHES)) == sorted(before)
    assert len(before) == 5
    visitor.set_offline(True)
    for site in ("", "test/"):
        visit(visitor, root + site + ANSWERED)


def test_what_is_kept_on_this_device_is_kept_for_one_site(visitor: BrowserContext, root: str) -> None:
    page = visit(visitor, root + ANSWERED)
    assert page.evaluate(STORED) == "0,0,"
    page.locator('[data-part="keep"]').click()
    page.locator('[data-part="erase"]').wait_for()
    page.goto(f"{root}test/{CALCULATOR}")
    expect(page.locator("subsidy-calculator:defined")).to_be_visible()
    expect(page.locator('[name="costs.deelname"]')).to_have_value("")
    page.goto(root + CALCULATOR)
    expect(page.locator('[name="costs.deelname"]')).to_have_value("1000")


@pytest.mark.parametrize("situation", [SAVES_DATA, LITTLE_ROOM], ids=["saves data", "little room"])
def test_nothing_is_kept_where_the_visitor_saves_data_or_the_browser_has_little_room(
    visitor: BrowserContext, root: str, situation: str
) -> None:
    visitor.add_init_script(situation)
    visitor.add_init_script(SPY)
    page = visit(visitor, root + ANSWERED)
    expect(page.locator('[data-part="announcement"]')).not_to_be_empty()
    page.evaluate(ROOM)
    assert page.evaluate("window.registered") is None


def test_a_site_can_take_its_service_worker_away_with_what_it_kept(
    visitor: BrowserContext, root: str, served: Path
) -> None:
    page = visit_until_kept(visitor, root + ANSWERED)
    page.evaluate(OTHERS_CACHE)
    put_kill_switch(served)
    page.reload()
    wait_until(page, GONE)
    assert page.evaluate(CACHES) == ["van een ander"]


def put_kill_switch(served: Path) -> None:
    assert KILL_SWITCH
    (served / "sw.js").write_text(KILL_SWITCH[1], "utf-8")


class MovedHandler(UnsteadyHandler):
    """Sends everything to another address, except the service worker."""

    def __init__(self, *arguments: object, new: str, line: Line, directory: str) -> None:
        self.new = new
        super().__init__(*arguments, line=line, directory=directory)

    @override
    def do_GET(self) -> None:
        if self.path == "/sw.js":
            super().do_GET()
            return
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", self.new + self.path.removeprefix("/"))
        self.send_header("Content-Length", "0")
        self.end_headers()


def test_a_visitor_of_a_site_that_moved_is_led_to_the_new_address_and_the_old_one_is_forgotten(
    visitor: BrowserContext, served: Path
) -> None:
    with on_line(served / "test", Line()) as new_port:
        new = f"http://localhost:{new_port}/"
        with on_line(served, Line()) as port:
            old = f"http://127.0.0.1:{port}/"
            visit_until_kept(visitor, old + ANSWERED).close()
        put_kill_switch(served)
        with moved(served, new, port):
            page = visit(visitor, old + ANSWERED)
            assert page.url.startswith(f"{new}{CALCULATOR}#v=1&")
            page.goto(f"{old}sw.js")
            wait_until(page, GONE)


@contextmanager
def moved(served: Path, new: str, port: int) -> Iterator[None]:
    """Serve only what leads to the new address."""
    with find_port(partial(MovedHandler, new=new, line=Line(), directory=str(served)), port) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield
        server.shutdown()
        thread.join()
