"""What was built is written down, the same wherever it is built; and whether that is what is served, a command says."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import brotli
import pytest
from click.testing import Result

from calculator.rules import CHECKED_ON, RULESETS
from sitegen.preview.static_server import HOST, make_server
from sitegen.publish.compare import MOST_BYTES, MOST_FILES, names_to_ask
from tests.conftest import ROOT, TODAY
from tests.support.caddy import serving
from tests.support.commands import call
from tests.support.servers import plain

NOBODY = f"http://{HOST}:9/"


@contextmanager
def plainly_serving(site: Path) -> Iterator[str]:
    """Serve a folder without compression."""
    with make_server(site, 0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://{HOST}:{server.server_port}"
        server.shutdown()


def compare(built: Path, place: str | Path) -> Result:
    return call("--out", built, "vergelijk", place)


@pytest.fixture
def served(built_site: Path, tmp_path: Path) -> Path:
    """A copy of the built site, to serve."""
    return Path(shutil.copytree(built_site, tmp_path / "geserveerd"))


@pytest.fixture
def spoilt(served: Path) -> Path:
    """A copy of which one file was changed, one lost, and to which one was added."""
    for name in ("kosten/index.html", "sitemap.xml"):
        for copy in ("", ".br", ".gz"):
            (served / (name + copy)).unlink(missing_ok=True)
    (served / "kosten" / "index.html").write_text("anders")
    (served / "extra.html").write_text("extra")
    return served


def test_the_record_holds_the_hash_of_every_file_the_dates_of_the_rules_and_the_versions(built_site: Path) -> None:
    record = json.loads((built_site / "build.json").read_text("utf-8"))
    files = {path.relative_to(built_site).as_posix(): path for path in built_site.rglob("*") if path.is_file()}
    del files["build.json"]
    assert record["files"] == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    assert record["rules"]["in_force_from"] == [str(rules.in_force_from) for rules in RULESETS]
    assert record["rules"]["checked_on"] == str(CHECKED_ON)
    package = json.loads((ROOT / "node_modules" / "pyodide" / "package.json").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    runtime = {"pyodide": package["version"], "python": "3.13.2"}
    assert record["versions"] == {"calculator": project["version"], **runtime}


def test_the_service_worker_keeps_no_record(built_site: Path) -> None:
    assert "build.json" not in (built_site / "sw.js").read_text("utf-8")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_another_checkout_in_another_folder_and_time_zone_makes_the_same_bytes(
    built_site: Path, tmp_path: Path, zone: str
) -> None:
    checkout = tmp_path / "een andere map"
    kept = shutil.ignore_patterns(".git", ".uv", ".venv", ".dist-*", "__pycache__", ".*_cache", ".hypothesis", "work-*")
    shutil.copytree(ROOT, checkout, ignore=kept, symlinks=True)
    shutil.rmtree(checkout / "dist", ignore_errors=True)
    for made in ("library-*", "memory-*", "wheel-*"):
        for folder in (checkout / ".cache").glob(made):
            shutil.rmtree(folder)
    environment = os.environ | {"TZ": zone, "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    command = [sys.executable, "build.py", "--today", TODAY.isoformat()]
    subprocess.run(command, cwd=checkout, env=environment, check=True, capture_output=True, timeout=300)
    assert (checkout / "dist" / "build.json").read_bytes() == (built_site / "build.json").read_bytes()
    done = compare(built_site, checkout / "dist")
    assert (done.exit_code, done.stdout) == (0, "")


@pytest.mark.needs("caddy")
def test_what_is_served_as_it_was_built_has_no_differences(built_site: Path, served: Path) -> None:
    with plainly_serving(served) as address, serving(served) as caddy:
        for place in (address, f"{address}/", caddy.address, served):
            done = compare(built_site, place)
            assert (done.exit_code, done.stdout, done.stderr) == (0, "", "geen verschil\n"), place


@pytest.mark.needs("caddy")
def test_every_difference_is_named_and_the_exit_code_is_one(built_site: Path, spoilt: Path) -> None:
    with plainly_serving(spoilt) as address, serving(spoilt) as caddy:
        for place in (address, caddy.address):
            done = compare(built_site, place)
            assert (done.exit_code, done.stdout) == (1, "anders: kosten/index.html\nontbreekt: sitemap.xml\n"), place
    done = compare(built_site, spoilt)
    assert done.exit_code == 1
    assert {"anders: kosten/index.html", "ontbreekt: sitemap.xml", "te veel: extra.html"} <= set(
        done.stdout.splitlines()
    )
    assert done.stdout.count("\n") == done.stdout.count(": ")


@pytest.mark.needs("caddy")
def test_a_copy_for_browsers_that_is_not_of_the_file_is_a_difference(built_site: Path, served: Path) -> None:
    shutil.copyfile(served / "termijnen" / "index.html.br", served / "kosten" / "index.html.br")
    with serving(served) as caddy:
        done = compare(built_site, caddy.address)
    assert (done.exit_code, done.stdout) == (1, "anders: kosten/index.html\n")


def test_what_an_earlier_build_left_on_the_server_is_named(built_site: Path, served: Path) -> None:
    record = json.loads((served / "build.json").read_text("utf-8"))
    record["files"]["vroeger/index.html"] = "0"
    (served / "build.json").write_text(json.dumps(record), "utf-8")
    (served / "vroeger").mkdir()
    (served / "vroeger" / "index.html").write_text("vroeger")
    with plainly_serving(served) as address:
        done = compare(built_site, address)
    assert (done.exit_code, done.stdout) == (1, "anders: build.json\nte veel: vroeger/index.html\n")


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (NOBODY, f"{NOBODY}build.json is niet te lezen"),
        ("https://", "/build.json is niet te lezen"),
        ("geen-map", "geen-map is geen map en geen adres"),
        (str(ROOT / "docs"), "staat niets van deze site"),
    ],
)
def test_a_place_that_cannot_be_read_is_one_line(built_site: Path, place: str, says: str) -> None:
    done = compare(built_site, place)
    assert (done.exit_code, done.stdout) == (1, "")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_a_built_site_there_is_nothing_to_compare(tmp_path: Path) -> None:
    done = compare(tmp_path, NOBODY)
    assert (done.exit_code, done.stderr) == (1, f"in {tmp_path} staat geen gebouwde site; typ eerst build.py\n")


def make_bomb(encoding: str) -> bytes:
    """Return a small file that expands to four times what may be read."""
    add, finish = COMPRESSORS[encoding]()
    zeros = bytes(MOST_BYTES // 16)
    return b"".join([*(add(zeros) for _ in range(64)), finish()])


def start_brotli() -> tuple[Callable[[bytes], bytes], Callable[[], bytes]]:
    compressor = brotli.Compressor(quality=1)
    return compressor.process, compressor.finish


def start_gzip() -> tuple[Callable[[bytes], bytes], Callable[[], bytes]]:
    compressor = zlib.compressobj(wbits=31)
    return compressor.compress, compressor.flush


COMPRESSORS = {"br": start_brotli, "gzip": start_gzip}


@pytest.mark.parametrize("encoding", COMPRESSORS)
def test_what_expands_without_end_is_a_difference_and_is_not_expanded_further(
    built_site: Path, tmp_path: Path, encoding: str
) -> None:
    for name in ("index.html", "build.json", "sitemap.xml"):
        (tmp_path / name).write_bytes(make_bomb(encoding))
    tracemalloc.start()
    with plain(tmp_path, Content_Encoding=encoding) as port:
        done = compare(built_site, f"http://{HOST}:{port}/")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert done.exit_code == 1
    assert "anders: index.html\n" in done.stdout
    assert most < 8 * MOST_BYTES


def test_a_file_without_end_is_read_to_a_limit(built_site: Path, tmp_path: Path) -> None:
    with (tmp_path / "index.html").open("wb") as file:
        file.truncate(32 * MOST_BYTES)
    tracemalloc.start()
    with plain(tmp_path) as port:
        done = compare(built_site, f"http://{HOST}:{port}/")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "anders: index.html\n" in done.stdout
    assert most < 8 * MOST_BYTES


def test_a_record_that_names_files_without_end_is_followed_to_a_limit() -> None:
    record = json.dumps({"files": {f"vroeger/{number}.html": "0" for number in range(MOST_FILES + 1)}})
    names = names_to_ask(["index.html"], record.encode())
    assert len(names) == MOST_FILES + 1
    assert "index.html" in names
