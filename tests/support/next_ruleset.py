"""A copy of the project with a made-up ruleset at the end of its rules, built by a Python of its own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from calculator.model import EnterpriseSize
from calculator.rules import CHECKED_ON, RULESETS
from sitegen.source.freshness import mark_reread
from tests.conftest import ROOT
from tests.support.sources import edit

YEAR = max(RULESETS[-1].in_force_from, CHECKED_ON).year + 1
BEGINS = date(YEAR, 1, 1)
"""The first day of the made-up rules: the next 1 January of which no rules are known."""

DAY = timedelta(days=1)
ADDED = BEGINS - 34 * DAY
"""The day on which the made-up rules are added; the day before, the sources were compared."""

LOWER_RATE, LOWER_CEILING = Decimal("0.01"), Decimal("100.00")
"""How much lower every rate and every ceiling is by the made-up rules: figures that no rules ever had."""

RULESET = f"""
MADE_UP = "https://www.vlaio.be/nl/nieuws/bedacht-voor-een-test"
BEGINS = {BEGINS!r}
LOWER_RATES = {{size: rate - {LOWER_RATE!r} for size, rate in RULESETS[-1].rates.value.items()}}
LOWER_CEILINGS = {{size: ceiling - {LOWER_CEILING!r} for size, ceiling in RULESETS[-1].ceilings.value.items()}}
RULESETS += (
    replace(
        RULESETS[-1],
        name="R{YEAR}",
        in_force_from=BEGINS,
        source=MADE_UP,
        certainty=Certainty.OFFICIAL,
        rates=Rule(LOWER_RATES, BEGINS, MADE_UP),
        ceilings=Rule(LOWER_CEILINGS, BEGINS, MADE_UP),
        increases=RULESETS[-1].increases
        | {{(TRAINING, Theme.SUSTAINABILITY): Rule(Decimal("0.15"), BEGINS, MADE_UP)}},
    ),
)
""".replace("datetime.", "")
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
COURSES = f"""
[[opleiding]]
titel = "Een webwinkel beginnen"
thema = "digitalisering"
lesdagen = [{YEAR}-02-01]
prijs = 1000
adres = "https://www.wolk.example/webwinkel"

[[opleiding]]
titel = "Twee jaar boekhouden"
thema = "financieel"
lesdagen = [{YEAR}-05-03, {YEAR + 2}-05-07]
prijs = 500
adres = "https://www.wolk.example/boekhouden"

[[opleiding]]
titel = "Een lange winter"
thema = "innovatie"
lesdagen = [{YEAR}-01-11, {YEAR + 1}-03-06]
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
from decimal import Decimal
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
    """The report of a build: when to build again, and its warnings."""

    changes_on: str
    warnings: list[str]


def make_copy(folder: Path) -> Path:
    """Copy the project, add courses and the made-up ruleset, and have one page read again for the rules before it."""
    for name in COPIED:
        source = ROOT / name
        ignored = shutil.ignore_patterns("__pycache__", ".*")
        shutil.copytree(source, folder / name, ignore=ignored) if source.is_dir() else shutil.copy(source, folder)
    for name in LINKED:
        (folder / name).symlink_to(ROOT / name)
    rules = folder / "calculator" / "rules.py"
    edit(rules, *(f"CHECKED_ON = {day!r}".replace("datetime.", "") for day in (CHECKED_ON, ADDED - DAY)))
    rules.write_text(rules.read_text("utf-8") + RULESET, "utf-8")
    rate = RULESETS[-1].rates.value[EnterpriseSize.SMALL]
    rates = {BEGINS - DAY: rate, BEGINS: rate - LOWER_RATE, BEGINS + DAY: rate - LOWER_RATE}
    cases = [CASE.format(day=day, subsidy=f"{1000 * rate:.2f}") for day, rate in rates.items()]
    (folder / "tests" / "cases" / f"regels-{YEAR}.toml").write_text("".join([CASES, *cases]), "utf-8")
    (folder / "site_src" / "opleidingen.toml").write_text(COURSES, "utf-8")
    mark_reread(folder / "site_src" / "pages" / "hoeveel.md", RULESETS[-1].in_force_from)
    return folder


def build_days(copy: Path, out: Path, days: Iterable[date], *, whole: bool) -> Mapping[date, Said]:
    """Build a copy for each day, into a folder with the day as its name; return the report of each.

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
