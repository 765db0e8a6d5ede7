"""Find a Chromium for the browser tests, and install one where there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.programs import SECONDS_TO_INSTALL, install

SYSTEM_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
VARIABLE = "KMO_BROWSER"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
REMEDY = (
    f"no browser for the tests: set {VARIABLE} to the path of a Chromium, "
    "or type `uv run --group test playwright install chromium`, or `sudo apt-get install chromium`"
)


def browser_path(playwrights_own: str) -> str:
    """Return the path of a Chromium: the one named by KMO_BROWSER, Playwright's own, the system's, or a new one.

    Raises RuntimeError with the line to type if there is none and none can be installed.
    """
    if found := named_browser() or existing(playwrights_own) or system_browser():
        return found
    install_browser()
    if found := existing(playwrights_own) or system_browser():
        return found
    raise RuntimeError(REMEDY)


def named_browser() -> str | None:
    """Return the browser that the environment names."""
    path = os.environ.get(VARIABLE)
    if path and not Path(path).is_file():
        raise RuntimeError(f"{VARIABLE} names {path}, and there is no such file")
    return path or None


def existing(path: str) -> str | None:
    """Return the path if it is a file, else None."""
    return path if Path(path).is_file() else None


def system_browser() -> str | None:
    """Return a Chromium or Chrome on the path, None if there is none."""
    return next((path for name in SYSTEM_BROWSERS if (path := shutil.which(name))), None)


def install_browser() -> None:
    """Have Playwright download a Chromium or, where that fails and we may, the distribution."""
    playwright = [sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"]
    if subprocess.run(playwright, timeout=SECONDS_TO_INSTALL, check=False).returncode != 0:
        install("chromium")
