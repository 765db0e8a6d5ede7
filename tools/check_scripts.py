"""Check scripts and style sheets with Biome, TypeScript and Stylelint.

    uv run python -m tools.check_scripts

Biome itself mends the format and the order of imports:

    uv run node node_modules/.bin/biome check --write
"""

import subprocess
import sys

from sitegen.bundle import sveltia
from sitegen.bundle.packages import fetch_packages
from sitegen.common.paths import ROOT
from sitegen.common.tools import TOOLS

COMMANDS = (
    ("biome", "check"),
    *(("tsc", "--project", config) for config in ("tsconfig.json", "tsconfig.sw.json", "tsconfig.node.json")),
    ("stylelint", "site_src/**/*.css", "sitegen/**/*.css"),
)


def report(text: str) -> None:
    """Say what takes a while."""
    print(text, file=sys.stderr)


def main() -> None:
    """Run every checker, and exit with 1 if one of them found something."""
    programs = fetch_packages(ROOT, report, checkers=True) / ".bin"
    fetch_packages(sveltia.SOURCE, report)  # which its scripts import
    codes = [
        subprocess.run([TOOLS / "node", programs / name, *options], cwd=ROOT, check=False, timeout=300).returncode
        for name, *options in COMMANDS
    ]
    sys.exit(any(codes))


if __name__ == "__main__":
    main()
