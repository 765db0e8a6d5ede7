"""Pin the indirect dependencies: write `constraint-dependencies` of `pyproject.toml` as uv resolves them.

`uv run python -m tools.constraints` follows a change of the direct dependencies; with `--upgrade` it takes the newest
versions, with `--check` it writes nothing and exits with 1 if a pin is missing, different or unused.
"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from sitegen.common.paths import ROOT

PROJECT = ROOT / "pyproject.toml"
LOCK = "uv.lock"
TABLE = re.compile(r"^(constraint-dependencies = \[[^\n]*\n)(?: .*\n)*(\]\n)", re.MULTILINE)
EXPORT = ("export", "--quiet", "--all-groups", "--no-hashes", "--no-header", "--no-annotate", "--no-emit-project")
SECONDS = 300


def indirect(project: str, *options: str) -> list[str]:
    """Return the pins of every package that uv resolves for a project and that the project does not name itself."""
    groups = tomllib.loads(project)["dependency-groups"].values()
    direct = {name_of(pin) for group in groups for pin in group}
    with TemporaryDirectory() as folder:
        (Path(folder) / "pyproject.toml").write_text(project, "utf-8")
        if (ROOT / LOCK).is_file():
            shutil.copy(ROOT / LOCK, folder)  # uv keeps the versions that it holds
        command = [os.environ.get("UV", "uv"), *EXPORT, *options, "--python", sys.executable]
        lines = subprocess.run(
            command, cwd=folder, stdout=subprocess.PIPE, text=True, timeout=SECONDS, check=True
        ).stdout
    pins = (line.partition(";")[0].strip() for line in lines.splitlines())
    return sorted(pin for pin in pins if pin and name_of(pin) not in direct)


def name_of(pin: str) -> str:
    """Return the normalized name of a pinned package.

    >>> name_of("Typing_Extensions==4.16.0")
    'typing-extensions'
    """
    return re.sub(r"[-_.]+", "-", pin.partition("==")[0]).lower()


def with_constraints(project: str, pins: list[str]) -> str:
    """Return a project's text with these pins as its constraints."""
    lines = "".join(f'    "{pin}",\n' for pin in pins)
    return TABLE.sub(lambda found: found[1] + lines + found[2], project)


@click.command()
@click.option("--check", is_flag=True, help="Exit with 1 if a pin is missing, different or unused.")
@click.option("--upgrade", is_flag=True, help="Take the newest versions.")
def main(*, check: bool, upgrade: bool) -> None:
    """Write the pins of the indirect dependencies."""
    project = PROJECT.read_text("utf-8")
    if check:
        listed = set(tomllib.loads(project)["tool"]["uv"]["constraint-dependencies"])
        differences = sorted(listed ^ set(indirect(project)))
        for pin in differences:
            click.echo(f"{'unused' if pin in listed else 'not pinned'}: {pin}", err=True)
        sys.exit(1 if differences else 0)
    pins = indirect(with_constraints(project, []), *(("--upgrade",) if upgrade else ()))
    PROJECT.write_text(with_constraints(project, pins), "utf-8")


if __name__ == "__main__":
    main()
