"""Measures the start of Python in the browser against the stock way, and prints the table of targets.

    uv run --group test python -m tests.bench.bench_browser [--runs 5] [--no-slow]

All pages stand on a real server with brotli; runs alternate in a real browser; every time is a ratio within the run.
Beside ours and the stock page stands the floor: our page with a worker that looks its answers up, and has no Python.
It exits with 1 when a target is missed.
"""

import argparse
import json
import shutil
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qsl

import brotli
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from calculator.page.answer import answer_json
from sitegen.site import build_site
from tests.bench.shaping import shaped, slowed
from tests.bench.stock import write_stock_page
from tests.conftest import ROOT, TODAY
from tests.support.browser import FLAGS, browser_path
from tests.support.caddy import Caddy, Counted, serving

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
LOOKING_UP = """const answers = %s;
self.postMessage({ loaded: 0 });
self.postMessage({ state: "starting" });
self.postMessage({ state: "ready" });
self.onmessage = ({ data: { hello, id, name, text } }) => {
  if (hello) self.postMessage({ state: "ready" });
  else if (name === "answer") self.postMessage({ id, text: answers[JSON.parse(text)["costs.deelname"]] });
};
"""
KILOBIT = 1000 / 8
SLOW_LINE = {"bytes_per_second": 1600 * KILOBIT, "latency": 0.15}
SLOW_CPU = 4


AMOUNTS = range(1001, 1021)
"""The fees that are typed one after another."""


@dataclass(frozen=True, slots=True)
class Target:
    """A row of the table: what, the number that must not be exceeded, the one to aim for, and their unit."""

    name: str
    most: float
    aim: float
    unit: str


TARGETS = {
    "bytes": Target("bytes on the wire until the first answer", 0.45, 0.33, "MB"),
    "requests": Target("requests until the first answer", 12, 8, ""),
    "cold": Target("time to first answer, cold, against stock", 0.16, 0.12, "×"),
    "warm": Target("second visit, against stock", 0.16, 0.12, "×"),
    "slow": Target("cold at 1.6 Mbit/s, 150 ms, CPU ÷ 4, against stock", 0.12, 0.08, "×"),
    "later": Target("a later answer, change to DOM written, median", 3, 2, "ms"),
    "longest": Target("longest task on the main thread", 50, 50, "ms"),
    "text": Target("a text page, first visit, compressed", 60, 60, "kB"),
    "shift": Target("layout shift on a text page", 0, 0, ""),
}
type Found = dict[str, list[float]]


def main() -> None:
    """Measure, print the table, and exit with 1 if a target is missed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--no-slow", action="store_true")
    chosen = options.parse_args()
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        ours, floor, stock = (Path(folder) / name for name in ("ours", "floor", "stock"))
        build_site(ROOT / "site_src", ours, TODAY, lambda *step: print(*step, file=sys.stderr))
        write_floor(ours, floor)
        write_stock_page(stock)
        path = browser_path(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        with serving(ours) as of_ours, serving(floor) as of_floor, serving(stock) as of_stock:
            found, bare = measure(browser, of_ours, of_floor, of_stock, chosen.runs)
            if not chosen.no_slow:
                slow = measure_slow(browser, (of_stock, of_ours, of_floor), max(1, chosen.runs // 2))
                found["slow"], bare["slow"] = slow
        browser.close()
    sys.exit(1 if report(found, bare) else 0)


def write_floor(ours: Path, floor: Path) -> None:
    """Write a copy of a site whose worker looks up the answers that the bench asks for."""
    shutil.copytree(ours, floor)
    values = dict(parse_qsl(CASE.removeprefix("#"))) | {"today": TODAY.isoformat()}
    fee = values["costs.deelname"]
    answers = {each: answer_json(json.dumps(values | {"costs.deelname": each})) for each in (fee, *map(str, AMOUNTS))}
    (worker,) = floor.glob("assets/worker/worker.*.js")
    script = (LOOKING_UP % json.dumps(answers)).encode()
    worker.write_bytes(script)
    worker.with_name(f"{worker.name}.br").write_bytes(brotli.compress(script))
    worker.with_name(f"{worker.name}.gz").unlink()


def measure(browser: Browser, ours: Caddy, floor: Caddy, stock: Caddy, runs: int) -> tuple[Found, Found]:
    """Alternate runs of the three pages; give each measure's values of ours and of the floor, ratios run by run."""
    found: Found = {}
    bare: Found = {}
    for run in range(runs):
        print(f"run {run + 1} of {runs}", file=sys.stderr)
        usual = visit(browser, stock, f"{stock.address}/{CASE}")
        for server, values in ((ours, found), (floor, bare)):
            made = visit(browser, server, f"{server.address}/bereken/{CASE}")
            with fresh(browser) as context, server.counting() as counted:
                text = context.new_page()
                text.goto(f"{server.address}/hoeveel/", wait_until="networkidle")
                shift = text.evaluate("window.shift")
            of_run = {
                "bytes": made.sent.bytes / 1e6,
                "requests": made.sent.requests,
                "cold": made.cold / usual.cold,
                "warm": made.warm / usual.warm,
                "later": made.later,
                "longest": made.longest,
                "text": counted.bytes / 1e3,
                "shift": shift,
            }
            for name, value in of_run.items():
                values.setdefault(name, []).append(value)
            print(
                f"  {made.cold:.0f} ms, again {made.warm:.0f} ms; stock {usual.cold:.0f}, again {usual.warm:.0f}",
                file=sys.stderr,
            )
    return found, bare


@dataclass(frozen=True, slots=True)
class Visit:
    """Milliseconds until the answer at a first and a second visit, what was sent until the first; what came then."""

    cold: float
    warm: float
    sent: Counted
    longest: float
    later: float


def visit(browser: Browser, server: Caddy, address: str) -> Visit:
    """Visit a page with an empty cache, and once more; measure what changing an answer costs."""
    with fresh(browser) as context:
        with server.counting() as sent:
            page, cold = answered(context, address)
        longest = page.evaluate("window.longest")
        later = statistics.median(change(page, amount) for amount in AMOUNTS) if is_ours(page) else 0.0
        page.wait_for_load_state("networkidle")
        page.close()
        _, warm = answered(context, address)
    return Visit(cold=cold, warm=warm, sent=sent, longest=longest, later=later)


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
    """Change the fee, and give the milliseconds until the new answer is written."""
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
                const written = performance.now();
                requestAnimationFrame(() => setTimeout(() => resolve(written - start)));
              }).observe(slot, { childList: true, characterData: true, subtree: true });
              fee.value = String(amount);
              fee.dispatchEvent(new Event("input", { bubbles: true }));
            })""",
            amount,
        )
    )


def measure_slow(browser: Browser, servers: tuple[Caddy, ...], runs: int) -> list[list[float]]:
    """Measure pages on a slow line, with a browser that gets a quarter of its time; give their ratios to the first."""
    ratios: list[list[float]] = [[] for _ in servers[1:]]
    for run in range(runs):
        print(f"slow run {run + 1} of {runs}", file=sys.stderr)
        times = []
        for server, path in zip(servers, ("/", "/bereken/", "/bereken/"), strict=True):
            with shaped(server.port, **SLOW_LINE) as port, slowed(SLOW_CPU), fresh(browser) as context:
                times.append(answered(context, f"http://127.0.0.1:{port}{path}{CASE}")[1])
        print(f"  {', '.join(f'{time / 1000:.1f} s' for time in times)}", file=sys.stderr)
        for values, time in zip(ratios, times[1:], strict=True):
            values.append(time / times[0])
    return ratios


def report(found: Found, bare: Found) -> list[str]:
    """Print the table; give the names of the targets that were missed."""
    missed = []
    for values in (found, bare):
        print(json.dumps({name: [round(each, 3) for each in values[name]] for name in values}), file=sys.stderr)
    print("| measure | target | aim | median | floor | |\n|---|---|---|---|---|---|")
    for name, target in TARGETS.items():
        if name not in found:
            continue
        median = statistics.median(found[name])
        kept = median <= target.most
        numbers = (target.most, target.aim, round(median, 2), round(statistics.median(bare[name]), 2))
        written = (f"{number:g} {target.unit}".strip() for number in numbers)
        print(f"| {target.name} | {' | '.join(written)} | {'kept' if kept else 'missed'} |")
        if not kept:
            missed.append(name)
    return missed


if __name__ == "__main__":
    main()
