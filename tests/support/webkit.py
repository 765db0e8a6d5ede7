"""WebKit, the engine of Safari, in the small browser of WebKitGTK; driven by WebDriver, on a virtual screen."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import override

from selenium.webdriver.common.by import By
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service
from selenium.webdriver.webkitgtk.webdriver import WebDriver

from tests.support.programs import program
from tests.support.windows import SHOW, display

LONGEST = 60
"""Seconds after which an answer will not come."""

CALL = """
const done = arguments[arguments.length - 1];
const given = [...arguments].slice(0, -1);
(async () => (%s)(...given))().then((value) => done([value, null]), (error) => done([null, String(error)]));
"""


class WebKit:
    """A window of WebKit."""

    def __init__(self, driver: WebDriver) -> None:
        self.driver = driver
        driver.set_script_timeout(LONGEST)

    def open(self, address: str) -> None:
        """Go to an address, and wait until the page has loaded."""
        self.driver.get(address)

    def ask(self, function: str, *arguments: str) -> object:
        """Return what a function of JavaScript in the page resolves to. Raises RuntimeError if it fails."""
        value: object
        value, error = self.driver.execute_async_script(CALL % function, *arguments)
        if error is not None:
            raise RuntimeError(error)
        return value

    def click(self, selector: str) -> None:
        """Click the first element that matches."""
        self.ask(SHOW, selector)
        self.driver.find_element(By.CSS_SELECTOR, selector).click()

    def type(self, selector: str, text: str) -> None:
        """Replace the text of a field, key by key."""
        field = self.driver.find_element(By.CSS_SELECTOR, selector)
        field.clear()
        field.send_keys(text)


class Driver(Service):
    """WebKit's driver, which is stopped as any program is: it knows no command for that."""

    @override
    def send_remote_shutdown_command(self) -> None:
        """Send nothing, and so leave no connection open."""


@contextmanager
def webkit() -> Iterator[WebKit]:
    """Start WebKit with nothing kept from before."""
    path = program("WebKitWebDriver")
    with display() as screen:
        driver = WebDriver(options=Options(), service=Driver(path, env={**os.environ, "DISPLAY": screen}))
        try:
            yield WebKit(driver)
        finally:
            driver.quit()
