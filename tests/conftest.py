"""The site, built once for all tests, and the browser that opens it."""

import shutil
import signal
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from filelock import FileLock
from playwright.sync_api import Playwright, expect

from calculator.rules import CHECKED_ON
from sitegen.preview.static_server import make_server
from sitegen.site import build_site
from tests.support.browser import CHROMIUM, FLAGS, browser_path
from tests.support.lacking import Lacking

ROOT = Path(__file__).parent.parent
TODAY = CHECKED_ON
"""The day on which the site is built; no page or rule was checked after it."""

COURSES_ON = date(2026, 11, 23)
"""A day on which one course of the other provider has begun, others are to come, and one is over."""

SLOW = tuple(ROOT / "tests" / name for name in ("browser", "built_site", "hosts", "parity", "sitegen"))
"""Folders with tests that build sites, start servers or open browsers."""

OTHER_PROVIDER = ROOT / "tests" / "built_site" / "other_provider"

expect.set_options(timeout=30_000)  # a busy machine may need that for the start of Python; no test waits it out


signal.signal(signal.SIGINT, signal.default_int_handler)  # else children of a suite in the background ignore it


def pytest_configure(config: pytest.Config) -> None:
    """Leave out the tests that need what this machine lacks."""
    config.pluginmanager.register(Lacking(config))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of the slow folders and those that need a browser, so that `-m` can leave them out."""
    for item in items:
        if any(item.path.is_relative_to(folder) for folder in SLOW):
            item.add_marker(pytest.mark.slow)
        if "playwright" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.needs(CHROMIUM))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A copy of the site's source, to spoil."""
    return Path(shutil.copytree(ROOT / "site_src", tmp_path / "bron"))


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of this run of the suite, which its worker processes share."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def built_site(run_folder: Path) -> Path:
    """The folder with the whole site, as an editor's build makes it."""
    return made_once(run_folder / "site", lambda out: build_site(ROOT / "site_src", out, TODAY, print))


@pytest.fixture(scope="session")
def other_site(run_folder: Path) -> Path:
    """The folder with the site of another provider, whose source is the same but for its settings and its courses."""

    def make(out: Path) -> None:
        source = shutil.copytree(ROOT / "site_src", run_folder / "other-source")
        shutil.copytree(OTHER_PROVIDER, source, dirs_exist_ok=True)
        build_site(source, out, COURSES_ON, print)

    return made_once(run_folder / "other-site", make)


def made_once(folder: Path, make: Callable[[Path], object]) -> Path:
    """Return a folder that the first worker process to need it makes, while the others wait."""
    with FileLock(folder.with_suffix(".lock")):
        if not folder.is_dir():
            make(folder)
    return folder


@pytest.fixture(scope="session")
def address(built_site: Path) -> Iterator[str]:
    """The address of the built site on a real server."""
    with make_server(built_site, 8100) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def base_url(address: str) -> str:
    """Let `page.goto("/bereken/")` find the built site."""
    return address


@pytest.fixture(scope="session")
def browser_type_launch_args(playwright: Playwright) -> dict[str, object]:
    """Start the browser that is there."""
    return {"executable_path": browser_path(playwright.chromium.executable_path), "args": list(FLAGS)}
