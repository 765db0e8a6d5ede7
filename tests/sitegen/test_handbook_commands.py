"""Every command in the editors' handbook and in the README does what it is there for, typed as it is written there."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from sitegen.cli import main
from tests.conftest import OTHER_PROVIDER, ROOT, TODAY
from tests.support.commands import call
from tests.support.providers import answers_in
from tests.support.servers import plain

TYPED = re.compile(r"(?:uv|python3 uv\.py) run build\.py(.*?)(?:`|$)", re.MULTILINE)
ASKS_THE_NETWORK, DOES_NOT_END = "bronnen", "serve"
ANSWERS = "".join(f"{answer}\n" for answer in answers_in(OTHER_PROVIDER).values())
"""What an editor types who is asked for the provider's data."""

OWN_ADDRESS = re.compile(r"https://\S*")


def commands_in(name: str) -> list[str]:
    """Return what follows `build.py` in each command of a document."""
    return [typed.partition("2>&1")[0].strip() for typed in TYPED.findall((ROOT / name).read_text("utf-8"))]


COMMANDS = sorted({*commands_in("docs/redactie.md"), *commands_in("README.md")})


def test_the_documents_hold_the_commands_of_the_command_line() -> None:
    named = {word for command in COMMANDS for word in shlex.split(command) if word in main.commands}
    assert named == main.commands.keys() - {"build", "schema"}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_can_be_typed_as_it_is_written(command: str) -> None:
    with main.make_context("build.py", shlex.split(command) or ["build"]) as context:
        chosen, *rest = [*context._protected_args, *context.args]
        assert main.commands[chosen].make_context(chosen, rest, parent=context).parent is context


@pytest.mark.parametrize(
    "command", [typed for typed in COMMANDS if not {ASKS_THE_NETWORK, DOES_NOT_END}.intersection(typed.split())]
)
def test_a_command_ends_well(command: str, source: Path, built_site: Path, tmp_path: Path) -> None:
    out = Path(shutil.copytree(built_site, tmp_path / "dist"))
    with plain(built_site) as port:
        typed = shlex.split(OWN_ADDRESS.sub(f"http://127.0.0.1:{port}/", command))
        done = call("--source", source, "--out", out, "--today", TODAY.isoformat(), *typed, typed=ANSWERS)
    assert done.exit_code == 0, done.stderr
