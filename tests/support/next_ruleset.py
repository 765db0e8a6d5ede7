"""A copy of the project with a made-up ruleset in it, added as the README says: built by a Python of its own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from calculator.rules import CHECKED_ON
from tests.conftest import ROOT
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
COURSES = """
[[opleiding]]
titel = "Een webwinkel beginnen"
thema = "digitalisering"
lesdagen = [2027-02-01]
prijs = 1000
adres = "https://www.wolk.example/webwinkel"

[[opleiding]]
titel = "Twee jaar boekhouden"
thema = "financieel"
lesdagen = [2027-05-03, 2029-05-07]
prijs = 500
adres = "https://www.wolk.example/boekhouden"

[[opleiding]]
titel = "Een lange winter"
thema = "innovatie"
lesdagen = [2027-01-11, 2028-03-06]
prijs = 1000
adres = "https://www.wolk.example/winter"
"""
CASES = """
[aanvraag]
enterprise = { size = "klein" }
project = { service = "opleiding", theme = "digitalisering", costs = [{ kind = "deelname", amount = "1000" }] }
"""
CASE = """
[[geval]]
naam = "op {day} krijgt een kleine onderneming {subsidy} euro"
bron = "bedacht voor een test"
aanvraag.submitted_on = "{day}"
uitkomst.subsidy = "{subsidy}"
"""
SECONDS = 900

BUILD = """
import json, sys
from datetime import date, timedelta
from pathlib import Path
from sitegen.build_cache import BuildCache
from sitegen.common.diagnostics import BuildError
from sitegen.site import build_site
source, out, days, whole = Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3]), json.loads(sys.argv[4])
cache, said = None if whole else BuildCache(out / "cache"), {}
for day in days:
    try:
        built = build_site(source, out / day, date.fromisoformat(day), lambda *_: None, strict=False, cache=cache)
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
    rules = folder / "calculator" / "rules.py"
    edit(rules, "RULESETS = (R1, R2, R3, R4, R5, R6, R6A, R7)\n", RULESET)
    edit(rules, "AMOUNTS = f", 'NEWS_2027 = "https://www.vlaio.be/nl/nieuws/bedacht-voor-een-test"\nAMOUNTS = f')
    edit(rules, f"CHECKED_ON = {CHECKED_ON!r}".replace("datetime.", ""), "CHECKED_ON = date(2026, 11, 27)")
    expected = {-1: "300.00", 0: "250.00", 1: "250.00"}
    cases = [CASE.format(day=BEGINS + timedelta(days=shift), subsidy=subsidy) for shift, subsidy in expected.items()]
    (folder / "tests" / "cases" / "regels-2027.toml").write_text("".join([CASES, *cases]), "utf-8")
    (folder / "site_src" / "opleidingen.toml").write_text(COURSES, "utf-8")
    return folder


def build_days(copy: Path, out: Path, days: Iterable[date], *, whole: bool) -> Mapping[date, Said]:
    """Build a copy for each day, into a folder with the day as its name; return what each build said.

    A `whole` build has all finishing touches; the others are those of a preview.
    """
    arguments = [str(copy / "site_src"), str(out), json.dumps([str(day) for day in days]), json.dumps(whole)]
    command = [sys.executable, "-c", BUILD, *arguments]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command, cwd=copy, env=environment, capture_output=True, text=True, check=False, timeout=SECONDS
    )
    assert done.returncode == 0, done.stderr[-3000:]
    said = json.loads(done.stdout.splitlines()[-1])
    return {date.fromisoformat(day): Said(**each) for day, each in said.items()}
