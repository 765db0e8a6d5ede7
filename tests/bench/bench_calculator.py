"""Tell how fast the calculator is: `python tests/bench/bench_calculator.py`.

Applications a second through `--lines` on one core and on two, and the command's start beside that of a bare
interpreter. Numbers of one machine say little about another: compare the ratios.
"""

import json
import subprocess
import sys
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parent.parent.parent
LINES = 30_000
ROUNDS = 3
STARTS = 15

SHORT = {
    "submitted_on": "2026-11-23",
    "enterprise": {"size": "klein"},
    "project": {"service": "opleiding", "theme": "energie", "costs": [{"kind": "deelname", "amount": "2500"}]},
}
FORM = {
    "submitted_on": "2026-10-02",
    "subsidy_received": "1.200",
    "enterprise": {
        "staff": "12",
        "turnover": "1.800.000",
        "balance_sheet_total": "900000",
        "in_flanders": True,
        "legal_form": "vennootschap",
    },
    "project": {
        "service": "opleiding",
        "theme": "digitalisering",
        "starts_on": "2026-10-10",
        "vat_rate": "21",
        "costs": [{"kind": "deelname", "amount": "1250,00"}, {"kind": "cursusmateriaal", "amount": "45,50"}],
    },
}
FULL = {
    "submitted_on": "2026-11-23",
    "subsidy_received": "0",
    "enterprise": {
        "size": None,
        "staff": "12,5",
        "turnover": "1.800.000",
        "balance_sheet_total": "900000",
        "related": [{"share": "30", "staff": "10", "turnover": "500000", "balance_sheet_total": "200000"}],
        "in_flanders": True,
        "legal_form": "vennootschap",
        "public_share": "0",
        "eligible_activity": None,
    },
    "project": {
        "service": "opleiding",
        "theme": "cybersecurity",
        "starts_on": "2026-12-01",
        "registered_provider": True,
        "vat_rate": "21",
        "costs": [
            {"kind": "deelname", "amount": "2500"},
            {"kind": "catering", "amount": "180", "persons": "2", "days": "3"},
        ],
    },
}


def main() -> None:
    """Measure, and print what was measured."""
    start = best([sys.executable, "-m", "calculator", "--lines"], b"", STARTS)
    bare = best([sys.executable, "-c", "pass"], b"", STARTS)
    sys.stdout.write(f"start: {start:.3f} s, {start / bare:.1f} times a bare interpreter ({bare:.3f} s)\n")
    for name, application in (("short", SHORT), ("form", FORM), ("full", FULL)):
        lines = (json.dumps(application) + "\n").encode() * LINES
        seconds = best([sys.executable, "-m", "calculator", "--lines"], lines, ROUNDS) - start
        both = best([sys.executable, "-m", "calculator", "--lines", "--jobs", "2"], lines, ROUNDS) - start
        sys.stdout.write(
            f"{name}: {LINES / seconds:,.0f} applications a second, {seconds / both:.2f} times as many with --jobs 2\n"
        )


def best(command: list[str], given: bytes, rounds: int) -> float:
    """Give the shortest time of some runs, in seconds: what others did meanwhile only adds to it."""
    times = []
    for _ in range(rounds):
        start = perf_counter()
        subprocess.run(command, input=given, stdout=subprocess.DEVNULL, cwd=ROOT, timeout=600, check=True)
        times.append(perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    main()
