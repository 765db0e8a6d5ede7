"""Rebuild the site in a new folder and publish the status of each build to the browsers that wait."""

import shutil
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from sitegen.common.diagnostics import BuildError, Diagnostic

TITLE = "De site is niet bijgewerkt: er is iets te verbeteren"
ADVICE = "Let op"
DRAFT = "Deze pagina ziet alleen u"


class Built(Protocol):
    """The result of a build."""

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What is advised, and stopped nothing."""

    @property
    def hashes(self) -> Mapping[str, str]:
        """The hash of each page by its address."""

    @property
    def drafts(self) -> Mapping[str, str]:
        """Why each address is only there in a preview."""


type Build = Callable[[Path], Built]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildStatus:
    """The last good site, and everything that is wrong with what was saved since.

    `number` counts the builds, `generation` the good ones; `hashes` has the hash of each page by its address, `changed`
    the addresses of those that the last good build changed, `drafts` those that only the preview has, with the reason.
    `written` is the line of source of each diagnostic, `failure` what went wrong with the program itself.
    """

    number: int = 0
    generation: int = 0
    folder: Path | None = None
    hashes: Mapping[str, str] = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    drafts: Mapping[str, str] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    written: tuple[str, ...] = ()
    failure: str | None = None

    @property
    def stopped(self) -> bool:
        """Whether what was saved last is not on the site."""
        return self.failure is not None or any(not diagnostic.warning for diagnostic in self.diagnostics)


class Preview:
    """A built site that follows its source; browsers wait here for the next status."""

    def __init__(self, build: Build, work: Path, source: Path) -> None:
        self.run = str(time.time_ns())
        self.status = BuildStatus()
        self._build = build
        self._work = work
        self._source = source
        self._changed = threading.Condition()

    def rebuild(self) -> BuildStatus:
        """Build into a new folder and publish the status: the new site, or its mistakes."""
        old = self.status
        folder = self._work / str(old.generation + 1)
        try:
            built = self._build(folder)
        except BuildError as error:
            return self.publish(self.next(error.diagnostics))
        except Exception as error:  # noqa: BLE001 - the editor sees any failure, and the server goes on
            return self.fail(f"{type(error).__name__}: {error}")
        status = self.publish(
            replace(
                self.next(built.warnings),
                generation=old.generation + 1,
                folder=folder,
                hashes=built.hashes,
                changed=() if old.folder is None else changed_pages(old.hashes, built.hashes),
                drafts=built.drafts,
            )
        )
        if old.folder is not None:
            shutil.rmtree(old.folder, ignore_errors=True)
        return status

    def fail(self, failure: str) -> BuildStatus:
        """Publish what went wrong with the program itself."""
        return self.publish(replace(self.next(()), failure=failure))

    def next(self, diagnostics: tuple[Diagnostic, ...]) -> BuildStatus:
        """Return the status after this one, with the same site and other diagnostics, the mistakes first."""
        diagnostics = tuple(sorted(diagnostics, key=lambda found: found.warning))
        written = tuple(written_at(self._source.parent / found.path, found.line) for found in diagnostics)
        number = self.status.number + 1
        return replace(self.status, number=number, changed=(), diagnostics=diagnostics, written=written, failure=None)

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


def written_at(path: Path, line: int) -> str:
    """Return a line of a file as it is written; empty if there is none, or no text."""
    text = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
    return next(iter(text.splitlines()[line - 1 : line]), "")


def changed_pages(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    """Return the addresses of the pages that differ between two builds or exist in one of them only.

    >>> changed_pages({"/": "a", "/kosten/": "b"}, {"/": "a", "/kosten/": "c", "/hoeveel/": "d"})
    ('/hoeveel/', '/kosten/')
    """
    return tuple(sorted({address for address, _ in old.items() ^ new.items()}))
