"""The command line: build, serve and check the site. Everything it does is in `sitegen`."""

import sys
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from rich.console import Console

from sitegen.errors import BuildError, UnavailableError
from sitegen.serve import HOST, make_server
from sitegen.site import Built, build_site

ROOT = Path(__file__).parent
PORT = 8000

console = Console(stderr=True, highlight=False)


@click.group(invoke_without_command=True, help="Maak de site. Zonder opdracht: build.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), metavar="JJJJ-MM-DD", help="Doe alsof het die dag is.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=ROOT / "dist", help="De map voor de site."
)
@click.option(
    "--source", type=click.Path(path_type=Path, file_okay=False), default=ROOT / "site_src", help="De map met de bron."
)
@click.pass_context
def main(context: click.Context, today: datetime | None, out: Path, source: Path) -> None:
    """Keep what every command needs, and build if none is named."""
    context.obj = (source, out, today.date() if today else date.today())
    if context.invoked_subcommand is None:
        context.invoke(build)


@main.command(help="Bouw de site.")
@click.pass_obj
def build(obj: tuple[Path, Path, date]) -> None:
    """Build, and say where the site is."""
    built = build_or_exit(*obj)
    console.print(f"{len(built.pages)} pagina's staan in {built.out}")


@main.command(help="Bouw de site en toon ze op deze computer.")
@click.option("--port", default=PORT, help="De eerste poort om te proberen.")
@click.pass_obj
def serve(obj: tuple[Path, Path, date], port: int) -> None:
    """Build and serve until the editor stops it."""
    built = build_or_exit(*obj)
    with make_server(built.out, port) as server:
        console.print(f"De site staat op [bold]http://{HOST}:{server.server_port}/[/] (stoppen: Ctrl+C)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            console.print("Gestopt.")


@main.command(help="Kijk de bron na zonder iets te bewaren.")
@click.pass_obj
def check(obj: tuple[Path, Path, date]) -> None:
    """Build into a folder that is thrown away."""
    source, _, today = obj
    with TemporaryDirectory() as folder:
        built = build_or_exit(source, Path(folder) / "site", today)
    console.print(f"{len(built.pages)} pagina's nagekeken, geen fouten")


def build_or_exit(source: Path, out: Path, today: date) -> Built:
    """Build with a sign of life; on failure say what is wrong, a line each, and exit with 1."""
    try:
        with console.status("Beginnen") as status:
            built = build_site(source, out, today, status.update)
    except (BuildError, UnavailableError) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    for warning in built.warnings:
        click.echo(f"let op: {warning}", err=True)
    return built


if __name__ == "__main__":
    main()
