"""Scripts and style sheets are bundled: each file is named after its content."""

import re
import shutil
from pathlib import Path

import pytest

from sitegen.bundle.assets import Assets, write_assets
from sitegen.bundle.bundle import RuntimeFile, page_constants, worker_constants
from sitegen.bundle.packages import fetch_packages
from sitegen.common.diagnostics import UnavailableError
from sitegen.common.paths import ROOT
from sitegen.source.palettes import Palette

LIGHT = Palette(paper="#ffffff", ink="#000000", accent="#0a5f63")
IMPORT = re.compile(r'(?<![\w$])(?:import|from)\s*"\./')
DARK = Palette(paper="#000000", ink="#ffffff", accent="#7fd8dc")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A copy of the source's assets, to change."""
    shutil.copytree(ROOT / "site_src/assets", tmp_path / "bron/assets")
    return tmp_path / "bron"


def build_assets(source: Path, out: Path) -> Assets:
    file = RuntimeFile(address="../../runtime/x.wasm", length=1, sha256="0")
    names = ("interpreter", "snapshot", "fullRuntime", "library", "fullRuntimeLoader", "fullRuntimeScript")
    files = dict.fromkeys(names, file)
    constants = {"page": page_constants(files), "worker": worker_constants(files, "/runtime/x/")}
    return write_assets(source, fetch_packages(ROOT, print), constants, LIGHT, DARK, out)


def names_in(out: Path) -> set[str]:
    return {path.name for path in (out / "assets").rglob("*") if path.is_file() and path.suffix != ".map"}


def append(path: Path, text: str) -> None:
    path.write_text(f"{path.read_text('utf-8')}\n{text}\n", "utf-8")


def test_the_same_sources_give_the_same_files_in_another_folder(source: Path, tmp_path: Path) -> None:
    assert build_assets(source, tmp_path / "one") == build_assets(source, tmp_path / "other" / "deeper")
    for path in (tmp_path / "one").rglob("*"):
        if path.is_file():
            other = tmp_path / "other" / "deeper" / path.relative_to(tmp_path / "one")
            assert path.read_bytes() == other.read_bytes()
            assert str(tmp_path).encode() not in path.read_bytes()


def test_a_changed_file_renames_only_what_it_is_part_of(source: Path, tmp_path: Path) -> None:
    build_assets(source, tmp_path / "one")
    append(source / "assets/js/elements/year-planner.js", "window.later = true;")
    append(source / "assets/css/search.css", ".later { margin: 0; }")
    build_assets(source, tmp_path / "other")
    changed = names_in(tmp_path / "other") - names_in(tmp_path / "one")
    assert sorted(name.split(".")[0] for name in changed) == ["planner", "search"]


def test_another_worker_renames_what_holds_its_address(source: Path, tmp_path: Path) -> None:
    before = build_assets(source, tmp_path / "one").scripts
    append(source / "assets/js/python/worker.js", "self.later = true;")
    after = build_assets(source, tmp_path / "other").scripts
    changed = {name for name in before if before[name] != after[name]}
    assert {"python/worker", "page/start-early", "entries/calculator"} <= changed
    assert changed.isdisjoint({"entries/search", "entries/text", "page/repair"})


@pytest.mark.parametrize(
    ("name", "mistake"),
    [("js/page/outcome.js", 'import "./nowhere.js";'), ("css/print.css", 'a { fill: url("./nowhere.png"); }')],
)
def test_a_mistake_in_a_source_is_told_with_its_place(source: Path, tmp_path: Path, name: str, mistake: str) -> None:
    lines = len((source / "assets" / name).read_text("utf-8").splitlines())
    append(source / "assets" / name, mistake)
    with pytest.raises(UnavailableError, match=rf"{re.escape(name)}:{lines + 2}:\d+: Could not resolve"):
        build_assets(source, tmp_path / "out")


def test_no_script_waits_for_another(built_site: Path) -> None:
    scripts = list(built_site.glob("assets/js/*.js"))
    assert len(scripts) > 5
    assert [script.name for script in scripts if IMPORT.search(script.read_text("utf-8"))] == []
