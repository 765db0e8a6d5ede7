"""Builds the pages: renders each, writes it and reads its outline; in several processes where that is quicker."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sitegen.checks.html_outline import Outline, read_outline
from sitegen.common.diagnostics import Diagnostic
from sitegen.common.hashes import short_hash
from sitegen.common.parallel import parallel_map
from sitegen.markup.plain_language import check_plain_language
from sitegen.pages.context import PageContext
from sitegen.pages.relative_addresses import make_relative
from sitegen.pages.renderer import Renderer
from sitegen.publish.search import Section, read_sections
from sitegen.source.pages import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltPage:
    """The outline and the sections of a page, None if it could not be rendered, and what is said of it.

    `hash` is that of its HTML, empty if there is none.
    """

    hash: str
    outline: Outline | None
    sections: tuple[Section, ...] | None
    diagnostics: tuple[Diagnostic, ...]


class PageBuilder:
    """Builds the pages of one site; with a folder to keep them in, each is made once and linked from then on."""

    def __init__(
        self, renderer: Renderer, context: Callable[[Page], PageContext], base_path: str, kept: Path | None
    ) -> None:
        self.renderer = renderer
        self.context = context
        self.base_path = base_path
        self.kept = kept
        self.built: dict[Page, BuiltPage] = {}

    def build(self, page: Page, folder: Path) -> BuiltPage:
        """Build one page into a folder."""
        path = folder / page.file
        path.parent.mkdir(parents=True, exist_ok=True)
        if built := self.built.get(page):
            if self.kept and built.hash:
                os.link(self.kept / built.hash, path)
            return built
        html, built = self.make(page)
        self.built[page] = built
        if html:
            path.write_text(html, "utf-8")
            if self.kept:
                with suppress(FileExistsError):
                    os.link(path, self.kept / built.hash)
        return built

    def make(self, page: Page) -> tuple[str, BuiltPage]:
        """Return the HTML of a page, empty if it cannot be made, and what was read in it."""
        html, diagnostics = self.renderer.page(page, self.context(page))
        html = make_relative(html, root_of(page, self.base_path), self.renderer.shared.images)
        return html, BuiltPage(
            hash=short_hash(html.encode()) if html else "",
            outline=read_outline(html) if html else None,
            sections=read_sections(html, page) if html else None,
            diagnostics=(*diagnostics, *check_plain_language(page)),
        )

    def build_all(self, pages: Iterable[Page], folder: Path) -> Iterator[tuple[Page, BuiltPage]]:
        """Build all pages, in order."""
        pages = list(pages)
        waiting = sum(page not in self.built for page in pages)
        for page, built in zip(pages, parallel_map(lambda page: self.build(page, folder), pages, waiting), strict=True):
            self.built[page] = built  # another process may have built it
            yield page, built


def root_of(page: Page, base_path: str) -> str:
    """Return the relative path from a page to the site's root, so that the site works under any path.

    The page for addresses that do not exist is served at any depth, and needs the base path.
    """
    return base_path if page.slug == "404" else "../" * (page.address.count("/") - 1)
