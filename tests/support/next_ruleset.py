"""A copy of the project with a made-up ruleset in it, added as the README says: built by a Python of its own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.conftest import OTHER_PROVIDER, ROOT
from tests.support.sources import edit

BEGINS = date(2027, 1, 1)
RULESET = """R8 = replace(
    R7,
    name="R8",
    in_force_from=date(2027, 1, 1),
    source=NEWS_2027,
    certainty=Certainty.OFFICIAL,
    rates=Rule({SMALL: Decimal("0.25"), MEDIUM: Decimal("0.15")}, date(2027, 1, 1), NEWS_2027),
    ceilings=Rule({SMALL: Decimal("5000.00"), MEDIUM: Decimal("5000.00")}, date(2027, 1, 1), NEWS_2027),
    increases=R7.increases | {(TRAINING, Theme.SUSTAINABILITY): Rule(Decimal("0.15"), date(2027, 1, 1), NEWS_2027)},
)

RULESETS = (R1, R2, R3, R4, R5, R6, R6A, R7, R8)
"""
COPIED = (
    "calculator",
    "sitegen",
    "site_src",
    "tests",
    "build.py",
    "package.json",
    "package-lock.json",
    "pyproject.toml",
    "docs",
)
LINKED = ("node_modules", ".cache")
SECONDS = 900

BUILD = """
import json, sys
from datetime import date
from pathlib import Path
from sitegen.build_cache import Kept
from sitegen.common.diagnostics import BuildError
from sitegen.site import build_site
source, out, days, whole = Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3]), json.loads(sys.argv[4])
kept, said = None if whole else Kept(out / "kept"), {}
for day in days:
    try:
        built = build_site(source, out / day, date.fromisoformat(day), lambda *_: None, strict=False, kept=kept)
    except BuildError as error:
        print(error, file=sys.stderr)
        raise
    said[day] = {"changes_on": str(built.changes_on), "warnings": [str(warning) for warning in built.warnings]}
print(json.dumps(said))
"""


@dataclass(frozen=True, slots=True)
class Said:
    """What a build said: when to build again, and its warnings."""

    changes_on: str
    warnings: list[str]


def make_copy(folder: Path) -> Path:
    """Copy the project, with courses, and add the made-up ruleset to it."""
    for name in COPIED:
        source = ROOT / name
        ignored = shutil.ignore_patterns("__pycache__", ".*")
        shutil.copytree(source, folder / name, ignore=ignored) if source.is_dir() else shutil.copy(source, folder)
    for name in LINKED:
        (folder / name).symlink_to(ROOT / name)
    shutil.copy(OTHER_PROVIDER / "opleidingen.toml", folder / "site_src")
    rules = folder / "calculator" / "rules.py"
    edit(rules, "RULESETS = (R1, R2, R3, R4, R5, R6, R6A, R7)\n", RULESET)
    edit(rules, "AMOUNTS = f", 'NEWS_2027 = "https://www.vlaio.be/nl/nieuws/bedacht-voor-een-test"\nAMOUNTS = f')
    edit(rules, "CHECKED_ON = date(2026, 11, 23)", "CHECKED_ON = date(2026, 11, 27)")
    return folder


def build_days(copy: Path, out: Path, days: Iterable[date], *, whole: bool) -> Mapping[date, Said]:
    """Build a copy for each day, into a folder with the day as its name; return what each build said.

    A `whole` build has all finishing touches; the others are those of a preview.
    """
    arguments = [str(copy / "site_src"), str(out), json.dumps([str(day) for day in days]), json.dumps(whole)]
    command = [sys.executable, "-c", BUILD, *arguments]
    environment = os.environ | {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command, cwd=copy, env=environment, capture_output=True, text=True, check=False, timeout=SECONDS
    )
    assert done.returncode == 0, done.stderr[-3000:]
    said = json.loads(done.stdout.splitlines()[-1])
    return {date.fromisoformat(day): Said(**each) for day, each in said.items()}
