"""Find a Chromium for the browser tests, and install one where there is none."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import gettempdir

from filelock import FileLock
from playwright.sync_api import sync_playwright

from tests.support.programs import SECONDS_TO_INSTALL, install, may_install, packages_of

CHROMIUM = "chromium"
PLAYWRIGHT = (sys.executable, "-m", "playwright")
SECONDS_TO_START = 60
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
    path = try_browser(playwrights_own)
    if path is None:
        raise RuntimeError(REMEDY)
    return path


def try_browser(playwrights_own: str) -> str | None:
    """Return the path of a Chromium as `browser_path` does, None if there is none."""
    if found := named_browser() or existing(playwrights_own) or system_browser():
        return found
    install_browser()
    return existing(playwrights_own) or system_browser()


def has_browser() -> bool:
    """Return whether Playwright starts and has a Chromium; install what they lack where we may."""
    if not starts([*PLAYWRIGHT, "--version"]):
        install(*packages_of(CHROMIUM))
    return starts([*PLAYWRIGHT, "--version"]) and try_browser(playwrights_own()) is not None


def playwrights_own() -> str:
    """Return where Playwright keeps its Chromium, once it has one."""
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def named_browser() -> str | None:
    """Return the browser that the environment names."""
    path = os.environ.get(VARIABLE)
    if path and not Path(path).is_file():
        raise RuntimeError(f"{VARIABLE} names {path}, and there is no such file")
    return path or None


def existing(path: str) -> str | None:
    """Return the path if a browser is there that has all it needs to start, else None."""
    return path if Path(path).is_file() and starts([path, "--version"]) else None


def starts(command: Sequence[str]) -> bool:
    """Return whether a program starts and ends well."""
    done = subprocess.run(command, capture_output=True, timeout=SECONDS_TO_START, check=False)
    return done.returncode == 0


def system_browser() -> str | None:
    """Return a Chromium or Chrome on the path, None if there is none."""
    found = (shutil.which(name) for name in SYSTEM_BROWSERS)
    return next((path for path in found if path and existing(path)), None)


def install_browser() -> None:
    """Have Playwright download a Chromium or, where that fails and we may, the distribution."""
    command = [*PLAYWRIGHT, "install", CHROMIUM, *(["--with-deps"] if may_install() else [])]
    with FileLock(Path(gettempdir()) / "kmo-browser.lock"):
        if subprocess.run(command, timeout=SECONDS_TO_INSTALL, check=False).returncode != 0:
            install(*packages_of(CHROMIUM))
