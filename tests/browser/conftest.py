"""A browser window for each module, and a tab in it for each test: Python starts faster where it was before."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page


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
