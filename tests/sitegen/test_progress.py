"""The progress bar of a long build."""

import io

import pytest
from rich.console import Console

from sitegen import progress
from sitegen.progress import ProgressBar


def shown(monkeypatch: pytest.MonkeyPatch, seconds: float) -> str:
    clock = iter([0.0, seconds, seconds])
    monkeypatch.setattr(progress, "monotonic", lambda: next(clock))
    terminal = io.StringIO()
    with ProgressBar(Console(file=terminal, force_terminal=True, width=80)) as bar:
        bar.show("Pagina's opmaken", 340, 1000)
    return terminal.getvalue()


def test_a_bar_shows_how_far_a_long_build_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Pagina's opmaken" in shown(monkeypatch, 1.5)
    assert "340/1000" in shown(monkeypatch, 1.5)


def test_a_quick_build_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Pagina" not in shown(monkeypatch, 0.5)
