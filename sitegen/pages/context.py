"""The values that templates may show: of the whole site, and of one page among the others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from calculator.model import Notice, Problem
from calculator.rules import CHECKED_ON
from sitegen.bundle.bundle import Bundle
from sitegen.common.serving import META_POLICY
from sitegen.figures import vocabulary
from sitegen.figures.course_prices import Offer, make_offers
from sitegen.figures.diagrams import diagrams
from sitegen.figures.page_figures import figures_now
from sitegen.figures.rule_changes import Change, changes
from sitegen.source.accessibility_report import AccessibilityReport
from sitegen.source.freshness import is_stale
from sitegen.source.pages import Page
from sitegen.source.read import Source
from sitegen.source.settings import ServiceProvider, Settings

FOOTER_PAGES = 60
"""Up to so many pages, each page links to all others; a larger site has its menu and its search."""


@dataclass(frozen=True, kw_only=True)
class SharedContext:
    """The variables of every template, by their names there."""

    site: Settings
    aanbieder: ServiceProvider
    figures: Mapping[str, str]
    policy: str
    assets: Bundle
    images: str
    today: date
    refusal_keys: tuple[Problem, ...]
    notice_keys: tuple[tuple[Notice, str], ...]
    error_keys: tuple[tuple[Problem, str], ...]
    starting_examples: list[tuple[str, str]]
    amounts_table: vocabulary.AmountsTable
    diagrams: Mapping[str, object]
    courses: list[Offer]
    accessibility: AccessibilityReport | None
    rule_changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True)
class PageContext:
    """The variables of a page's template that come from the other pages and from the date of the build."""

    menu: list[Page]
    footer: list[Page]
    related: list[Page]
    pages_by_slug: Mapping[str, Page]
    untested: list[Page]
    stale: bool


def shared_context(assets: Bundle, read: Source, today: date) -> SharedContext:
    """Return the variables of every template."""
    provider = read.settings.provider
    return SharedContext(
        site=read.settings,
        aanbieder=provider,
        figures=figures_now(),
        policy=META_POLICY,
        assets=assets,
        images=assets["img"],
        today=today,
        refusal_keys=vocabulary.REFUSALS,
        notice_keys=vocabulary.NOTICES,
        error_keys=vocabulary.ERRORS,
        starting_examples=vocabulary.starting_examples(provider.btw_tarief),
        amounts_table=vocabulary.amounts_table(),
        diagrams=diagrams(),
        courses=make_offers(read.courses, today, provider.btw_tarief),
        accessibility=read.accessibility,
        rule_changes=changes(),
    )


def page_context(read: Source, today: date) -> Callable[[Page], PageContext]:
    """Return a function from a page to the variables of its template."""
    pages = read.pages
    menu = sorted((page for page in pages if page.menu is not None), key=lambda page: page.menu or 0)
    footer = [page for page in pages if page.findable] if len(pages) <= FOOTER_PAGES else menu
    by_slug = {page.slug: page for page in pages}
    untested = [page for page in pages if read.accessibility and page.slug not in read.accessibility.pages]

    def context(page: Page) -> PageContext:
        return PageContext(
            menu=menu,
            footer=footer,
            related=[by_slug[slug] for slug in page.related if slug in by_slug],
            pages_by_slug=by_slug,
            untested=untested,
            stale=is_stale(min(page.checked_on, CHECKED_ON), today),
        )

    return context
