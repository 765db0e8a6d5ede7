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


def is_stale(checked_on: date, today: date) -> bool:
    """Return whether a check is so long ago that the page must say so."""
    return today - checked_on > STALE_AFTER


def check_freshness(pages: Iterable[Page], today: date, *, strict: bool) -> Iterator[Diagnostic]:
    """Find pages and rules whose check is long ago: a warning, or an error if `strict` and the page must say so.

    A build only warns, so that an old source can always be built.
    """
    for page in [page for page in pages if page.checked_on < date.max]:  # the others have no day, and are told so
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
    """Write into a page that it was checked today. Raises ValueError if it does not say when it was checked."""
    mark(path, KEY, today)


def mark_reread(path: Path, begins: date) -> None:
    """Write into a page that it was read again for the rules that begin on a day. Raises as `mark_checked`."""
    mark(path, REREAD, begins)


def mark(path: Path, key: str, day: date) -> None:
    """Write a day into a page, changing the line of `key` only; a new one comes below the day of the check."""
    text = path.read_bytes().decode("utf-8")
    line = f"{key}: {day.isoformat()}"
    marked, count = re.subn(rf"^{key}:[^\r\n]*", line, text, count=1, flags=re.MULTILINE)
    if not count:
        marked, count = re.subn(rf"^({KEY}:[^\r\n]*)(\r?\n)", rf"\1\2{line}\2", text, count=1, flags=re.MULTILINE)
    if not count:
        raise ValueError(f"{path.name} heeft geen {KEY}")
    path.write_bytes(marked.encode("utf-8"))


def days_of_checks(pages: Iterable[Page]) -> Iterator[date]:
    """Return the days on which pages or rules will have been checked too long ago."""
    for checked_on in {CHECKED_ON, *(page.checked_on for page in pages if page.checked_on < date.max)}:
        yield from (checked_on + after + timedelta(days=1) for after in (AGEING_AFTER, STALE_AFTER))


def days_of_rules() -> Iterator[date]:
    """Return the days on which rules begin, or days on which sources disagree begin or end."""
    yield from (rules.in_force_from for rules in RULESETS)
    for transition in TRANSITIONS:
        yield from (transition.first, transition.last + timedelta(days=1))
