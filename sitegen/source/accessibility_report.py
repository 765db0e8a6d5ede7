"""The report of the last accessibility test, from which the site's statement is made."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TypedDict

from sitegen.common.diagnostics import Diagnostic, place_of

FILE = "toegankelijkheid.json"
COMMAND = "uv run --group test python -m tools.accessibility"


class FindingJson(TypedDict):
    """A finding as the file holds it."""

    rule: str
    pages: list[str]


class ReportJson(TypedDict):
    """A report as the file holds it."""

    day: str
    axe: str
    browser: str
    widths: list[int]
    accents: list[str]
    pages: list[str]
    rules: int
    violations: list[FindingJson]
    undecided: list[FindingJson]


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule of axe, and the pages on which it found a violation or could not decide."""

    rule: str
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessibilityReport:
    """An accessibility test: its day, its programs, the violations, and the cases that only a person can decide.

    `rules` counts those that hold somewhere on the site, `accents` are the colours it was tested in.
    """

    day: date
    axe: str
    browser: str
    widths: tuple[int, ...]
    accents: tuple[str, ...]
    pages: tuple[str, ...]
    rules: int
    violations: tuple[Finding, ...]
    undecided: tuple[Finding, ...]


def read_accessibility_report(source: Path) -> tuple[AccessibilityReport | None, list[Diagnostic]]:
    """Return the report of a source, None if there is none, and what is wrong with it."""
    path = source / FILE
    try:
        said = json.loads(path.read_text("utf-8"))
        return parse_report(said), []
    except FileNotFoundError:
        return None, []
    except (ValueError, KeyError, TypeError) as error:
        message = f"het verslag van de toegankelijkheidstest is niet te lezen ({error})"
        return None, [Diagnostic(place_of(path, source), 1, 1, "KMO090", message, f'typ "{COMMAND}"')]


def parse_report(said: ReportJson) -> AccessibilityReport:
    """Return the report in a file's JSON. Raises KeyError, TypeError or ValueError if it is malformed."""
    violations, undecided = (
        tuple(Finding(item["rule"], tuple(item["pages"])) for item in found)
        for found in (said["violations"], said["undecided"])
    )
    return AccessibilityReport(
        day=date.fromisoformat(said["day"]),
        axe=said["axe"],
        browser=said["browser"],
        widths=tuple(said["widths"]),
        accents=tuple(said["accents"]),
        pages=tuple(said["pages"]),
        rules=said["rules"],
        violations=violations,
        undecided=undecided,
    )


def write_accessibility_report(report: AccessibilityReport, source: Path) -> None:
    """Write a report into a source."""
    text = json.dumps(asdict(report), ensure_ascii=False, indent=2, default=str)
    (source / FILE).write_text(text + "\n", "utf-8")
