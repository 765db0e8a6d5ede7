"""Scripts import down only: `entries`, `elements`, `page`, then `python`, and none imports itself through others."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

SCRIPTS = ROOT / "site_src" / "assets" / "js"
FLOORS = ("python", "page", "elements", "entries")
"""From the lowest to the highest: a script imports from its own floor and from those below."""

PATHS = sorted(SCRIPTS.rglob("*.js"))
PACKAGES = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]
SPECIFIER = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["']([^"']+)["']""")


def imports_of(path: Path) -> Iterator[Path]:
    for specifier in SPECIFIER.findall(path.read_text("utf-8")):
        if specifier.startswith("."):
            yield (path.parent / specifier).resolve()
        else:
            assert specifier.startswith(tuple(PACKAGES)), f"{path.name} imports {specifier} from elsewhere"


def floor_of(path: Path) -> int:
    return FLOORS.index(path.relative_to(SCRIPTS).parts[0])


def test_every_script_has_a_room() -> None:
    assert {path.relative_to(SCRIPTS).parts[0] for path in PATHS} == set(FLOORS)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.relative_to(SCRIPTS).as_posix())
def test_a_script_imports_from_its_own_floor_or_below(path: Path) -> None:
    assert [str(other) for other in imports_of(path) if floor_of(other) > floor_of(path)] == []


def test_no_script_imports_itself_through_others() -> None:
    graph = {path: set(imports_of(path)) for path in PATHS}

    def reach(path: Path, seen: frozenset[Path]) -> frozenset[Path]:
        for other in graph.get(path, set()) - seen:
            seen = reach(other, seen | {other})
        return seen

    assert [path.name for path in graph if path in reach(path, frozenset())] == []
