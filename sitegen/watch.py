"""Watches what editors and developers save, and keeps the preview in step."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

from watchfiles import watch

from sitegen.cache import ROOT
from sitegen.preview import News, Preview

CODE = (ROOT / "calculator", ROOT / "sitegen")
GROUP_MS = 50
"""Milliseconds within which changes count as one save."""

STEP_MS = 10


def keep_in_step(preview: Preview, source: Path, report: Callable[[str], object], stop: Event | None = None) -> bool:
    """Build, and again at each change under `source`, until interrupted or stopped.

    Tell whether the program itself changed, and must start anew.
    """
    tell(preview.rebuild(), report)
    watching = watch(
        source, *CODE, debounce=GROUP_MS, step=STEP_MS, stop_event=stop, raise_interrupt=False, rust_timeout=1000
    )
    for changes in watching:
        if any(Path(path).is_relative_to(folder) and path.endswith(".py") for _, path in changes for folder in CODE):
            if (fault := fault_of_program()) is None:
                return True
            tell(preview.fail(fault), report)
        else:
            tell(preview.rebuild(), report)
    return False


def tell(news: News, report: Callable[[str], object]) -> None:
    """Say in one line what the terminal should know."""
    if news.faults:
        more = f" (en nog {len(news.faults) - 1})" if len(news.faults) > 1 else ""
        report(f"{news.faults[0]}{more}")
    elif news.changed:
        report(f"bijgewerkt: {', '.join(news.changed[:5])}{' …' if len(news.changed) > 5 else ''}")  # noqa: PLR2004


def fault_of_program() -> str | None:
    """Say why the program would not start, None if it would."""
    command = [sys.executable, "-c", "import sitegen.site"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stderr.strip().splitlines()[-1] if done.returncode else None
