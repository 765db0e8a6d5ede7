"""The markup of every built page, read by html-validate."""

import json
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

NODE = Path(sys.executable).parent / "node"
VALIDATOR = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
RULES = ROOT / "tests" / "built_site" / "htmlvalidate.mjs"


def test_every_built_page_is_valid_html(built_site: Path) -> None:
    command: list[str | Path] = [
        NODE,
        VALIDATOR,
        "--config",
        RULES,
        "--formatter",
        "json",
        *sorted(built_site.rglob("*.html")),
    ]
    read = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    faults = [
        f"{page['filePath']}:{fault['line']}:{fault['column']} {fault['ruleId']}: {fault['message']}"
        for page in json.loads(read.stdout or "[]")
        for fault in page["messages"]
    ]
    assert faults == []
    assert read.returncode == 0, read.stderr
