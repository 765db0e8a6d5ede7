"""Measures the start of Python in the browser against the stock way, and prints the table of targets.

    uv run --group test python -m tests.bench.bench_browser [--runs 5] [--no-slow]

Both pages stand on one real server with brotli; runs alternate in a real browser; every time is a ratio
within the run. It exits with 1 when a target of the first column is missed.
"""

import argparse
import json
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from sitegen.site import build_site
from tests.bench.shaping import shaped, slowed
from tests.bench.stock import write_stock_page
from tests.conftest import ROOT, TODAY
from tests.support.browser import FLAGS, browser_path
from tests.support.caddy import Caddy, serving

CASE = (
    "#v=1&submitted_on=2026-11-23&enterprise.size=klein&project.service=opleiding&project.theme=cybersecurity"
    "&project.vat_rate=21&costs.deelname=2500&costs.catering=180&costs.catering.persons=2&costs.catering.days=3"
)
ANSWER = "€\xa01.192,50"
WATCH = """
const told = setInterval(() => {
  const slot = document.querySelector('[data-outcome="subsidy"]');
  if (slot?.textContent && !window.answeredAt) { window.answeredAt = performance.now(); clearInterval(told); }
}, 4);
window.longest = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
}).observe({ type: "longtask", buffered: true });
window.shift = 0;
new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.shift += value; })
  .observe({ type: "layout-shift", buffered: true });
"""
KILOBIT = 1000 / 8
SLOW_LINE = {"bytes_per_second": 1600 * KILOBIT, "latency": 0.15}
SLOW_CPU = 4


@dataclass(frozen=True, slots=True)
class Target:
    """A row of the table: what, the number that must not be exceeded, and its unit."""

    name: str
    most: float
    unit: str


TARGETS = {
    "bytes": Target("bytes on the wire until the first answer", 2.7, "MB"),
    "cold": Target("time to first answer, cold, against stock", 0.33, "×"),
    "warm": Target("second visit, against stock", 0.30, "×"),
    "slow": Target("cold at 1.6 Mbit/s, 150 ms, CPU ÷ 4, against stock", 0.50, "×"),
    "later": Target("a later answer, change to painted, median", 16, "ms"),
    "longest": Target("longest task on the main thread", 50, "ms"),
    "text": Target("a text page, first visit, compressed", 60, "kB"),
    "shift": Target("layout shift on a text page", 0, ""),
}


def main() -> None:
    """Measure, print the table, and exit with 1 if a target is missed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--no-slow", action="store_true")
    chosen = options.parse_args()
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        ours, stock = Path(folder) / "ours", Path(folder) / "stock"
        build_site(ROOT / "site_src", ours, TODAY, lambda *step: print(*step, file=sys.stderr))
        write_stock_page(stock)
        path = browser_path(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        with serving(ours) as our_server, serving(stock) as stock_server:
            found = measure(browser, our_server, stock_server, chosen.runs)
            if not chosen.no_slow:
                found |= measure_slow(browser, our_server, stock_server, max(1, chosen.runs // 2))
        browser.close()
    sys.exit(1 if report(found) else 0)


def measure(browser: Browser, ours: Caddy, stock: Caddy, runs: int) -> dict[str, list[float]]:
    """Alternate runs of both pages; give each measure's values, ratios run by run."""
    found: dict[str, list[float]] = {name: [] for name in TARGETS if name != "slow"}
    for run in range(runs):
        print(f"run {run + 1} of {runs}", file=sys.stderr)
        cold_stock, warm_stock, _ = visit(browser, stock, f"{stock.address}/{CASE}")
        cold, warm, page = visit(browser, ours, f"{ours.address}/bereken/{CASE}")
        found["bytes"].append(cold.bytes / 1e6)
        found["cold"].append(cold.time / cold_stock.time)
        found["warm"].append(warm.time / warm_stock.time)
        found["longest"].append(page["longest"])
        found["later"].append(page["later"])
        print(
            f"  stock {cold_stock.bytes / 1e6:.2f} MB {cold_stock.time:.0f} ms, again {warm_stock.time:.0f} ms; "
            f"ours {cold.bytes / 1e6:.2f} MB {cold.time:.0f} ms, again {warm.time:.0f} ms",
            file=sys.stderr,
        )
        with fresh(browser) as context, ours.counting() as counted:
            text = context.new_page()
            text.goto(f"{ours.address}/hoeveel/", wait_until="networkidle")
            found["shift"].append(text.evaluate("window.shift"))
        found["text"].append(counted.bytes / 1e3)
    return found


@dataclass(frozen=True, slots=True)
class Visit:
    """Milliseconds until the answer, and bytes sent by the server until then."""

    time: float
    bytes: int


def visit(browser: Browser, server: Caddy, address: str) -> tuple[Visit, Visit, dict[str, float]]:
    """Visit a page with an empty cache, and once more; measure what changing an answer costs."""
    with fresh(browser) as context:
        with server.counting() as counted:
            page, cold = answered(context, address)
        first = Visit(cold, counted.bytes)
        longest = page.evaluate("window.longest")
        later = statistics.median(change(page, amount) for amount in range(1001, 1021)) if is_ours(page) else 0.0
        page.wait_for_load_state("networkidle")
        page.close()
        with server.counting() as counted:
            page, warm = answered(context, address)
        return first, Visit(warm, counted.bytes), {"longest": longest, "later": later}


@contextmanager
def fresh(browser: Browser) -> Iterator[BrowserContext]:
    """Give a browser that has never been anywhere."""
    context = browser.new_context()
    context.add_init_script(WATCH)
    yield context
    context.close()


def answered(context: BrowserContext, address: str) -> tuple[Page, float]:
    """Open a page and give the milliseconds from navigation to its answer."""
    page = context.new_page()
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => window.answeredAt", timeout=180_000)
    text = page.locator('[data-outcome="subsidy"]').text_content()
    if text != ANSWER:
        raise RuntimeError(f"{address} answered {text}")
    return page, page.evaluate("window.answeredAt")


def is_ours(page: Page) -> bool:
    """Tell whether a page is the site's own."""
    return page.locator("subsidy-calculator").count() == 1


def change(page: Page, amount: int) -> float:
    """Change the fee, and give the milliseconds until the new answer is painted."""
    return float(
        page.evaluate(
            """(amount) => new Promise((resolve) => {
              const fee = document.querySelector('[name="costs.deelname"]');
              const slot = document.querySelector('[data-outcome="subsidy"]');
              const before = slot.textContent;
              const start = performance.now();
              new MutationObserver((_, observer) => {
                if (slot.textContent === before || slot.textContent === "") return;
                observer.disconnect();
                requestAnimationFrame(() => { const channel = new MessageChannel();
                  channel.port1.onmessage = () => resolve(performance.now() - start); channel.port2.postMessage(0); });
              }).observe(slot, { childList: true, characterData: true, subtree: true });
              fee.value = String(amount);
              fee.dispatchEvent(new Event("input", { bubbles: true }));
            })""",
            amount,
        )
    )


def measure_slow(browser: Browser, ours: Caddy, stock: Caddy, runs: int) -> dict[str, list[float]]:
    """Measure both pages on a slow line, with a browser that gets a quarter of its time."""
    ratios = []
    for run in range(runs):
        print(f"slow run {run + 1} of {runs}", file=sys.stderr)
        times = []
        for server, path in ((stock, "/"), (ours, "/bereken/")):
            with shaped(server.port, **SLOW_LINE) as port, slowed(SLOW_CPU), fresh(browser) as context:
                times.append(answered(context, f"http://127.0.0.1:{port}{path}{CASE}")[1])
        print(f"  stock {times[0] / 1000:.1f} s, ours {times[1] / 1000:.1f} s", file=sys.stderr)
        ratios.append(times[1] / times[0])
    return {"slow": ratios}


def report(found: dict[str, list[float]]) -> list[str]:
    """Print the table; give the names of the targets that were missed."""
    missed = []
    print(json.dumps({name: [round(value, 3) for value in values] for name, values in found.items()}), file=sys.stderr)
    print("| measure | target | median | |\n|---|---|---|---|")
    for name, target in TARGETS.items():
        if name not in found:
            continue
        median = statistics.median(found[name])
        kept = median <= target.most
        cells = (
            target.name,
            f"{target.most} {target.unit}",
            f"{median:.2f} {target.unit}",
            "kept" if kept else "missed",
        )
        print(f"| {' | '.join(cells)} |")
        if not kept:
            missed.append(name)
    return missed


if __name__ == "__main__":
    main()
