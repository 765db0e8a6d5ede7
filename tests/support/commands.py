"""The command line, called in this process."""

from pathlib import Path

from click.testing import CliRunner, Result

from sitegen.cli import main


def call(*arguments: str | Path, typed: str | None = None) -> Result:
    """Return the exit code, the output and the messages of a command, which reads what is typed."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=typed, catch_exceptions=False)
