"""Building: what a wrong source gets, and what stays as it was."""

import re
import shutil
import socket
from pathlib import Path

import pytest

from sitegen.bundle.pyodide_release import PINNED_HASHES, verify_release
from sitegen.common.diagnostics import BuildError, UnavailableError
from sitegen.preview.static_server import HOST, make_server
from tests.conftest import ROOT
from tests.support.sources import build, edit


def test_a_failing_build_leaves_the_last_good_site_as_it_was(source: Path) -> None:
    out = build(source)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    edit(source / "pages" / "hoeveel.md", "{{ steunplafond }}", "{{ steunplafon }}")
    with pytest.raises(BuildError):
        build(source)
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert sorted(path.name for path in out.parent.iterdir()) == ["bron", "dist"]


def test_two_builds_are_equal_byte_for_byte(source: Path, built_site: Path) -> None:
    out = build(source)
    files = {path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert files == {
        path.relative_to(built_site): path.read_bytes() for path in built_site.rglob("*") if path.is_file()
    }


def test_a_column_stands_where_its_colons_say(source: Path) -> None:
    page = source / "pages" / "kosten.md"
    page.write_text(
        page.read_text("utf-8") + "\n| Wat | Hoeveel | Waar |\n|---|---:|:---:|\n| Een | twee | drie |\n", "utf-8"
    )
    html = (build(source) / "kosten" / "index.html").read_text("utf-8")
    assert re.search(r'<td>Een</td>\s*<td class="right">twee</td>\s*<td class="center">drie</td>', html)


def test_a_taken_port_gives_the_next_one(built_site: Path) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with make_server(built_site, port) as server:
            assert server.server_port > port


def test_packages_that_cannot_be_fetched_are_named_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sitegen.bundle.packages import fetch_packages

    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "empty"))
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    with pytest.raises(UnavailableError, match="netwerkverbinding"):
        fetch_packages(tmp_path, print)


@pytest.mark.parametrize("name", sorted(PINNED_HASHES))
def test_a_released_file_that_was_changed_stops_the_build_with_one_line(tmp_path: Path, name: str) -> None:
    for released in PINNED_HASHES:
        (tmp_path / released).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "node_modules" / released, tmp_path / released)
    verify_release(tmp_path)
    data = bytearray((tmp_path / name).read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnavailableError, match=f"^{re.escape(str(tmp_path / name))} is niet .*herhaal de opdracht$"):
        verify_release(tmp_path)


def test_a_build_looks_at_the_released_files(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PINNED_HASHES, "pyodide/pyodide.mjs", "0" * 64)
    with pytest.raises(UnavailableError, match=r"pyodide\.mjs is niet het bestand"):
        build(source)
    assert not (source.parent / "dist").exists()
