"""Show a progress bar on the terminal while a build takes long."""

from time import monotonic
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

PATIENCE = 1.0
"""Seconds before the bar appears."""

PAUSE = 0.1
"""Seconds between two updates."""


class ProgressBar:
    """A bar on the terminal that appears after some patience and is erased at the end."""

    def __init__(self, console: Console) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._bar = Progress(*columns, console=console, transient=True, auto_refresh=False)
        self._bar.disable = not console.is_terminal
        self._task = self._bar.add_task("Beginnen", total=None)
        self._next = monotonic() + PATIENCE

    def __enter__(self) -> Self:
        """Return the bar itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Erase the bar."""
        self._bar.stop()

    def show(self, what: str, done: int, total: int) -> None:
        """Show the step of the build and its count, at most once every `PAUSE` seconds."""
        if monotonic() < self._next:
            return
        self._next = monotonic() + PAUSE
        self._bar.start()
        self._bar.update(self._task, description=what, completed=done, total=total or None, refresh=True)
