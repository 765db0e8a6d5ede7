"""On a machine that lacks a program, and where we may not install, all other tests run and one line says what lacks."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow

TESTS = """
import pytest

@pytest.mark.needs("geen-programma")
def test_that_needs_a_program_that_no_machine_has():
    assert False

@pytest.mark.needs("sh")
def test_that_needs_a_program_that_every_machine_has():
    pass

def test_that_needs_none():
    pass
"""
SAYS = re.compile(
    r"^Not tested for want of a program.*: geen-programma 1; `sudo apt-get install geen-programma`$", re.MULTILINE
)


def run(folder: Path, *options: str, server: str = "") -> subprocess.CompletedProcess[str]:
    """Run those tests where no distribution is found that could install."""
    (folder / "test_it.py").write_text(TESTS)
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", *options, str(folder / "test_it.py")]
    environment = os.environ | {"PATH": str(Path(sys.executable).parent), "CI": server}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("processes", ["0", "2"])
def test_the_rest_runs_and_one_line_says_what_lacks(tmp_path: Path, processes: str) -> None:
    done = run(tmp_path, "-n", processes)
    assert SAYS.search(done.stdout), done.stdout
    assert (done.returncode, "2 passed" in done.stdout) == (0, True)


def test_a_build_server_that_lacks_something_has_failed(tmp_path: Path) -> None:
    assert run(tmp_path, "-n", "2", server="true").returncode == 1


def test_who_may_not_install_can_leave_them_all_out(tmp_path: Path) -> None:
    done = run(tmp_path, "-n", "2", "-m", "not needs", server="true")
    assert (done.returncode, "1 passed" in done.stdout) == (0, True)
