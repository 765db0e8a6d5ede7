"""Watches what editors and developers save, and keeps the preview in step."""

import logging
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

from watchfiles import watch
from watchfiles.main import FileChange

from sitegen.common.paths import CALCULATOR, ROOT, SITEGEN
from sitegen.preview.rebuild import News, Preview

CODE = (CALCULATOR, SITEGEN)
GROUP_MS = 50
"""Milliseconds within which changes count as one save."""

STEP_MS = 10
IDLE_MS = 200


def keep_in_step(preview: Preview, source: Path, report: Callable[[str], object], stop: Event | None = None) -> bool:
    """Build, and again at each change under `source`, until interrupted or stopped.

    Tell whether the program itself changed, and must start anew.
    """
    logging.getLogger("watchfiles").setLevel(logging.ERROR)  # that the editor stops it is no news
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
            if (diagnostic := program_error()) is None:
                return True
            tell(preview.fail(diagnostic), report)
        elif changes or not built:  # nothing that is saved during the first build goes unseen
            tell(preview.rebuild(), report)
            built = True
    return False


def changes_program(changes: set[FileChange]) -> bool:
    """Tell whether a module of the program was saved."""
    return any(Path(path).is_relative_to(folder) and path.endswith(".py") for _, path in changes for folder in CODE)


def tell(news: News, report: Callable[[str], object]) -> None:
    """Say in one line what the terminal should know."""
    if news.diagnostics:
        more = f" (en nog {len(news.diagnostics) - 1})" if len(news.diagnostics) > 1 else ""
        report(f"{news.diagnostics[0]}{more}")
    elif news.changed:
        report(f"bijgewerkt: {', '.join(news.changed[:5])}{' …' if len(news.changed) > 5 else ''}")  # noqa: PLR2004


def program_error() -> str | None:
    """Say why the program would not start, None if it would."""
    command = [sys.executable, "-c", "import sitegen.cli"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stderr.strip().splitlines()[-1] if done.returncode else None
