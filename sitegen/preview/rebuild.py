"""Rebuild the site in a new folder and publish the status of each build to the browsers that wait."""

import filecmp
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from sitegen.common.diagnostics import BuildError, Diagnostic

TITLE = "De site is niet bijgewerkt: er is iets te verbeteren"

type Build = Callable[[Path], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildStatus:
    """The last good site, and the mistakes in what was saved since.

    `number` counts the builds, `generation` the good ones; `changed` holds the addresses of the pages that the last
    good build changed.
    """

    number: int = 0
    generation: int = 0
    folder: Path | None = None
    changed: tuple[str, ...] = ()
    diagnostics: tuple[str, ...] = ()


class Preview:
    """A built site that follows its source; browsers wait here for the next status."""

    def __init__(self, build: Build, work: Path) -> None:
        self.run = str(time.time_ns())
        self.status = BuildStatus()
        self._build = build
        self._work = work
        self._changed = threading.Condition()

    def rebuild(self) -> BuildStatus:
        """Build into a new folder and publish the status: the new site, or its mistakes."""
        old = self.status
        folder = self._work / str(old.generation + 1)
        try:
            self._build(folder)
        except BuildError as error:
            diagnostics = tuple(str(diagnostic) for diagnostic in error.diagnostics if not diagnostic.warning)
            return self.publish(replace(old, number=old.number + 1, changed=(), diagnostics=diagnostics))
        except Exception as error:  # noqa: BLE001 - the editor sees any failure, and the server goes on
            return self.publish(
                replace(old, number=old.number + 1, changed=(), diagnostics=(f"{type(error).__name__}: {error}",))
            )
        changed = tuple(changed_pages(old.folder, folder))
        status = self.publish(
            BuildStatus(
                number=old.number + 1, generation=old.generation + 1, folder=folder, changed=changed, diagnostics=()
            )
        )
        if old.folder is not None:
            shutil.rmtree(old.folder, ignore_errors=True)
        return status

    def fail(self, diagnostic: Diagnostic | str) -> BuildStatus:
        """Publish a mistake that was found outside a build."""
        return self.publish(
            replace(self.status, number=self.status.number + 1, changed=(), diagnostics=(str(diagnostic),))
        )

    def publish(self, status: BuildStatus) -> BuildStatus:
        """Make a status the current one and wake the threads that wait for it."""
        with self._changed:
            self.status = status
            self._changed.notify_all()
        return status

    def wait(self, number: int, seconds: float) -> BuildStatus | None:
        """Return the status after `number`; None if none comes within `seconds`."""
        with self._changed:
            self._changed.wait_for(lambda: self.status.number != number, seconds)
            return self.status if self.status.number != number else None


def changed_pages(old: Path | None, new: Path) -> list[str]:
    """Return the addresses of the pages that differ between two builds or exist in one of them only."""
    if old is None:
        return []
    pages = {path.relative_to(folder) for folder in (old, new) for path in folder.rglob("*.html")}
    return [address_of(page) for page in sorted(pages) if not same(old / page, new / page)]


def same(old: Path, new: Path) -> bool:
    """Return whether both files exist and have the same content."""
    return old.is_file() and new.is_file() and filecmp.cmp(old, new, shallow=False)


def address_of(page: Path) -> str:
    """Return the address at which a page's file is served.

    >>> address_of(Path("kosten/index.html"))
    '/kosten/'
    """
    return f"/{page.as_posix()}".removesuffix("index.html")
