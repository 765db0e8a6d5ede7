"""Building: what a wrong source gets, and what stays as it was."""

import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.errors import BuildError, UnavailableError
from sitegen.serve import HOST, make_server
from sitegen.site import build_site
from tests.conftest import ROOT, TODAY


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "site_src", tmp_path / "bron"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def build(source: Path) -> Path:
    out = source.parent / "dist"
    build_site(source, out, TODAY, print)
    return out


def misspell_key(source: Path) -> None:
    edit(source / "pages" / "kosten.md", "titel:", "titl:")


def invent_figure(source: Path) -> None:
    edit(source / "pages" / "hoeveel.md", "{{ steunplafond }}", "{{ steunplafon }}")


def break_toml(source: Path) -> None:
    edit(source / "site.toml", 'naam = "ie-net', "naam = ie-net")


def break_yaml(source: Path) -> None:
    edit(source / "pages" / "kosten.md", "titel: ", "titel: [")


def claim_too_much(source: Path) -> None:
    edit(source / "pages" / "rekenvoorbeelden.md", "subsidy: 1.192,50", "subsidy: 1.292,50")


def link_nowhere(source: Path) -> None:
    edit(source / "pages" / "index.md", "(/kosten/)", "(/kostn/)")


def link_to_no_anchor(source: Path) -> None:
    edit(source / "pages" / "index.md", "(/kosten/)", "(/kosten/#nergens)")


def misspell_setting(source: Path) -> None:
    edit(source / "site.toml", "registratienummer", "registratienumer")


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        (misspell_key, r'bron/pages/kosten\.md:2:1: KMO003 onbekende sleutel "titl"; bedoelde u "titel"\?'),
        (invent_figure, r'bron/pages/hoeveel\.md:\d+:\d+: KMO010 onbekend cijfer "steunplafon"; .*"steunplafond"\?'),
        (break_toml, r"bron/site\.toml:\d+:\d+: KMO030 dit is geen geldige TOML .*"),
        (break_yaml, r"bron/pages/kosten\.md:\d+:\d+: KMO002 dit is geen geldige YAML .*"),
        (claim_too_much, r'bron/pages/rekenvoorbeelden\.md:\d+:3: KMO042 "subsidy" klopt niet: .*"1192\.50"'),
        (link_nowhere, r'bron/pages/index\.md:\d+:\d+: KMO020 dode link naar /kostn/; bedoelde u "/kosten/"\?'),
        (link_to_no_anchor, r"bron/pages/index\.md:\d+:\d+: KMO021 /kosten/ heeft geen anker #nergens; .*"),
        (misspell_setting, r'bron/site\.toml:\d+:1: KMO031 onbekende sleutel .*"registratienummer"\?'),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place_and_remedy(source: Path, spoil: Callable[[Path], None], line: str) -> None:
    spoil(source)
    with pytest.raises(BuildError) as caught:
        build(source)
    assert any(re.fullmatch(line, said) for said in str(caught.value).splitlines()), str(caught.value)


def test_all_mistakes_of_all_pages_are_named_at_once(source: Path) -> None:
    invent_figure(source)
    claim_too_much(source)
    with pytest.raises(BuildError) as caught:
        build(source)
    assert {fault.code for fault in caught.value.faults} == {"KMO010", "KMO042"}


def test_a_failing_build_leaves_the_last_good_site_as_it_was(source: Path) -> None:
    out = build(source)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    invent_figure(source)
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


def test_the_command_line_says_one_line_and_exits_with_one(source: Path) -> None:
    misspell_key(source)
    command = [sys.executable, str(ROOT / "build.py"), "--source", str(source), "--out", str(source.parent / "dist")]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert result.stderr.strip().splitlines()[0].startswith("bron/pages/kosten.md:1:1: KMO004")
    assert "Traceback" not in result.stderr


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
    from sitegen.bundle import fetch_packages

    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "empty"))
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    with pytest.raises(UnavailableError, match="netwerkverbinding"):
        fetch_packages(tmp_path, print)
