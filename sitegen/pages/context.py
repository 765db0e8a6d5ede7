"""What the templates know: of the calculator, of what the browser runs, and of the other pages."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from calculator.rules import CHECKED_ON, RULESETS, STALE_AFTER
from sitegen.bundle.assets import Assets
from sitegen.common.serving import META_POLICY
from sitegen.figures import vocabulary as answers
from sitegen.figures.course_prices import make_offers
from sitegen.figures.diagrams import pictures
from sitegen.figures.rate_table import rate_table, theme_rates
from sitegen.figures.rule_changes import announced, changes
from sitegen.figures.rule_topics import rules_of_site
from sitegen.markup.rereading import unread_since
from sitegen.source.pages import Page
from sitegen.source.read import Source

FOOTER_PAGES = 60
"""Up to so many pages, each page links to all others; a larger site has its menu and its search."""


def shared_context(parts: Assets, read: Source, today: date) -> dict[str, object]:
    """Give what all templates know of the calculator, of what the browser runs, and of the source as a whole."""
    rules = rules_of_site(today)
    return {
        "policy": META_POLICY,
        "assets": parts,
        "images": parts.img,
        "today": today,
        "refusal_keys": answers.REFUSALS,
        "notice_keys": answers.NOTICES,
        "error_keys": answers.ERRORS,
        "starting_examples": answers.starting_examples(read.settings.provider.btw_tarief),
        "amounts_table": answers.amounts_table(today),
        "diagrams": pictures(today),
        "courses": make_offers(read.courses, today, read.settings.provider.btw_tarief),
        "accessibility": read.inspection,
        "rule_changes": changes(today),
        "rules_since": rules.in_force_from,
        "rules_updated": max(rules.in_force_from, CHECKED_ON) if announced(today) else rules.in_force_from,
        "first_rules": RULESETS[0].in_force_from,
        "rate_table": rate_table(rules),
        "theme_rates": theme_rates(rules),
        "announced_changes": announced(today),
    }


def page_context(read: Source, today: date) -> Callable[[Page], Mapping[str, object]]:
    """Give what tells of each page what it shows of the others."""
    pages = read.pages
    menu = sorted((page for page in pages if page.menu is not None), key=lambda page: page.menu or 0)
    footer = [page for page in pages if page.findable] if len(pages) <= FOOTER_PAGES else menu
    by_slug = {page.slug: page for page in pages}
    untested = [page for page in pages if read.inspection and page.slug not in read.inspection.pages]

    def context(page: Page) -> Mapping[str, object]:
        return {
            "menu": menu,
            "footer": footer,
            "related": [by_slug[slug] for slug in page.related if slug in by_slug],
            "pages_by_slug": by_slug,
            "untested": untested,
            "unread_since": unread_since(page, today),
            "stale_from": min(page.checked_on, CHECKED_ON) + STALE_AFTER + timedelta(days=1),
        }

    return context
