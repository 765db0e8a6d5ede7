"""The README's command finds or fetches uv, and says in one line what cannot be had."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow

UV = os.environ.get("UV") or shutil.which("uv") or "uv"


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a copy of `uv.py` in a folder where nothing was fetched."""
    script = shutil.copy(ROOT / "uv.py", folder)
    return subprocess.run(
        [sys.executable, script, *arguments],
        cwd=folder,
        env={"HOME": str(folder), "PIP_NO_INDEX": "1", **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("code", [0, 7])
def test_it_passes_on_what_is_typed_and_how_it_ended(tmp_path: Path, code: int) -> None:
    asked = (
        "run",
        "--no-project",
        "--python",
        sys.executable,
        "python",
        "-c",
        f"print('gedaan'); raise SystemExit({code})",
    )
    done = run(tmp_path, *asked, PATH=str(Path(UV).parent))
    assert (done.returncode, done.stdout) == (code, "gedaan\n")


def test_a_uv_that_was_fetched_before_is_found(tmp_path: Path) -> None:
    own = tmp_path / ".uv" / "bin"
    own.mkdir(parents=True)
    (own / "uv").symlink_to(UV)
    assert run(tmp_path, "--version", UV_PYTHON=sys.executable).stdout.startswith("uv ")


def test_without_uv_and_a_way_to_fetch_it_one_line_says_what_to_do(tmp_path: Path) -> None:
    done = run(tmp_path, "--version")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "sudo apt-get install python3-venv" in done.stderr


def test_without_a_python_that_fits_one_line_says_what_to_do(tmp_path: Path) -> None:
    done = run(tmp_path, "run", "build.py", PATH=str(Path(UV).parent), UV_PYTHON="/weg", UV_PYTHON_DOWNLOADS="never")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "UV_PYTHON=/path/to/python3.13" in done.stderr
