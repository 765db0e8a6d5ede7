"""Measures how many requests a second nginx and Caddy answer with what the build wrote for them.

    uv run --group test python -m tests.bench.bench_load [--seconds 5] [--rounds 3]

`wrk` asks over 32 connections for a page, and for all that a first visit to the calculator fetches until its answer,
compressed with brotli. Server and wrk share this machine's processors with whatever else it does, which only makes them
slower: of some rounds the quickest counts. It exits with 1 when an answer is missing in any, or not a good one.
"""

import argparse
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from sitegen.site import build_site
from tests.bench.bench_browser import CASE, answered, fresh
from tests.conftest import ROOT, TODAY
from tests.support.browser import FLAGS, browser_path
from tests.support.programs import program
from tests.support.servers import serving

CONNECTIONS = 32
PAGE = "/hoeveel/"
SCRIPT = """local paths = {{ {paths} }}
local next = 0
request = function()
  next = next % #paths + 1
  return wrk.format("GET", paths[next], {{ ["Accept-Encoding"] = "br" }})
end
"""
SAID = {
    "requests": re.compile(r"Requests/sec:\s+([\d.]+)"),
    "p99": re.compile(r"99%\s+([\d.]+)(us|ms|s)"),
    "failed": re.compile(r"Socket errors: (.*)|Non-2xx or 3xx responses: (\d+)"),
}
NOTHING = ""
MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True, slots=True)
class Load:
    """What a server bore: requests a second, milliseconds within which 99 of 100 were answered, and what failed."""

    requests: float
    p99: float
    failed: str


def main() -> None:
    """Measure, print the table, and exit with 1 if anything failed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=int, default=5)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    failed = False
    with TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build_site(ROOT / "site_src", site, TODAY, lambda *step: print(*step, file=sys.stderr))
        Path(folder).chmod(0o755)
        sets = {f"`{PAGE}`": [PAGE]}
        print(f"load average before: {os.getloadavg()[0]:.1f}, on {os.cpu_count()} processors\n")
        print("| server | what | requests/s | visits/s | p99 | failed |\n|---|---|---|---|---|---|")
        for server in ("nginx", "caddy"):
            with serving(server, site, site) as address:
                sets["a first visit to `/bereken/`"] = first_visit(address)
                for what, paths in sets.items():
                    loads = [bear(address, paths, chosen.seconds, Path(folder)) for _ in range(chosen.rounds)]
                    load = max(loads, key=lambda load: (load.failed, load.requests))
                    failed = failed or load.failed != NOTHING
                    visits = load.requests / len(paths)
                    cells = (
                        server,
                        what,
                        f"{load.requests:.0f}",
                        f"{visits:.0f}",
                        f"{load.p99:.1f} ms",
                        load.failed or "none",
                    )
                    print(f"| {' | '.join(cells)} |", flush=True)
    sys.exit(failed)


def first_visit(address: str) -> list[str]:
    """Give the addresses that a browser asks for until the first answer."""
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path(playwright.chromium.executable_path), args=list(FLAGS)
        )
        with fresh(browser) as context:
            context.on("request", lambda request: asked.append(request.url.partition("#")[0]))
            answered(context, f"{address}/bereken/{CASE}")
            found = list(dict.fromkeys(asked))
        browser.close()
    return [url.removeprefix(address) for url in found]


def bear(address: str, paths: list[str], seconds: int, folder: Path) -> Load:
    """Have wrk ask for these paths in turn."""
    script = folder / "paths.lua"
    script.write_text(SCRIPT.format(paths=", ".join(f'"{path}"' for path in paths)))
    command = [program("wrk"), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", str(script), address]
    said = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60, check=True).stdout
    requests, p99 = SAID["requests"].search(said), SAID["p99"].search(said)
    if requests is None or p99 is None:
        raise RuntimeError(f"wrk said:\n{said}")
    failures = [found[0] for found in SAID["failed"].finditer(said)]
    return Load(float(requests[1]), float(p99[1]) * MILLISECONDS[p99[2]], ", ".join(failures) or NOTHING)


if __name__ == "__main__":
    main()
