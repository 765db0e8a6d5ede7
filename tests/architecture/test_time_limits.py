"""Nothing waits for ever: every program that a test or a tool runs has a time limit."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PATHS = sorted(path for folder in ("tests", "tools") for path in (ROOT / folder).rglob("*.py"))
WAITING = {"run", "call", "check_call", "check_output", "communicate"}
"""The calls of `subprocess` that wait for a program to end."""


def waits_without_limit(path: Path) -> Iterator[int]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WAITING:
            of_a_process = node.func.attr == "communicate" or ast.unparse(node.func.value) == "subprocess"
            if of_a_process and not any(keyword.arg == "timeout" for keyword in node.keywords):
                yield node.lineno


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_program_that_is_run_has_a_time_limit(path: Path) -> None:
    assert list(waits_without_limit(path)) == []
