"""Write `build.json`: the hash of every built file, so that a served site can be compared with its build."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from calculator.rules import CHECKED_ON, RULESETS
from sitegen.bundle.pyodide_release import LOCK
from sitegen.common.hashes import sha256
from sitegen.common.paths import ROOT

RECORD = "build.json"
FILES, EARLIER = "files", "earlier"
"""Keys of the record: the hash of every file, and since when files are there for pages of earlier releases only."""


def write_record(out: Path, redirects: Mapping[str, str], earlier: Mapping[str, str]) -> None:
    """Write the hash of every file under `out`, the dates of the rules, and the versions of the programs.

    `redirects` holds the new address of each old one: some hosts answer with the page there. `earlier` holds since when
    a file is there for pages of earlier releases only.
    """
    record = {
        "schema": "kmo-build/1",
        "versions": versions(),
        "rules": {
            "in_force_from": [rules.in_force_from.isoformat() for rules in RULESETS],
            "checked_on": CHECKED_ON.isoformat(),
        },
        "redirects": dict(sorted(redirects.items())),
        EARLIER: dict(sorted(earlier.items())),
        FILES: hashes_of(out),
    }
    (out / RECORD).write_text(json.dumps(record, indent=1) + "\n", "utf-8")


def read_entries(record: bytes | None, key: str) -> dict[str, str]:
    """Read the entries under a key of a record; none if they cannot be read."""
    try:
        return {str(name): str(value) for name, value in json.loads(record or b"{}")[key].items()}
    except (ValueError, LookupError, TypeError, AttributeError):
        return {}


def versions() -> dict[str, str]:
    """Return the versions of the programs that visitors run, from where each is pinned."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    packages = json.loads((ROOT / "package.json").read_text("utf-8"))
    return {
        "calculator": project["project"]["version"],
        "pyodide": packages["dependencies"]["pyodide"],
        "python": str(LOCK["info"]["python"]),
    }


def hashes_of(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file under a folder, by its path."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()) for path in files}
