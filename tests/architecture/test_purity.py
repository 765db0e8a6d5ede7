"""The architecture, proved from the syntax trees."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CALCULATOR = sorted((ROOT / "calculator").glob("*.py"))
SITEGEN = sorted((ROOT / "sitegen").glob("*.py"))
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
EDGE = PURE | {"argparse", "sys", "os", "io"}
"""What only the command line may use besides: it reads and prints."""

LAYERS = (
    "values",
    "model",
    "rules",
    "size",
    "notation",
    "costs",
    "deadlines",
    "conditions",
    "grant",
    "assessment",
    "trace",
    "calculate",
)
"""Modules of the calculator from the inside out: each may import only those before it."""


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            yield module
            if module in ("calculator", "sitegen"):
                yield from (f"{module}.{alias.name}" for alias in node.names)


def module_names(path: Path, package: str) -> set[str]:
    return {name.split(".")[1] for name in imports_of(path) if name.startswith(f"{package}.")}


@pytest.mark.parametrize("path", CALCULATOR, ids=lambda path: path.name)
def test_the_calculator_imports_only_pure_standard_modules_and_itself(path: Path) -> None:
    allowed = EDGE if path.name == "__main__.py" else PURE
    outside = {name for name in imports_of(path) if name.partition(".")[0] != "calculator"}
    assert outside <= allowed


@pytest.mark.parametrize(
    "path", [path for path in CALCULATOR if path.name != "__main__.py"], ids=lambda path: path.name
)
def test_the_calculator_uses_no_clock_no_file_no_print_no_float(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    floats = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, float)]
    assert names.isdisjoint({"open", "print", "float", "input", "eval", "exec", "__import__"})
    assert attributes.isdisjoint({"today", "now", "utcnow"})
    assert floats == []


@pytest.mark.parametrize("path", [*CALCULATOR, *SITEGEN], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_assert_is_for_tests(path: Path) -> None:
    assert not any(isinstance(node, ast.Assert) for node in ast.walk(ast.parse(path.read_text("utf-8"))))


@pytest.mark.parametrize("name", LAYERS)
def test_the_calculator_is_built_from_the_inside_out(name: str) -> None:
    inner = set(LAYERS[: LAYERS.index(name)])
    assert module_names(ROOT / "calculator" / f"{name}.py", "calculator") <= inner


@pytest.mark.parametrize(("package", "paths"), [("calculator", CALCULATOR), ("sitegen", SITEGEN)])
def test_no_module_imports_itself_through_others(package: str, paths: list[Path]) -> None:
    graph = {path.stem: module_names(path, package) for path in paths}

    def reach(name: str, seen: frozenset[str]) -> frozenset[str]:
        for other in graph.get(name, set()) - seen:
            seen = reach(other, seen | {other})
        return seen

    assert [name for name in graph if name in reach(name, frozenset())] == []


def test_only_the_site_module_knows_the_order_of_the_build() -> None:
    assert [path.name for path in SITEGEN if "site" in module_names(path, "sitegen")] == []


def test_nobody_imports_the_command_line() -> None:
    everything = [path for folder in ("calculator", "sitegen", "tests") for path in (ROOT / folder).rglob("*.py")]
    assert [path for path in everything if "build" in set(imports_of(path))] == []
