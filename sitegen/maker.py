"""Makes the pages: renders each, writes it and reads it back; many at once where that is quicker."""

import multiprocessing
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from sitegen.cards import write_card
from sitegen.content import Page
from sitegen.errors import Fault
from sitegen.outline import Outline, read_outline
from sitegen.render import Renderer, link_relatively

WORTH_A_POOL = 80
"""Pages from which starting other processes is quicker than doing without."""

PROCESSES = 2 if sys.platform == "linux" else 1
CHUNK = 25
CARDS = "delen"

type Context = Callable[[Page], Mapping[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A page that was made, or why it was not: then it has no outline."""

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
            self.made[page] = html, Made(outline=read_outline(html) if html else None, faults=faults)
        html, made = self.made[page]
        if html:
            path = folder / page.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(html, "utf-8")
            self.write_card(page, folder / CARDS / f"{page.slug}.png")
        return made

    def write_card(self, page: Page, path: Path) -> None:
        """Write the picture that stands for the page where its link is shared."""
        settings = self.renderer.settings
        if page.slug != "404":
            path.parent.mkdir(exist_ok=True)
            write_card(page.title, settings.title, settings.provider.naam, path)

    def make_all(self, pages: Iterable[Page], folder: Path) -> Iterator[tuple[Page, Made]]:
        """Make all pages, in order."""
        pages = list(pages)
        waiting = sum(page not in self.made for page in pages)
        if PROCESSES == 1 or waiting < WORTH_A_POOL:
            yield from ((page, self.make(page, folder)) for page in pages)
            return
        Work.maker, Work.pages, Work.folder = self, pages, folder
        forking = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(PROCESSES, mp_context=forking) as pool:
            yield from zip(pages, pool.map(make_numbered, range(len(pages)), chunksize=CHUNK), strict=True)


class Work:
    """What the processes of the pool have to do; they inherit it."""

    maker: Maker
    pages: list[Page]
    folder: Path


def make_numbered(number: int) -> Made:
    """Make a page of the work at hand."""
    return Work.maker.make(Work.pages[number], Work.folder)


def root_of(page: Page, base_path: str) -> str:
    """Give what leads from a page to the site's root, so that the site works under any path.

    The page for addresses that do not exist is served at any depth, and needs the base path.
    """
    return base_path if page.slug == "404" else "../" * (page.address.count("/") - 1)
