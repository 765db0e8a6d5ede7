"""The age of pages and rules since their last check, and the marks of a check in a page."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from calculator.notation import write_date
from calculator.rules import CHECKED_ON, RULESETS, STALE_AFTER, TRANSITIONS
from sitegen.common.diagnostics import Diagnostic, place_of
from sitegen.common.paths import CALCULATOR, RULES
from sitegen.source.pages import Page

AGEING_AFTER = timedelta(days=90)
KEY = "nagekeken_op"
REREAD = "herlezen_voor"
LINE = re.compile(rf"^{KEY}:[^\r\n]*", re.MULTILINE)
REREAD_LINE = re.compile(rf"^{REREAD}:[^\r\n]*", re.MULTILINE)


def is_stale(checked_on: date, today: date) -> bool:
    """Tell whether a check is so long ago that the page must say so."""
    return today - checked_on > STALE_AFTER


def check_freshness(pages: Iterable[Page], today: date, *, strict: bool) -> Iterator[Diagnostic]:
    """Find pages and rules whose check is long ago: a warning, or an error if `strict` and the page must say so.

    A build only warns, so that an old source can always be built.
    """
    for page in pages:
        warning = not (strict and is_stale(page.checked_on, today))
        if KEY in page.keys and today - page.checked_on > AGEING_AFTER:
            remedy = f'lees de pagina na en typ "build.py nagekeken {page.slug}"'
            yield page.diagnostic(KEY, "KMO050", describe(page.checked_on, today), remedy, warning=warning)
        elif KEY in page.keys and page.checked_on > today:
            message, remedy = f"nagekeken op {write_date(page.checked_on)}, dat moet nog komen", "kijk de datum na"
            yield page.diagnostic(KEY, "KMO052", message, remedy, warning=True)
    if today - CHECKED_ON > AGEING_AFTER:
        warning = not (strict and is_stale(CHECKED_ON, today))
        remedy = "vergelijk de regels met hun bronnen en pas CHECKED_ON aan"
        yield Diagnostic(
            place_of(RULES, CALCULATOR), line_of_rules_date(), 1, "KMO051", describe(CHECKED_ON, today), remedy, warning
        )


def describe(checked_on: date, today: date) -> str:
    """Return the day of a check and how many days ago it was, in words."""
    return f"laatst nagekeken op {write_date(checked_on)}, {(today - checked_on).days} dagen geleden"


def line_of_rules_date() -> int:
    """Return the line of `CHECKED_ON` in the rules."""
    lines = RULES.read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.startswith("CHECKED_ON")), 1)


def mark_checked(path: Path, today: date) -> None:
    """Write into a page that it was checked today, changing that line only.

    Raises ValueError if the page does not say when it was checked.
    """
    text = path.read_bytes().decode("utf-8")
    marked, count = LINE.subn(f"{KEY}: {today.isoformat()}", text, count=1)
    if not count:
        raise ValueError(f"{path.name} heeft geen {KEY}")
    path.write_bytes(marked.encode("utf-8"))


def mark_reread(path: Path, begins: date) -> None:
    """Write in a page that it was read again for the rules that begin on a day, touching that line only.

    Raise ValueError if the page does not say when it was checked.
    """
    text = path.read_bytes().decode("utf-8")
    line = f"{REREAD}: {begins.isoformat()}"
    marked, count = REREAD_LINE.subn(line, text, count=1)
    if not count:
        marked, count = LINE.subn(lambda found: f"{found[0]}\n{line}", text, count=1)
    if not count:
        raise ValueError(f"{path.name} heeft geen {KEY}")
    path.write_bytes(marked.encode("utf-8"))


def next_stale_day(pages: Iterable[Page], today: date) -> date | None:
    """Return the first day after today on which a page or the rules were checked too long ago."""
    checked = {CHECKED_ON, *(page.checked_on for page in pages if page.checked_on < date.max)}
    days = (day + after + timedelta(days=1) for day in checked for after in (AGEING_AFTER, STALE_AFTER))
    return min((day for day in days if day > today), default=None)


def next_rules_day(today: date) -> date | None:
    """Return the first day after today on which other rules begin, or days on which sources disagree begin or end."""
    days = [rules.in_force_from for rules in RULESETS]
    days += [day for days in TRANSITIONS for day in (days.first, days.last + timedelta(days=1))]
    return min((day for day in days if day > today), default=None)
