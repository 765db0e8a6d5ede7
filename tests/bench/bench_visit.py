"""Measures what visits ask of a host in bytes, and works out what a year and a deadline then ask.

    uv run --group test python -m tests.bench.bench_visit

A real browser visits the built site on Caddy, with brotli; the server's log counts bodies and headers.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from sitegen.site import build_site
from tests.bench.bench_browser import CASE, answered, fresh
from tests.conftest import ROOT, TODAY
from tests.support.browser import FLAGS, browser_path
from tests.support.caddy import Caddy, Counted, serving
from tests.support.waiting import wait_until

APPLICATIONS = 125_000
"""Applications in a year."""

FIRST, AGAIN = 2, 4
"""First and later visits for each application: who applies, and one who did not; both come back twice."""

VISITORS = 1_000
"""Visitors a second in the last hour before a deadline, each for the first time."""

SECONDS_IN_YEAR = 365 * 24 * 3600
INSTALLED = "() => navigator.serviceWorker.ready.then(({ active }) => active.state === 'activated')"


@dataclass(frozen=True, slots=True)
class Visits:
    """What was sent for a first page of text, a first answer, what is then kept for later, and a second answer."""

    text: Counted
    answer: Counted
    kept: Counted
    again: Counted


def main() -> None:
    """Measure and print both tables."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        build_site(ROOT / "site_src", site, TODAY, lambda *step: print(*step, file=sys.stderr))
        path = browser_path(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        with serving(site) as server:
            visits = visit(browser, server)
        browser.close()
    print_visits(visits)
    print_year(visits)
    print_deadline(visits)


def visit(browser: Browser, server: Caddy) -> Visits:
    """Read a page, get an answer, wait until everything is kept, come back; and read a page elsewhere."""
    with fresh(browser) as context, server.counting() as text:
        context.new_page().goto(f"{server.address}/hoeveel/", wait_until="networkidle")
    with fresh(browser) as context:
        with server.counting() as answer:
            page, _ = answered(context, f"{server.address}/bereken/{CASE}")
        with server.counting() as kept:
            wait_until(page, INSTALLED)
            page.wait_for_load_state("networkidle")
        page.close()
        return Visits(text, answer, kept, come_back(context, server))


def come_back(context: BrowserContext, server: Caddy) -> Counted:
    """Get an answer in a browser that keeps everything."""
    with server.counting() as again:
        page, _ = answered(context, f"{server.address}/bereken/{CASE}")
        page.wait_for_load_state("networkidle")
    return again


def print_visits(visits: Visits) -> None:
    """Print what each visit asks."""
    print("| visit | requests | kB |\n|---|---|---|")
    for name, counted in (
        ("a page of text, first visit", visits.text),
        ("the calculator, first visit, until the answer", visits.answer),
        ("what the browser then keeps for later, without a network too", visits.kept),
        ("the calculator, a later visit", visits.again),
    ):
        print(f"| {name} | {counted.requests} | {counted.bytes / 1e3:.1f} |")


def first_of(visits: Visits) -> tuple[float, float]:
    """Give the requests and bytes of someone who reads a page, gets an answer and stays."""
    parts = (visits.text, visits.answer, visits.kept)
    return sum(part.requests for part in parts), sum(part.bytes for part in parts)


def print_year(visits: Visits) -> None:
    """Print what a year asks."""
    requests, size = first_of(visits)
    requests = APPLICATIONS * (FIRST * requests + AGAIN * visits.again.requests)
    size = APPLICATIONS * (FIRST * size + AGAIN * visits.again.bytes)
    print(f"\n{spaced(APPLICATIONS)} applications a year, {FIRST} first and {AGAIN} later visits each:")
    print(f"  {size / 1e12:.2f} TB a year, {size * 8 / SECONDS_IN_YEAR / 1e6:.2f} Mbit/s on average")
    print(f"  {requests / 1e6:.0f} million requests a year, {requests / SECONDS_IN_YEAR:.1f} a second on average")


def print_deadline(visits: Visits) -> None:
    """Print what a second asks in which everyone comes for the first time, of the network's edge and of the origin."""
    size = visits.answer.bytes
    print(f"\n{spaced(VISITORS)} visitors a second, each for the first time, until the answer:")
    requests = spaced(VISITORS * visits.answer.requests)
    print(f"  {VISITORS * size * 8 / 1e9:.1f} Gbit/s, {requests} requests a second at the edge")
    print(f"  {VISITORS * first_of(visits)[1] * 8 / 1e9:.1f} Gbit/s with all that is then kept for later")
    print(
        f"  {spaced(VISITORS)} requests a second at the origin if the edge asks about each page, none if it keeps pages"
    )


def spaced(number: int) -> str:
    """Write a number with a space between thousands."""
    return f"{number:_}".replace("_", " ")


if __name__ == "__main__":
    main()
