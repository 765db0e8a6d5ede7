"""A window of another browser than Chromium, as thin as the tests of the calculator's core need it."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from tests.support.programs import program, stop

SHOW = """async (selector) => {
  const element = document.querySelector(selector);
  const place = () => JSON.stringify(element.getBoundingClientRect());
  let before;
  do {
    element.scrollIntoView({ block: "center" });
    before = place();
    await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  } while (place() !== before);
}"""
"""Brings an element into view, and waits until it stands still there."""


class Window(Protocol):
    """A window of a browser, in which a person goes to addresses, clicks and types."""

    def open(self, address: str) -> None:
        """Go to an address, and wait until the page has loaded."""

    def ask(self, function: str, *arguments: str) -> object:
        """Return what a function of JavaScript in the page resolves to. Raises RuntimeError if it fails."""

    def click(self, selector: str) -> None:
        """Click the first element that matches."""

    def type(self, selector: str, text: str) -> None:
        """Replace the text of a field, key by key."""


@contextmanager
def display() -> Iterator[str]:
    """Return the name of a virtual screen."""
    reading, writing = os.pipe()
    command = [program("Xvfb"), "-displayfd", str(writing), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as process:
        try:
            os.close(writing)
            with os.fdopen(reading) as number:
                yield f":{number.readline().strip()}"
        finally:
            stop(process)
