"""A source as a build on one day reads it: settings, pages, courses and the accessibility report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sitegen.common.diagnostics import Diagnostic
from sitegen.source.accessibility_report import AccessibilityReport, read_accessibility_report
from sitegen.source.courses import TEMPLATE, Course, read_courses
from sitegen.source.freshness import check_freshness, days_of_checks, days_of_rules
from sitegen.source.pages import Page, read_pages
from sitegen.source.redirects import check_redirects, redirects_of
from sitegen.source.schedule import (
    courses_left_out,
    days_of_courses,
    days_of_pages,
    describe_absence,
    is_visible,
    next_day,
)
from sitegen.source.settings import Settings, read_settings
from sitegen.source.synonyms import Synonym, read_synonyms


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The settings, pages, courses and synonyms of a source on a day, and everything that is wrong with them.

    `left_out` says of each page and course that is not published why, `drafts` of each address that is only there
    in a preview, `absent` of each address that does not exist today what to know; from `changes_on` on, the site
    holds others.
    """

    settings: Settings
    pages: tuple[Page, ...]
    courses: tuple[Course, ...]
    accessibility: AccessibilityReport | None
    synonyms: tuple[Synonym, ...]
    drafts: Mapping[str, str]
    left_out: Mapping[str, str]
    absent: Mapping[str, str]
    changes_on: date | None
    diagnostics: tuple[Diagnostic, ...]


def read_source(source: Path, today: date, *, strict: bool, drafts: bool) -> Source:
    """Return a source as it is on a day; without a file of courses, their page is left out too.

    A report of accessibility from before the provider took the site over is not the provider's, and left out.

    With `drafts`, pages that are not published on that day are there too.
    """
    settings, settings_diagnostics = read_settings(source)
    pages, page_diagnostics = read_pages(source)
    listed, course_diagnostics = read_courses(source)
    report, accessibility_diagnostics = read_accessibility_report(source)
    synonyms, synonym_diagnostics = read_synonyms(source)
    if listed is None:
        pages = [page for page in pages if page.template != TEMPLATE]
    courses = listed or []
    unpublished = {page: describe_absence(page, today) for page in pages if not is_visible(page, today)}
    visible = tuple(page for page in pages if drafts or page not in unpublished)
    hidden = {} if drafts else unpublished
    days = (*days_of_pages(pages), *days_of_courses(courses), *days_of_rules(), *days_of_checks(visible))
    return Source(
        settings=settings,
        pages=visible,
        courses=tuple(courses),
        accessibility=report if report and report.day >= settings.provider.sinds else None,
        synonyms=tuple(synonyms),
        drafts={page.address: why for page, why in unpublished.items() if drafts},
        left_out={page.place: why for page, why in hidden.items()} | courses_left_out(courses, today),
        absent={page.address: f"die pagina is er niet: {why}" for page, why in hidden.items()}
        | {old: f'schrijf "{page.address}"' for old, page in redirects_of(visible).items()},
        changes_on=next_day(days, today),
        diagnostics=(
            *settings_diagnostics,
            *page_diagnostics,
            *course_diagnostics,
            *accessibility_diagnostics,
            *synonym_diagnostics,
            *check_redirects(pages),
            *check_freshness(visible, today, strict=strict),
        ),
    )
