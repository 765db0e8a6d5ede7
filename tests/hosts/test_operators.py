"""What the operators' page says to type and to write does what it says."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.conftest import ROOT
from tests.support.asking import ask
from tests.support.servers import serving_blocks

PAGE = (ROOT / "docs" / "operators.md").read_text("utf-8")
FIRST, MOVED, CLOSED = re.findall(r"```nginx\n(.*?)```", PAGE, re.DOTALL)
KILL_SWITCH = "".join(re.findall(r"```js\n(.*?)```", PAGE, re.DOTALL))
SECONDS = 120

pytestmark = pytest.mark.needs("nginx")


def line_with(words: str) -> str:
    """Return the command on the page that holds these words."""
    return next(line.strip() for line in PAGE.splitlines() if line.startswith("    ") and words in line)


@pytest.fixture
def machine() -> Iterator[Path]:
    """A folder that any user can read, servers included."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def dist(built_site: Path, machine: Path) -> Path:
    """A built site on that machine."""
    return Path(shutil.copytree(built_site, machine / "dist"))


def test_the_first_block_serves_the_site(dist: Path) -> None:
    with serving_blocks(FIRST.replace("/srv/subsidiewijzer/dist", str(dist))) as origin:
        said = ask(f"{origin}/hoeveel/")
    assert (said.status, said.says("X-Content-Type-Options")) == (200, "nosniff")


def test_a_moved_site_sends_visitors_on_and_keeps_what_others_frame(dist: Path) -> None:
    (dist / "sw.js").write_text(KILL_SWITCH)
    for copy in (".br", ".gz"):
        (dist / f"sw.js{copy}").unlink()
    script = next(dist.glob("assets/**/*.js")).relative_to(dist).as_posix()
    with serving_blocks(MOVED.replace("/srv/subsidiewijzer-oud", str(dist))) as origin:
        for path in ("/", "/hoeveel/", "/weg"):
            said = ask(f"{origin}{path}")
            assert (said.status, said.says("Location")) == (301, f"https://kmo.example.org{path}")
        assert ask(f"{origin}/sw.js", Accept_Encoding="br, gzip").body.decode() == KILL_SWITCH
        assert [ask(f"{origin}/{name}").status for name in ("insluiten/rekenmachine/", script)] == [200, 200]


def test_a_closed_site_says_so_everywhere_and_takes_its_service_worker_away(machine: Path) -> None:
    (machine / "index.html").write_text("Deze site is gesloten.")
    (machine / "sw.js").write_text(KILL_SWITCH)
    with serving_blocks(CLOSED.replace("/srv/subsidiewijzer-dicht", str(machine))) as origin:
        for path in ("/", "/hoeveel/", "/index.html"):
            said = ask(f"{origin}{path}")
            assert (said.status, said.body) == (410, b"Deze site is gesloten."), path
        said = ask(f"{origin}/sw.js")
    assert (said.status, said.body.decode()) == (200, KILL_SWITCH)
    assert "javascript" in (said.says("Content-Type") or "")


def run_in(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Run a line of the page in a folder, with the project's Python for `uv run` and no server to reload."""
    for told, here in (
        ("python3 uv.py run build.py", f"{sys.executable} {ROOT / 'build.py'} --out {folder / 'dist'}"),
        (" && sudo systemctl reload nginx", ""),
        ("/srv/subsidiewijzer ", f"{folder} "),
    ):
        command = command.replace(told, here)
    shell = ["/bin/sh", "-c", command]
    return subprocess.run(shell, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False)


def test_the_copy_of_before_is_that_of_the_last_time_and_comes_back(tmp_path: Path) -> None:
    save, back = line_with("cp -a dist"), line_with("mv dist")
    for version in ("een", "twee", "drie"):
        (tmp_path / "dist").mkdir(exist_ok=True)
        assert run_in(tmp_path, save).returncode == 0
        (tmp_path / "dist" / "index.html").write_text(version)
    assert run_in(tmp_path, back).returncode == 0
    assert (tmp_path / "dist" / "index.html").read_text() == "twee"


def test_a_browser_that_has_the_newer_page_gets_the_older_one_after_going_back(dist: Path, machine: Path) -> None:
    assert run_in(machine, line_with("cp -a dist")).returncode == 0
    older = (dist / "hoeveel" / "index.html").read_bytes()
    (dist / "hoeveel" / "index.html").write_text("nieuwer")
    with serving_blocks(FIRST.replace("/srv/subsidiewijzer/dist", str(dist))) as origin:
        newer = ask(f"{origin}/hoeveel/")
        assert run_in(machine, line_with("mv dist")).returncode == 0
        kept = {"If_None_Match": newer.says("ETag") or "", "If_Modified_Since": newer.says("Last-Modified") or ""}
        said = ask(f"{origin}/hoeveel/", **kept)
    assert (newer.body, said.status, said.body) == (b"nieuwer", 200, older)


def watching(address: str) -> str:
    """Return what the line of `crontab` runs, for a site at another address."""
    return line_with("vergelijk").partition("  ")[2].replace("https://kmo.example.org/", address)


@pytest.mark.usefixtures("dist")
@pytest.mark.parametrize(("lost", "says"), [((), ""), (("kosten", "hoeveel"), "kmo.example.org: 2 verschillen\n")])
def test_the_watching_line_says_nothing_or_one_line(
    built_site: Path, machine: Path, lost: tuple[str, ...], says: str
) -> None:
    served = Path(shutil.copytree(built_site, machine / "served"))
    for name in lost:
        shutil.rmtree(served / name)
    with serving_blocks(FIRST.replace("/srv/subsidiewijzer/dist", str(served))) as origin:
        assert run_in(machine, watching(f"{origin}/")).stdout == says


@pytest.mark.usefixtures("dist")
def test_the_watching_line_says_in_one_line_that_nothing_answers(machine: Path) -> None:
    said = run_in(machine, watching("http://127.0.0.1:9/")).stdout
    assert said.startswith("kmo.example.org: http://127.0.0.1:9/build.json is niet te lezen")
    assert said.count("\n") == 1
