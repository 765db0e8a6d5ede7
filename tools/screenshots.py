"""Take a picture of every page and every state: `python -m tools.screenshots [folder] [state...]`.

The pictures are for looking at; docs/bereken.png, which the README shows, is taken along with all of them.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from sitegen.preview.static_server import make_server
from sitegen.site import build_site
from tests.conftest import ROOT, TODAY
from tests.support import states
from tests.support.browser import FLAGS, browser_path
from tests.support.calculator import RAISED, open_link

NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
WIDTHS = {1280: 900, 320: 640}
"""The widths that are looked at, each with the height of its screen."""

SCHEMES = ("light", "dark")
README_PICTURE = ROOT / "docs" / "bereken.png"
README_HEIGHT = 1180
VISITS = states.CALCULATOR | states.WITHOUT_RUNTIME | states.PLANNER | states.FOR_PROVIDERS | states.PAGES


def main() -> None:
    """Take the pictures of the states that the command line names, or of all, into the folder it names."""
    folder, *names = sys.argv[1:] or ["test-results/screenshots"]
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    with served_site() as address, sync_playwright() as playwright:
        path = browser_path(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        for width in WIDTHS:
            for scheme in SCHEMES:
                take_pictures(browser, address, out, width, scheme, names or [*VISITS])
        if not names:
            for scheme in SCHEMES:
                take_pictures_without_script(browser, address, out, scheme)
            take_pictures_in_forced_colours(browser, address, out)
            print_answer(browser, address, out / "afdruk.pdf")
            take_readme_picture(browser, address)
        browser.close()


@contextmanager
def served_site() -> Iterator[str]:
    """Build the site into a temporary folder, and yield the address where it is served."""
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary) / "dist"
        build_site(ROOT / "site_src", out, TODAY, print)
        with make_server(out, 8200) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}"
            server.shutdown()


def take_pictures(browser: Browser, address: str, out: Path, width: int, scheme: str, names: list[str]) -> None:
    """Take the pictures of the states with those names, at one width and in one colour scheme."""
    for name in names:
        context = new_context(browser, address, width, scheme)
        page = new_page(context)
        VISITS[name](page)
        page.screenshot(path=out / f"{name}-{width}-{scheme}.png", full_page=True)
        page.close()
        context.close()


def take_pictures_without_script(browser: Browser, address: str, out: Path, scheme: str) -> None:
    """Take the pictures for whoever runs no scripts."""
    for width in WIDTHS:
        context = new_context(browser, address, width, scheme, scripts=False)
        page = context.new_page()
        for slug in ("bereken", "jaarplan"):
            page.goto(f"/{slug}/")
            page.screenshot(path=out / f"{slug}-zonder-script-{width}-{scheme}.png", full_page=True)
        context.close()


def take_pictures_in_forced_colours(browser: Browser, address: str, out: Path) -> None:
    """Take a picture for whoever has the system choose the colours."""
    context = new_context(browser, address, 1280, "dark")
    page = new_page(context)
    page.emulate_media(forced_colors="active")
    open_link(page, RAISED)
    page.screenshot(path=out / "verhoogd-1280-forced.png", full_page=True)
    context.close()


def print_answer(browser: Browser, address: str, path: Path) -> None:
    """Print an answer the way a visitor does."""
    context = new_context(browser, address, 1280, "light")
    page = new_page(context)
    open_link(page, RAISED)
    page.pdf(path=path, prefer_css_page_size=True)
    context.close()


def take_readme_picture(browser: Browser, address: str) -> None:
    """Take the picture that the README shows."""
    context = new_context(browser, address, 1280, "light", height=README_HEIGHT)
    page = new_page(context)
    open_link(page, RAISED)
    page.screenshot(path=README_PICTURE)
    context.close()


def new_context(
    browser: Browser, address: str, width: int, scheme: str, *, height: int | None = None, scripts: bool = True
) -> BrowserContext:
    """Open a browser of that width and colour scheme."""
    return browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height or WIDTHS[width]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        java_script_enabled=scripts,
        locale="nl-BE",
    )


def new_page(context: BrowserContext) -> Page:
    """Open a page on the day of the pictures."""
    page = context.new_page()
    page.clock.set_fixed_time(NOON)
    return page


if __name__ == "__main__":
    main()
