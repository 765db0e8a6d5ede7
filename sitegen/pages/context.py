"""The values that templates may show: of the whole site, and of one page among the others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from calculator.model import Problem, Refusal, Service
from calculator.outcome import Notice
from calculator.page.form import MOST_RELATED
from calculator.rules import CHECKED_ON, RULESETS, STALE_AFTER
from sitegen.bundle.assets import Assets
from sitegen.common.paths import EDITOR
from sitegen.common.serving import META_POLICY
from sitegen.figures import vocabulary
from sitegen.figures.course_prices import Offer, make_offers
from sitegen.figures.diagrams import diagrams
from sitegen.figures.page_figures import figures_now
from sitegen.figures.rate_table import RateRow, ThemeRates, rate_tables, theme_rates
from sitegen.figures.rule_changes import PUBLISHERS, Change, Scope, announced, changes, scope_of
from sitegen.figures.rule_topics import rules_of_site
from sitegen.markup.rereading import unread_since
from sitegen.pages.editor import PAGE_COLLECTION
from sitegen.source.accessibility_report import AccessibilityReport
from sitegen.source.front_matter import GROUPS
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
    assets: Assets
    images: str
    today: date
    refusal_keys: tuple[Refusal, ...]
    notice_keys: tuple[tuple[Notice, str], ...]
    error_keys: tuple[tuple[Problem, str], ...]
    publishers: Mapping[str, str]
    most_related: int
    starting_examples: list[tuple[str, str]]
    short_example: Mapping[str, Any]
    amounts_table: vocabulary.AmountsTable
    diagrams: Mapping[str, object]
    courses: list[Offer]
    accessibility: AccessibilityReport | None
    rules_since: date
    rules_updated: date
    first_rules: date
    rate_tables: Mapping[str, tuple[RateRow, ...]]
    theme_rates: tuple[ThemeRates, ...]
    service_themes: Mapping[Service, Scope]
    announced_changes: tuple[Change, ...]
    rule_changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True)
class PageContext:
    """The variables of a page's template that come from the other pages and from the date of the build."""

    menu: list[Page]
    footer: Mapping[str, list[Page]]
    related: list[Page]
    pages_by_slug: Mapping[str, Page]
    untested: list[Page]
    unread_since: date | None
    stale_from: date
    address_to_edit: str | None


def shared_context(assets: Assets, read: Source, today: date) -> SharedContext:
    """Return the variables of every template."""
    provider, rules = read.settings.provider, rules_of_site(today)
    return SharedContext(
        site=read.settings,
        aanbieder=provider,
        figures=figures_now(today),
        policy=META_POLICY,
        assets=assets,
        images=assets.img,
        today=today,
        refusal_keys=vocabulary.REFUSALS,
        notice_keys=vocabulary.NOTICES,
        error_keys=vocabulary.ERRORS,
        publishers=PUBLISHERS,
        most_related=MOST_RELATED,
        starting_examples=vocabulary.starting_examples(provider.vat_rate),
        short_example=vocabulary.short_example(max(today, RULESETS[0].in_force_from)),
        amounts_table=vocabulary.amounts_table(today),
        diagrams=diagrams(today),
        courses=make_offers(read.courses, today, provider.vat_rate),
        accessibility=read.accessibility,
        rules_since=rules.in_force_from,
        rules_updated=max(rules.in_force_from, CHECKED_ON) if announced(today) else rules.in_force_from,
        first_rules=RULESETS[0].in_force_from,
        rate_tables=rate_tables(rules),
        theme_rates=theme_rates(rules),
        service_themes={service: scope_of(rules.themes[service].value) for service in Service},
        announced_changes=announced(today),
        rule_changes=changes(today),
    )


def address_to_edit(page: Page, settings: Settings) -> str | None:
    """Return where whoever sees a mistake on a page can mend it: in the site's editor, or else where its source is."""
    editing = settings.editing
    if editing is None or not editing.link:
        return None
    if editing.editor:
        return f"{settings.address}{EDITOR}/#/collections/{PAGE_COLLECTION}/entries/{page.slug}"
    return editing.address_to_edit(page.place)


def page_context(read: Source, today: date) -> Callable[[Page], PageContext]:
    """Return a function from a page to the variables of its template."""
    pages = read.pages
    menu = sorted((page for page in pages if page.menu is not None), key=lambda page: page.menu or 0)
    listed = [page for page in pages if page.findable] if len(pages) <= FOOTER_PAGES else menu
    ordered = sorted(listed, key=lambda page: (page.address != "/", page.menu is None, page.menu, page.menu_title))
    footer = {group: [page for page in ordered if page.group == group] for group in GROUPS}
    by_slug = {page.slug: page for page in pages}
    untested = [page for page in pages if read.accessibility and page.slug not in read.accessibility.pages]

    def context(page: Page) -> PageContext:
        return PageContext(
            menu=menu,
            footer=footer,
            related=[by_slug[slug] for slug in page.related if slug in by_slug],
            pages_by_slug=by_slug,
            untested=untested,
            unread_since=unread_since(page, today),
            address_to_edit=address_to_edit(page, read.settings),
            stale_from=min(page.checked_on, CHECKED_ON) + STALE_AFTER + timedelta(days=1),
        )

    return context
