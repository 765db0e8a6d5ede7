"""Print what commands say: for people in the terminal, and for programs as JSON or as a code host's report."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict

import click
from rich.console import Console

from sitegen.common.diagnostics import BuildError, Diagnostic, UnavailableError, one_line
from sitegen.publish.source_watch import Finding
from sitegen.reports import REPORTS
from sitegen.source.citations import Citation

console = Console(stderr=True, highlight=False)


@contextmanager
def exiting_on_failure(shape: str = "text") -> Iterator[None]:
    """Print what is wrong with a source, or what cannot be reached, and exit with 1."""
    try:
        yield
    except BuildError as error:
        print_json(error.diagnostics) if shape == "json" else print_diagnostics(error.diagnostics, shape)
        sys.exit(1)
    except UnavailableError as error:
        click.echo(one_line(str(error)), err=True)
        sys.exit(1)


def print_undecided(keys: Iterable[str]) -> None:
    """Print the keys that the law asks the provider for, if any is empty."""
    if told := ", ".join(keys):
        click.echo(f"nog in te vullen in site.toml, want de wet vraagt het: {told}", err=True)


def print_diagnostics(diagnostics: Iterable[Diagnostic], shape: str) -> None:
    """Print each diagnostic on a line, and where its code is explained; for a code host, print its report too."""
    diagnostics = tuple(diagnostics)
    if shape in REPORTS:
        click.echo(REPORTS[shape](diagnostics), nl=False)
    for diagnostic in diagnostics:
        click.echo(f"{'let op: ' if diagnostic.warning else ''}{diagnostic}", err=True)
    if diagnostics:
        click.echo("Elke code staat uitgelegd in docs/fouten.md.", err=True)


def print_json(diagnostics: Iterable[Diagnostic], **more: object) -> None:
    """Print the diagnostics and further facts as JSON."""
    said = {"diagnostics": [asdict(diagnostic) for diagnostic in diagnostics], **more}
    click.echo(json.dumps(said, ensure_ascii=False, indent=2, default=str))


def print_each(name: str, items: Iterable[Citation | Finding], told: Iterable[Citation | Finding], shape: str) -> None:
    """Print all items as JSON under a name, or those worth telling as lines."""
    if shape == "json":
        print_json((), **{name: [asdict(item) for item in items]})
        return
    for item in told:
        click.echo(str(item))
