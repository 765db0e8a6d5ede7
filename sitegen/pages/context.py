"""What the templates know: of the calculator, of what the browser runs, and of the other pages."""

from collections.abc import Callable, Mapping
from datetime import date

from calculator.page.form import MOST_RELATED
from calculator.rules import CHECKED_ON
from sitegen.bundle.bundle import Bundle
from sitegen.common.serving import META_POLICY
from sitegen.figures import vocabulary as answers
from sitegen.figures.course_prices import make_offers
from sitegen.figures.diagrams import pictures
from sitegen.figures.rule_changes import changes
from sitegen.source.freshness import is_stale
from sitegen.source.pages import Page
from sitegen.source.read import Source

FOOTER_PAGES = 60
"""Up to so many pages, each page links to all others; a larger site has its menu and its search."""


def shared_context(parts: Bundle, read: Source, today: date) -> dict[str, object]:
    """Give what all templates know of the calculator, of what the browser runs, and of the source as a whole."""
    return {
        "policy": META_POLICY,
        "assets": parts,
        "images": parts["img"],
        "today": today,
        "refusal_keys": answers.REFUSALS,
        "notice_keys": answers.NOTICES,
        "error_keys": answers.ERRORS,
        "most_related": MOST_RELATED,
        "starting_examples": answers.starting_examples(read.settings.provider.btw_tarief),
        "amounts_table": answers.amounts_table(),
        "diagrams": pictures(),
        "courses": make_offers(read.courses, today, read.settings.provider.btw_tarief),
        "accessibility": read.inspection,
        "rule_changes": changes(),
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
            "stale": is_stale(min(page.checked_on, CHECKED_ON), today),
        }

    return context
