"""Builds the site, step by step: the only module that knows the order."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sitegen.build_cache import Kept, stamp
from sitegen.bundle.assets import Assets
from sitegen.bundle.bundle import write_bundle
from sitegen.bundle.pyodide_release import BROWSER
from sitegen.checks.html_outline import Outline
from sitegen.checks.links import check_site
from sitegen.common.diagnostics import BuildError, Diagnostic, place_of
from sitegen.common.paths import CALCULATOR, ROOT
from sitegen.common.serving import Serving
from sitegen.markup.plain_language import find_template_advice
from sitegen.markup.rereading import check_rereading
from sitegen.markup.shortcodes import known_names
from sitegen.pages.builder import Maker
from sitegen.pages.context import page_context, shared_context
from sitegen.pages.feeds import write_listings
from sitegen.pages.renderer import Renderer
from sitegen.publish.compress import compress
from sitegen.publish.hosts import write_hosting
from sitegen.publish.hosts.limits import find_beyond_limits
from sitegen.publish.manifest import write_record
from sitegen.publish.output import Report, replacing
from sitegen.publish.redirect_pages import write_redirects
from sitegen.publish.sbom import write_sbom
from sitegen.publish.search import write_search
from sitegen.publish.service_worker import write_service_worker
from sitegen.publish.social_cards import write_cards
from sitegen.source.files import FIXED, check_files
from sitegen.source.pages import Page
from sitegen.source.read import Source, read_source
from sitegen.source.redirects import redirects_of
from sitegen.source.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build made: its folder, its pages, and what is not wrong but needs attention.

    `left_out` says of each page and course that is not published why; from `changes_on` on, others are.
    """

    out: Path
    pages: tuple[Page, ...]
    left_out: Mapping[str, str]
    changes_on: date | None
    warnings: tuple[Diagnostic, ...]


def build_site(
    source: Path,
    out: Path,
    today: date,
    report: Report,
    *,
    strict: bool = False,
    slim: bool = True,
    kept: Kept | None = None,
) -> Built:
    """Build `source` into `out`, which is replaced as a whole, and only if everything succeeds.

    If `strict`, what was last checked too long ago is a diagnostic. One of a series of builds makes only
    what changed since the one before, which it `kept`, and leaves the finishing touches out.
    `slim` leaves out of Python what the page never uses. Raises BuildError with all diagnostics of the source,
    UnavailableError for what cannot be fetched, OSError for what cannot be written.
    """
    if file_diagnostics := list(check_files(source)):
        raise BuildError(file_diagnostics)
    read = read_source(source, today, strict=strict)
    with replacing(out, report) as folder:
        shutil.copytree(source / FIXED, folder, dirs_exist_ok=True)
        parts = put_bundle(source, read.settings, folder, report, kept, slim=slim)
        maker = make_maker(source, read, parts, today, kept)
        outlines, diagnostics = make_pages(maker, read.pages, folder, report)
        diagnostics += write_listings(maker.renderer, read.pages, folder)
        report("Nakijken", 0, 0)
        diagnostics += [
            *read.diagnostics,
            *(diagnostic for page in read.pages for diagnostic in check_rereading(page, today, strict=strict)),
            *find_template_advice(source),
            *check_site(folder, source, outlines, read.absent, read.settings.base_path),
        ]
        if any(not diagnostic.warning for diagnostic in diagnostics):
            raise BuildError(diagnostics)
        redirects = redirects_of(read.pages)
        write_redirects(folder, redirects, maker.renderer.templates)
        report("Plaatjes tekenen", 0, 0)
        write_cards(read.pages, read.settings, folder)
        if kept is None:
            moved = {old: page.address for old, page in redirects.items()}
            diagnostics += finish(source, folder, Serving(base_path=read.settings.base_path, redirects=moved), report)
    return Built(
        out=out,
        pages=read.pages,
        left_out=read.left_out,
        changes_on=read.changes_on,
        warnings=tuple(sorted(diagnostics)),
    )


def finish(source: Path, folder: Path, serving: Serving, report: Report) -> list[Diagnostic]:
    """Write what only a site that is published needs; give what goes beyond a host's limits."""
    report("Zoekregister maken", 0, 0)
    write_search(folder)
    write_sbom(folder)
    write_service_worker(source, folder)
    compress(folder, lambda what: report(what, 0, 0))
    write_hosting(folder, serving)
    beyond = list(find_beyond_limits(folder, serving, place_of(source / "pages", source)))
    write_record(folder, serving.redirects)
    return beyond


def put_bundle(
    source: Path, settings: Settings, folder: Path, report: Report, kept: Kept | None, *, slim: bool
) -> Assets:
    """Put what the browser runs into a folder."""
    if kept is None:
        return write_bundle(source, settings, folder, lambda what: report(what, 0, 0), slim=slim)
    sources = [source / "assets", CALCULATOR, BROWSER, ROOT / "package-lock.json"]
    key = (stamp(sources), settings.light, settings.dark)
    return kept.put_bundle(
        key, lambda made: write_bundle(source, settings, made, lambda what: report(what, 0, 0)), folder
    )


def make_maker(source: Path, read: Source, parts: Assets, today: date, kept: Kept | None) -> Maker:
    """Make what makes the pages; one of a series of builds takes the one before's if it would be the same."""
    known = known_names(source, read.pages)

    def make_renderer() -> Renderer:
        return Renderer(source, read.settings, known, today, shared_context(parts, read, today))

    if kept is None:
        return Maker(make_renderer(), page_context(read, today), read.settings.base_path)
    key = (
        source,
        read.settings,
        read.courses,
        read.inspection,
        known,
        repr(parts),
        today,
        stamp([source / "templates"]),
    )
    renderer = kept.renderer.get(key, make_renderer)
    seen = (key, [replace(page, body="", first_line=0) for page in read.pages])
    return kept.maker.get(seen, lambda: Maker(renderer, page_context(read, today), read.settings.base_path))


def make_pages(
    maker: Maker, pages: tuple[Page, ...], folder: Path, report: Report
) -> tuple[dict[Page, Outline | None], list[Diagnostic]]:
    """Make every page; give what each links to and offers, and what is wrong with them."""
    outlines: dict[Page, Outline | None] = {}
    diagnostics: list[Diagnostic] = []
    for done, (page, made) in enumerate(maker.make_all(pages, folder)):
        report("Pagina's opmaken", done, len(pages))
        outlines[page] = made.outline
        diagnostics += made.diagnostics
    return outlines, diagnostics
