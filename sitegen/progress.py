"""Shows how far a build is, when it takes longer than people wait without wondering."""

from time import monotonic
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

PATIENCE = 1.0
"""Seconds before anything shows."""

PAUSE = 0.1
"""Seconds between two updates."""


class Sign:
    """A bar on the terminal, gone when the build is."""

    def __init__(self, console: Console) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._bar = Progress(*columns, console=console, transient=True, auto_refresh=False)
        self._bar.disable = not console.is_terminal
        self._task = self._bar.add_task("Beginnen", total=None)
        self._next = monotonic() + PATIENCE

    def __enter__(self) -> Self:
        """Start to count the time."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the terminal as it was."""
        self._bar.stop()

    def show(self, what: str, done: int, total: int) -> None:
        """Show what is going on, if it is time to."""
        if monotonic() < self._next:
            return
        self._next = monotonic() + PAUSE
        self._bar.start()
        self._bar.update(self._task, description=what, completed=done, total=total or None, refresh=True)
