"""The order of a build, step by step."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sitegen.build_cache import BuildCache, fingerprint
from sitegen.bundle.assets import Assets
from sitegen.bundle.bundle import write_bundle
from sitegen.bundle.pyodide_release import BROWSER
from sitegen.bundle.sveltia import write_editor
from sitegen.checks.links import check_site, find_links_to_drafts
from sitegen.common.diagnostics import BuildError, Diagnostic, place_of
from sitegen.common.paths import CALCULATOR, ROOT
from sitegen.common.serving import Serving
from sitegen.markup.plain_language import check_template_language
from sitegen.markup.rereading import check_rereading
from sitegen.markup.shortcodes import known_names
from sitegen.pages.builder import BuiltPage, PageBuilder
from sitegen.pages.context import page_context, shared_context
from sitegen.pages.editor import check_addresses, editor_config, editor_page
from sitegen.pages.feeds import write_listings
from sitegen.pages.renderer import Renderer
from sitegen.publish.compress import compress
from sitegen.publish.earlier_files import carry_earlier_files
from sitegen.publish.hosts import write_hosting
from sitegen.publish.hosts.limits import check_limits
from sitegen.publish.manifest import write_record
from sitegen.publish.output import Report, replacing, write_through
from sitegen.publish.redirect_pages import write_redirects
from sitegen.publish.sbom import write_sbom
from sitegen.publish.search import SectionsOf, check_synonyms, write_search
from sitegen.publish.service_worker import write_service_worker
from sitegen.publish.social_cards import write_cards
from sitegen.source.files import FIXED, PAGES, TEMPLATES, check_files
from sitegen.source.pages import Page
from sitegen.source.published_files import check_published_files
from sitegen.source.read import Source, read_source
from sitegen.source.redirects import redirects_of
from sitegen.source.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """The result of a build: its folder, its pages and its warnings.

    `hashes` has the hash of each page's HTML by its address; `left_out` says why each unpublished page or course is
    left out, `drafts` why an address is only there in a preview;
    `undecided` names the keys in the table of the provider that the law asks for and that are empty; `changes_on` is
    the first day on which a build would differ: other rules, pages or courses, or a check that is long ago by then.
    """

    out: Path
    pages: tuple[Page, ...]
    hashes: Mapping[str, str]
    drafts: Mapping[str, str]
    left_out: Mapping[str, str]
    undecided: tuple[str, ...]
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
    cache: BuildCache | None = None,
) -> Built:
    """Build `source` into `out`, which is replaced as a whole, and only if everything succeeds.

    If `strict`, what was last checked too long ago is an error. `slim` leaves out of Python what the page never
    uses. With a `cache` it is a preview: what did not change since the last build is not made again, pages that are
    not published on that day are there too, and what only a published site needs is left out.
    Raises BuildError with all diagnostics of the source, UnavailableError for what cannot be fetched,
    OSError for what cannot be written.
    """
    if unreadable := find_unreadable(source):
        raise BuildError(unreadable)
    read = read_source(source, today, strict=strict, drafts=cache is not None)
    with replacing(out, report) as folder:
        shutil.copytree(source / FIXED, folder, dirs_exist_ok=True)
        assets = write_browser_files(source, read.settings, folder, report, cache, slim=slim)
        builder = page_builder(source, read, assets, today, cache)
        built, diagnostics = build_pages(builder, read.pages, folder, report)
        diagnostics += write_listings(builder.renderer, read.pages, folder)
        report("Nakijken", 0, 0)
        diagnostics += [
            *read.diagnostics,
            *(diagnostic for page in read.pages for diagnostic in check_rereading(page, today, strict=strict)),
            *check_built(source, folder, read, built),
        ]
        if any(not diagnostic.warning for diagnostic in diagnostics):
            raise BuildError(diagnostics)
        redirects = redirects_of(read.pages)
        write_redirects(folder, redirects, builder.renderer.templates)
        write_search(folder, sections_of(built), read.synonyms)
        if cache is None:
            report("Plaatjes tekenen", 0, 0)
            write_cards(read.pages, read.settings, folder)
            add_editor(source, read, builder.renderer, folder, report)
            moved = {old: page.address for old, page in redirects.items()}
            serving = Serving(base_path=read.settings.base_path, redirects=moved)
            diagnostics += finish(source, folder, serving, report, out, today)
    return Built(
        out=out,
        pages=read.pages,
        hashes={page.address: made.hash for page, made in built.items()},
        drafts=read.drafts,
        left_out=read.left_out,
        undecided=read.settings.provider.undecided,
        changes_on=read.changes_on,
        warnings=tuple(sorted(diagnostics)),
    )


def find_unreadable(source: Path) -> list[Diagnostic]:
    """Return what is wrong with the names and kinds of files, once for each file."""
    named = list(check_files(source))
    told = {diagnostic.path for diagnostic in named}
    return [*named, *(diagnostic for diagnostic in check_published_files(source) if diagnostic.path not in told)]


def add_editor(source: Path, read: Source, renderer: Renderer, folder: Path, report: Report) -> None:
    """Write the editor, if the settings ask for it."""
    editing = read.settings.editing
    if editing and editing.editor:
        config = editor_config(source, read, editing, renderer.shared.figures)
        write_editor(editor_page(renderer.templates, editing), config, folder, lambda what: report(what, 0, 0))


def check_built(source: Path, folder: Path, read: Source, built: Mapping[Page, BuiltPage]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the pages as they were written, and with what leads to them."""
    outlines = {page: made.outline for page, made in built.items()}
    yield from check_template_language(source)
    yield from check_addresses(read.pages, read.settings.editing)
    yield from check_synonyms(read.synonyms, sections_of(built))
    yield from check_site(folder, source, outlines, read.absent, read.settings.base_path)
    yield from find_links_to_drafts(outlines, read.drafts, read.settings.base_path)


def sections_of(built: Mapping[Page, BuiltPage]) -> SectionsOf:
    """Return the sections of each page."""
    return {page: made.sections for page, made in built.items()}


def finish(
    source: Path, folder: Path, serving: Serving, report: Report, previous: Path, today: date
) -> list[Diagnostic]:
    """Write what only a published site needs; return a diagnostic for each limit of a host that the site exceeds.

    `previous` is the site that this one replaces.
    """
    write_sbom(folder)
    write_service_worker(source, folder, serving.redirects)
    compress(folder, lambda what: report(what, 0, 0))
    write_hosting(folder, serving)
    earlier = carry_earlier_files(previous, folder, today)
    beyond = list(check_limits(folder, serving, place_of(source / PAGES, source)))
    write_record(folder, serving.redirects, earlier)
    write_through()
    return beyond


def write_browser_files(
    source: Path, settings: Settings, folder: Path, report: Report, cache: BuildCache | None, *, slim: bool
) -> Assets:
    """Write what the browser runs into a folder; return the addresses of the assets."""

    def write(out: Path) -> Assets:
        return write_bundle(source, settings, out, lambda what: report(what, 0, 0), slim=slim)

    if cache is None:
        return write(folder)
    sources = [source / "assets", CALCULATOR, BROWSER, ROOT / "package-lock.json"]
    return cache.write_bundle((fingerprint(sources), settings.light, settings.dark, slim), write, folder)


def page_builder(source: Path, read: Source, assets: Assets, today: date, cache: BuildCache | None) -> PageBuilder:
    """Return the builder of the pages: the one of the build before, if nothing that all pages show has changed."""
    known = known_names(source, read.pages)

    def make_renderer() -> Renderer:
        return Renderer(source, known, shared_context(assets, read, today))

    def make_builder(renderer: Renderer) -> PageBuilder:
        kept = cache.pages if cache else None
        return PageBuilder(renderer, page_context(read, today), read.settings.base_path, kept)

    if cache is None:
        return make_builder(make_renderer())
    templates = fingerprint([source / TEMPLATES])
    key = (source, read.settings, read.courses, read.accessibility, known, repr(assets), today, templates)
    renderer = cache.renderer.get(key, make_renderer)
    fronts = [replace(page, body="", first_line=0) for page in read.pages]
    return cache.builder.get((key, fronts), lambda: make_builder(renderer))


def build_pages(
    builder: PageBuilder, pages: tuple[Page, ...], folder: Path, report: Report
) -> tuple[dict[Page, BuiltPage], list[Diagnostic]]:
    """Build every page; return each as it was built, and everything that is wrong with them."""
    made: dict[Page, BuiltPage] = {}
    diagnostics: list[Diagnostic] = []
    for done, (page, built) in enumerate(builder.build_all(pages, folder)):
        report("Pagina's opmaken", done, len(pages))
        made[page] = built
        diagnostics += built.diagnostics
    return made, diagnostics
