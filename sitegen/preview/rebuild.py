"""Builds again whenever the editor saves, and knows what the browser should show."""

import filecmp
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from sitegen.common.diagnostics import BuildError, Diagnostic

TITLE = "De site is niet bijgewerkt: er is iets te verbeteren"

QUIET = 0.5
"""Seconds without a save after which the rest of the site is finished."""

type Build = Callable[[Path], object]
type Finish = Callable[[Path], None]
"""Makes in a built folder what nobody waits for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What there is to show: the last good site, and what is wrong with what was saved since.

    `changed` holds the addresses of the pages that the last good build changed.
    """

    number: int = 0
    generation: int = 0
    folder: Path | None = None
    changed: tuple[str, ...] = ()
    diagnostics: tuple[str, ...] = ()


class Preview:
    """Keeps a built site in step with its source; browsers wait here for news."""

    def __init__(self, build: Build, finish: Finish, work: Path) -> None:
        self.run = str(time.time_ns())
        self.news = News()
        self._build = build
        self._finish = finish
        self._finishing: threading.Thread | None = None
        self._superseded = threading.Event()
        self._work = work
        self._changed = threading.Condition()

    def rebuild(self) -> News:
        """Build, and tell whoever waits: the new site, or what is wrong."""
        old = self.news
        folder = self._work / str(old.generation + 1)
        try:
            self._build(folder)
        except BuildError as error:
            diagnostics = tuple(str(diagnostic) for diagnostic in error.diagnostics if not diagnostic.warning)
            return self.tell(replace(old, number=old.number + 1, changed=(), diagnostics=diagnostics))
        except Exception as error:  # noqa: BLE001 - whatever goes wrong, the editor sees it and the server lives on
            return self.tell(
                replace(old, number=old.number + 1, changed=(), diagnostics=(f"{type(error).__name__}: {error}",))
            )
        changed = tuple(changed_pages(old.folder, folder))
        news = self.tell(
            News(number=old.number + 1, generation=old.generation + 1, folder=folder, changed=changed, diagnostics=())
        )
        self._superseded.set()
        self.settle()
        self._superseded = threading.Event()
        arguments = (old.folder, folder, self._superseded)
        self._finishing = threading.Thread(target=self.finish, args=arguments, daemon=True)
        self._finishing.start()
        return news

    def finish(self, old: Path | None, new: Path, superseded: threading.Event) -> None:
        """Clear the build before and, once nothing more is saved, make what nobody waits for."""
        if old is not None:
            shutil.rmtree(old, ignore_errors=True)
        if not superseded.wait(QUIET):
            self._finish(new)

    def settle(self) -> None:
        """Wait until everything is finished."""
        if self._finishing is not None:
            self._finishing.join()

    def fail(self, diagnostic: Diagnostic | str) -> News:
        """Tell that something is wrong that no build found."""
        return self.tell(replace(self.news, number=self.news.number + 1, changed=(), diagnostics=(str(diagnostic),)))

    def tell(self, news: News) -> News:
        """Tell the news to whoever waits for it."""
        with self._changed:
            self.news = news
            self._changed.notify_all()
        return news

    def wait(self, number: int, seconds: float) -> News | None:
        """Give the news after `number`, None if there is none for some seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.news.number != number, seconds)
            return self.news if self.news.number != number else None


def changed_pages(old: Path | None, new: Path) -> list[str]:
    """Give the addresses of the pages that differ between two builds, or that only one has."""
    if old is None:
        return []
    pages = {path.relative_to(folder) for folder in (old, new) for path in folder.rglob("*.html")}
    return [address_of(page) for page in sorted(pages) if not same(old / page, new / page)]


def same(old: Path, new: Path) -> bool:
    """Tell whether two files are both there and equal."""
    return old.is_file() and new.is_file() and filecmp.cmp(old, new, shallow=False)


def address_of(page: Path) -> str:
    """Give the address of a file of a page.

    >>> address_of(Path("kosten/index.html"))
    '/kosten/'
    """
    return f"/{page.as_posix()}".removesuffix("index.html")
