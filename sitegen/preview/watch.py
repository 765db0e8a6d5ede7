"""Watch the source and the program, and rebuild the preview after each save."""

import logging
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

from watchfiles import watch
from watchfiles.main import FileChange

from sitegen.common.paths import CALCULATOR, ROOT, SITEGEN
from sitegen.preview.rebuild import BuildStatus, Preview

CODE = (CALCULATOR, SITEGEN)
GROUP_MS = 50
"""Milliseconds within which changes count as one save."""

STEP_MS = 10
IDLE_MS = 200


def rebuild_on_save(preview: Preview, source: Path, report: Callable[[str], object], stop: Event | None = None) -> bool:
    """Build, and again at each change under `source`, until interrupted or stopped.

    Return whether the program itself changed, so that it must start again.
    """
    logging.getLogger("watchfiles").setLevel(logging.ERROR)  # it would log that the editor stops it
    watching = watch(
        source,
        *CODE,
        debounce=GROUP_MS,
        step=STEP_MS,
        stop_event=stop,
        raise_interrupt=False,
        rust_timeout=IDLE_MS,
        yield_on_timeout=True,
    )
    built = False
    for changes in watching:
        if changes_program(changes):
            if (error := error_in_program()) is None:
                return True
            report_status(preview.fail(error), report)
        elif changes or not built:  # a save during the first build triggers a second
            report_status(preview.rebuild(), report)
            built = True
    return False


def changes_program(changes: set[FileChange]) -> bool:
    """Return whether a module of the program was saved."""
    return any(Path(path).is_relative_to(folder) and path.endswith(".py") for _, path in changes for folder in CODE)


def report_status(status: BuildStatus, report: Callable[[str], object]) -> None:
    """Report everything that is wrong, a line each, or else the pages that changed."""
    if status.failure is not None:
        report(status.failure)
    for diagnostic in status.diagnostics:
        report(f"{'let op: ' if diagnostic.warning else ''}{diagnostic}")
    if status.changed:
        report(f"bijgewerkt: {', '.join(status.changed[:5])}{' …' if len(status.changed) > 5 else ''}")  # noqa: PLR2004


def error_in_program() -> str | None:
    """Return the last line of the error with which the program would start; None if it would start well."""
    command = [sys.executable, "-c", "import sitegen.cli"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stderr.strip().splitlines()[-1] if done.returncode else None
