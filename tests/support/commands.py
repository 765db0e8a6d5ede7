"""The command line, called in this process."""

from pathlib import Path

from click.testing import CliRunner, Result

from sitegen.cli import main


def call(*arguments: str | Path) -> Result:
    """Return the exit code, the output and the messages of a command."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)
