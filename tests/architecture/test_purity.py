"""The calculator is pure: the same answer everywhere, whatever the machine, the day and the language."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

CALCULATOR = sorted((ROOT / "calculator").rglob("*.py"))
SITEGEN = sorted(path for path in (ROOT / "sitegen").rglob("*.py") if "browser" not in path.parts)
PURE = {
    "collections.abc",
    "csv",
    "dataclasses",
    "datetime",
    "decimal",
    "difflib",
    "enum",
    "functools",
    "io",
    "json",
    "re",
    "typing",
}
EDGE = PURE | {"itertools", "multiprocessing", "os", "signal", "sys"}
"""What only the command line may use besides: it reads and prints, in several processes if asked to."""


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", CALCULATOR, ids=name_of)
def test_the_calculator_imports_only_pure_standard_modules_and_itself(path: Path) -> None:
    allowed = EDGE if path.name == "__main__.py" else PURE
    outside = {name for name in imports_of(path) if name.partition(".")[0] != "calculator"}
    assert outside <= allowed


@pytest.mark.parametrize("path", [path for path in CALCULATOR if path.name != "__main__.py"], ids=name_of)
def test_the_calculator_uses_no_clock_no_file_no_print_no_float(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    floats = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, float)]
    assert names.isdisjoint({"open", "print", "float", "input", "eval", "exec", "__import__"})
    assert attributes.isdisjoint({"today", "now", "utcnow"})
    assert floats == []


@pytest.mark.parametrize("path", [*CALCULATOR, *SITEGEN], ids=name_of)
def test_assert_is_for_tests(path: Path) -> None:
    assert not any(isinstance(node, ast.Assert) for node in ast.walk(ast.parse(path.read_text("utf-8"))))


def test_nobody_imports_the_command_line() -> None:
    folders = ("calculator", "sitegen", "tests", "tools")
    everything = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    assert [path for path in everything if "build" in set(imports_of(path))] == []
