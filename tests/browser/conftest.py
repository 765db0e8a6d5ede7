"""A browser window for each module, and a tab in it for each test: Python starts faster where it was before."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from sitegen.bundle.bundle import SPARE


@pytest.fixture(scope="session", autouse=True)
def full_runtime_requests(browser: Browser) -> list[str]:
    """The addresses of the full runtime that pages asked for."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if any(f"/{start}" in request.url for start in SPARE):
            asked.append(request.url)

    browser.on("context", lambda context: context.on("request", note))
    return asked


@pytest.fixture(autouse=True)
def no_page_asks_for_the_full_runtime(
    request: pytest.FixtureRequest, full_runtime_requests: list[str]
) -> Iterator[None]:
    """Fail a test in which a page needed the full runtime, unless the test is about that."""
    full_runtime_requests.clear()
    yield
    if request.node.get_closest_marker("full_runtime") is None:
        assert full_runtime_requests == [], "something was left out? uv run --group test python -m tools.trace_runtime"


@pytest.fixture(scope="module")
def window(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A browser window that knows the site, for the tests of one module."""
    context = browser.new_context(base_url=address, locale="nl-BE", accept_downloads=True)
    yield context
    context.close()


@pytest.fixture(scope="module")
def shared_tab(window: BrowserContext) -> Page:
    """A tab for all tests of a module that begin with a share link: that fills in the whole form."""
    return window.new_page()


@pytest.fixture
def tab(window: BrowserContext) -> Iterator[Page]:
    """A tab of its own for one test."""
    page = window.new_page()
    yield page
    page.close()


@pytest.fixture
def newcomer(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A visitor for whom nothing is kept, so that each file comes from the server."""
    context = browser.new_context(base_url=address, service_workers="block")
    yield context
    context.close()


@pytest.fixture
def visitor(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A visitor for whom what he was sent is kept."""
    context = browser.new_context(base_url=address)
    yield context
    context.close()
