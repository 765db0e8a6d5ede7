"""Take pictures of every page and every state: `python -m tools.screenshots [folder] [state...]`.

A state has a contact sheet in each colour scheme, with every width, and pictures at full size, one of them on paper.
They are for looking at; docs/bereken.png, which the README shows, and the handbook's are taken along with all of them.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from threading import Thread

from PIL import Image, ImageOps
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from sitegen.build_cache import BuildCache
from sitegen.preview.live_server import make_live_server
from sitegen.preview.rebuild import Preview
from sitegen.preview.static_server import make_server
from sitegen.site import build_site
from tests.conftest import ROOT, TODAY
from tests.support import states
from tests.support.browser import FLAGS, browser_path
from tests.support.calculator import RAISED, open_link
from tests.support.sources import edit

NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
WIDTHS = {320: 640, 390: 844, 768: 1024, 1280: 900, 1920: 1080}
"""The widths that are looked at, each with the height of its screen."""

SCHEMES = ("light", "dark")
PAPER = 794
"""The width of a sheet of A4 in CSS pixels."""

SHEET_SCALE = 0.25
STRIP = 1200
"""The height of a contact sheet in pixels: a picture that is higher goes on beside it."""

MARGIN = 16

HANDBOOK_PICTURES = ROOT / "docs" / "voorbeeld-fout.png", ROOT / "docs" / "voorbeeld-concept.png"
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
        for name in names or VISITS:
            print(name)
            for scheme in SCHEMES:
                pictures = [take_picture(browser, address, out, width, scheme, name) for width in WIDTHS]
                make_contact_sheet(pictures, out / f"{name}-{scheme}.png")
            print_picture(browser, address, out, name)
        if not names:
            for scheme in SCHEMES:
                take_pictures_without_script(browser, address, out, scheme)
            take_pictures_in_forced_colours(browser, address, out)
            print_answer(browser, address, out / "afdruk.pdf")
            take_readme_picture(browser, address)
            take_handbook_pictures(browser)
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


def take_picture(browser: Browser, address: str, out: Path, width: int, scheme: str, name: str) -> Path:
    """Take the picture of the state with that name, at one width and in one colour scheme; return its file."""
    path = out / f"{name}-{width}-{scheme}.png"
    with visited(browser, address, width, scheme, name) as page:
        page.screenshot(path=path, full_page=True)
    return path


def print_picture(browser: Browser, address: str, out: Path, name: str) -> None:
    """Take the picture of the state with that name as it is printed."""
    with visited(browser, address, 1280, "light", name) as page:
        page.set_viewport_size({"width": PAPER, "height": WIDTHS[1280]})
        page.emulate_media(media="print")
        page.screenshot(path=out / f"{name}-paper.png", full_page=True)


@contextmanager
def visited(browser: Browser, address: str, width: int, scheme: str, name: str) -> Iterator[Page]:
    """Yield a page in the state with that name, at one width and in one colour scheme."""
    context = new_context(browser, address, width, scheme)
    page = new_page(context)
    VISITS[name](page)
    yield page
    page.close()
    context.close()


def make_contact_sheet(pictures: list[Path], path: Path) -> None:
    """Put pictures beside each other, each in as many strips as it is high."""
    strips = [strip for picture in pictures for strip in cut(ImageOps.scale(Image.open(picture), SHEET_SCALE))]
    lefts = [*accumulate((strip.width + MARGIN for strip in strips), initial=MARGIN)]
    sheet = Image.new("RGB", (lefts[-1], STRIP + 2 * MARGIN), "grey")
    for strip, left in zip(strips, lefts, strict=False):
        sheet.paste(strip, (left, MARGIN))
    sheet.save(path)


def cut(picture: Image.Image) -> Iterator[Image.Image]:
    """Cut a picture into strips, from top to bottom."""
    for top in range(0, picture.height, STRIP):
        yield picture.crop((0, top, picture.width, min(top + STRIP, picture.height)))


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


def take_handbook_pictures(browser: Browser) -> None:
    """Take the pictures that the handbook shows: a mistake over a page, and a page that only the editor sees."""
    mistake, draft = HANDBOOK_PICTURES
    with tempfile.TemporaryDirectory() as temporary:
        source = Path(shutil.copytree(ROOT / "site_src", Path(temporary) / "site_src"))
        cache = BuildCache(Path(temporary) / "kept")
        preview = Preview(lambda out: build_site(source, out, TODAY, print, cache=cache), Path(temporary), source)
        with make_live_server(preview, 8300) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            page = browser.new_page(viewport={"width": 1000, "height": 560}, reduced_motion="reduce", locale="nl-BE")
            edit(source / "pages" / "kosten.md", "titel:", "concept: true\ntitel:")
            preview.rebuild()
            page.goto(f"http://127.0.0.1:{server.server_port}/kosten/")
            page.locator(".kmo-ribbon").wait_for()
            page.screenshot(path=draft)
            edit(source / "pages" / "hoeveel.md", "{{ steunplafond }}", "{{ steunplafon }}")
            page.goto(f"http://127.0.0.1:{server.server_port}/hoeveel/")
            preview.rebuild()
            page.locator(".kmo-mistakes").wait_for()
            page.screenshot(path=mistake)
            server.shutdown()


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
