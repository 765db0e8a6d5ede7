"""Makes the pages: renders each, writes it and reads it back; many at once where that is quicker."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sitegen.checks.html_outline import Outline, read_outline
from sitegen.common.diagnostics import Fault
from sitegen.common.parallel import parallel_map
from sitegen.markup.plain_language import find_page_advice
from sitegen.pages.renderer import Renderer, link_relatively
from sitegen.source.pages import Page

type Context = Callable[[Page], Mapping[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A page that was made, or why it was not: then it has no outline; and what could be said more plainly."""

    outline: Outline | None
    faults: tuple[Fault, ...]


class Maker:
    """Makes pages that all see the same site; remembers what it made of each."""

    def __init__(self, renderer: Renderer, context: Context, base_path: str) -> None:
        self.renderer = renderer
        self.context = context
        self.base_path = base_path
        self.made: dict[Page, tuple[str, Made]] = {}

    def make(self, page: Page, folder: Path) -> Made:
        """Make one page in a folder."""
        if page not in self.made:
            html, faults = self.renderer.page(page, self.context(page))
            html = link_relatively(html, root_of(page, self.base_path))
            outline = read_outline(html) if html else None
            self.made[page] = html, Made(outline=outline, faults=(*faults, *find_page_advice(page)))
        html, made = self.made[page]
        if html:
            path = folder / page.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(html, "utf-8")
        return made

    def make_all(self, pages: Iterable[Page], folder: Path) -> Iterator[tuple[Page, Made]]:
        """Make all pages, in order."""
        pages = list(pages)
        waiting = sum(page not in self.made for page in pages)
        yield from zip(pages, parallel_map(lambda page: self.make(page, folder), pages, waiting), strict=True)


def root_of(page: Page, base_path: str) -> str:
    """Give what leads from a page to the site's root, so that the site works under any path.

    The page for addresses that do not exist is served at any depth, and needs the base path.
    """
    return base_path if page.slug == "404" else "../" * (page.address.count("/") - 1)
