"""The topics on which pages rest, and the rulesets that changed them since a page was last read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from calculator.notation import write_date
from calculator.rules import RULESETS, Ruleset, rules_before
from sitegen.common.diagnostics import Diagnostic
from sitegen.figures.rule_topics import NAMES, changed_topics
from sitegen.markup.typed_figures import diagnostic_at
from sitegen.source.pages import Page

KEY = "steunt_op"
MARK = re.compile(r"steunt_op\(([^)\n]*)\)")
"""The mark of the topics on which a line rests."""

TOPIC = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A topic that a page rests on: its offset in the body, None for the whole page."""

    topic: str
    offset: int | None


def places_of(page: Page) -> Iterator[Place]:
    """Return each topic that a page or one of its lines rests on."""
    yield from (Place(topic, None) for topic in page.rests_on)
    for mark in MARK.finditer(page.body):
        yield from (Place(topic, mark.start()) for topic in TOPIC.findall(mark[1]))


def unread_rulesets(page: Page) -> Iterator[tuple[Ruleset, list[Place]]]:
    """Return each ruleset that touches what a page rests on and for which nobody has read the page again.

    Whoever checked a page after a ruleset began has read it for that one.
    """
    places = list(places_of(page))
    read_for = max(page.checked_on, page.reread_for or page.checked_on)
    for rules in RULESETS:
        before = rules_before(rules)
        if places and before is not None and rules.in_force_from > read_for:
            changed = changed_topics(before, rules)
            if touched := [place for place in places if place.topic in changed]:
                yield rules, touched


def unread_since(page: Page, today: date) -> date | None:
    """Return the first day of a ruleset that is in force and for which nobody has read the page again."""
    return next((rules.in_force_from for rules, _ in unread_rulesets(page) if rules.in_force_from <= today), None)


def check_rereading(page: Page, today: date, *, strict: bool) -> Iterator[Diagnostic]:
    """Report unknown topics, and every place that wants to be read again: an error once the rules hold, if `strict`."""
    for topic in page.rests_on:
        if topic not in NAMES:
            yield page.diagnostic(KEY, "KMO019", f'onbekend onderwerp "{topic}"', f"kies uit: {', '.join(NAMES)}")
    for rules, places in unread_rulesets(page):
        begins = rules.in_force_from
        for place in places:
            message = f'"{place.topic}" verandert op {write_date(begins)}'
            remedy = f'lees dit na voor die regels en typ "build.py herlezen {page.slug}"'
            warning = not (strict and begins <= today)
            if place.offset is None:
                yield page.diagnostic(KEY, "KMO053", message, remedy, warning=warning)
            else:
                yield diagnostic_at(page, place.offset, "KMO053", message, remedy, warning=warning)
