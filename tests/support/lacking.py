"""Leaves out the tests that need a program which this machine lacks and we may not install, and says so in one line.

A test says what it needs by the marker `needs`. On a build server (`CI`) a run that leaves a test out has failed.
"""

import os
from collections import Counter
from typing import Protocol

import pytest

from sitegen.bundle.packages import fetch_packages
from sitegen.common.paths import ROOT
from tests.support.browser import CHROMIUM, has_browser
from tests.support.programs import packages_of, try_program

KEY = "lacking"


class Node(Protocol):
    """A worker process, as the one that started it sees it."""

    workeroutput: dict[str, dict[str, int]]


class Lacking:
    """Counts the tests that each missing program keeps from running; `left_out` holds their number, by program."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.left_out: Counter[str] = Counter()

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Get what the chosen tests need, and leave out those for which that failed."""
        if self.config.option.collectonly:
            return
        if any(item.get_closest_marker("slow") for item in items):
            fetch_packages(ROOT, print, checkers=True)
        absent = {name for name in {name for item in items for name in needs_of(item)} if not is_there(name)}
        left = [item for item in items if absent.intersection(needs_of(item))]
        self.left_out = Counter(name for item in left for name in absent.intersection(needs_of(item)))
        items[:] = [item for item in items if item not in left]
        self.config.hook.pytest_deselected(items=left)
        if hasattr(self.config, "workeroutput"):
            self.config.workeroutput[KEY] = dict(self.left_out)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Node) -> None:
        """Take over what a worker process left out, which is what each of them does."""
        self.left_out |= Counter(getattr(node, "workeroutput", {}).get(KEY, {}))

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail a run on a build server that left a test out."""
        if self.left_out and os.environ.get("CI"):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say in one line what was not tested, and what to type."""
        if self.left_out:
            terminalreporter.write_line(describe(self.left_out), yellow=True)


def needs_of(item: pytest.Item) -> set[str]:
    """Return the programs that a test needs."""
    return {name for mark in item.iter_markers("needs") for name in mark.args}


def is_there(name: str) -> bool:
    """Return whether a program is there; install it where we may."""
    return has_browser() if name == CHROMIUM else try_program(name) is not None


def describe(left_out: Counter[str]) -> str:
    """Say what was left out, for want of what, and how to get it.

    >>> describe(Counter({"caddy": 12, "Xvfb": 3}))
    'Not tested for want of a program, with how many tests need it: Xvfb 3, caddy 12; `sudo apt-get install xvfb caddy`'
    """
    tests = ", ".join(f"{name} {count}" for name, count in sorted(left_out.items()))
    packages = " ".join(package for name in sorted(left_out) for package in packages_of(name))
    return f"Not tested for want of a program, with how many tests need it: {tests}; `sudo apt-get install {packages}`"
