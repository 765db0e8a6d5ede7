"""The command line: build, serve, check and compare the site, and the editors' own commands."""

import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import click
from rich.console import Console

from calculator.notation import write_date
from sitegen.build_cache import Kept
from sitegen.common.diagnostics import BuildError, Fault, UnavailableError, describe_disk_error, one_line
from sitegen.common.paths import ROOT
from sitegen.preview.live_server import make_live_server
from sitegen.preview.rebuild import Preview
from sitegen.preview.static_server import HOST
from sitegen.preview.watch import rebuild_on_save
from sitegen.progress import ProgressBar
from sitegen.publish.compare import compare
from sitegen.publish.search import write_search
from sitegen.site import Built, build_site
from sitegen.source.freshness import mark_checked
from sitegen.source.front_matter import json_schema
from sitegen.source.new_page import make_new_page
from sitegen.source.schedule import today_in_brussels

PORT = 8000

console = Console(stderr=True, highlight=False)
folder = click.Path(path_type=Path, file_okay=False)
output_format = click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", help="Regels voor mensen, of JSON."
)


@dataclass(frozen=True, slots=True)
class Options:
    """The options of every command: the source, the folder for the site, and the day."""

    source: Path
    out: Path
    today: date


@click.group(invoke_without_command=True, help="Maak de site. Zonder opdracht: build.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), metavar="JJJJ-MM-DD", help="Doe alsof het die dag is.")
@click.option("--out", type=folder, default=ROOT / "dist", help="De map voor de site.")
@click.option("--source", type=folder, default=ROOT / "site_src", help="De map met de bron.")
@click.pass_context
def main(context: click.Context, today: datetime | None, out: Path, source: Path) -> None:
    """Store the options of every command, and build if no command is named."""
    context.obj = Options(source, out, today.date() if today else today_in_brussels())
    if context.invoked_subcommand is None:
        context.invoke(build)


@main.command(help="Bouw de site.")
@output_format
@click.pass_obj
def build(options: Options, shape: str) -> None:
    """Build, and print the folder of the site."""
    built = build_or_exit(options, options.out, shape)
    if shape == "text":
        console.print(f"{len(built.pages)} pagina's staan in {built.out}", soft_wrap=True)


@main.command(help="Kijk de bron na zonder iets te bewaren.")
@output_format
@click.pass_obj
def check(options: Options, shape: str) -> None:
    """Build into a temporary folder; a page that was checked too long ago is an error here."""
    with TemporaryDirectory() as temporary:
        built = build_or_exit(options, Path(temporary) / "site", shape, strict=True)
    if shape == "text":
        console.print(f"{len(built.pages)} pagina's nagekeken, geen fouten")


@main.command(help="Toon de site op deze computer, en bouw ze opnieuw bij elke wijziging.")
@click.option("--port", default=PORT, help="De eerste poort om te proberen.")
@click.pass_obj
def serve(options: Options, port: int) -> None:
    """Serve a preview until the editor stops it."""
    with TemporaryDirectory(prefix="kmo-") as temporary:
        kept = Kept(Path(temporary) / "kept")
        preview = Preview(
            lambda out: build_site(options.source, out, options.today, lambda *_: None, kept=kept),
            write_search,
            Path(temporary),
        )
        with make_live_server(preview, port) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            console.print(f"De site staat op [bold]http://{HOST}:{server.server_port}/[/] (stoppen: Ctrl+C)")
            again = False
            with suppress(KeyboardInterrupt):
                again = rebuild_on_save(preview, options.source, lambda text: click.echo(text, err=True))
            server.shutdown()
            preview.join()
        if again:
            os.execv(sys.executable, [sys.executable, *sys.argv, "--port", str(server.server_port)])  # noqa: S606 - itself
    console.print("Gestopt.")


@main.command("vergelijk", help="Zeg of op PLAATS, een adres of een map, staat wat in de map voor de site staat.")
@click.argument("place", metavar="PLAATS")
@click.pass_obj
def compare_with(options: Options, place: str) -> None:
    """Print every difference, and exit with 1 if there is one."""
    try:
        differences = list(compare(options.out, place))
    except UnavailableError as error:
        click.echo(one_line(str(error)), err=True)
        sys.exit(1)
    for difference in differences:
        click.echo(one_line(difference))
    console.print(f"{len(differences) or 'geen'} verschil{'len' if len(differences) > 1 else ''}", soft_wrap=True)
    sys.exit(1 if differences else 0)


@main.command("nagekeken", help="Zet nagekeken_op van deze pagina's op vandaag.")
@click.argument("pages", metavar="PAGINA...", nargs=-1, required=True)
@click.pass_obj
def mark(options: Options, pages: tuple[str, ...]) -> None:
    """Mark pages as checked today."""
    paths = [options.source / "pages" / f"{page.removesuffix('.md')}.md" for page in pages]
    if missing := [path.name for path in paths if not path.is_file()]:
        raise click.ClickException(f"er is geen {' of '.join(missing)} in {options.source / 'pages'}")
    for path in paths:
        try:
            mark_checked(path, options.today)
        except ValueError as error:
            raise click.ClickException(str(error)) from None
        console.print(f"{path.name}: nagekeken op {write_date(options.today)}")


@main.group("nieuw", help="Maak iets nieuws.")
def new() -> None:
    """Group the commands that create files."""


@new.command("pagina", help="Maak een nieuwe pagina; SLUG is haar adres, zoals welke-kosten.")
@click.argument("slug")
@click.option("--titel", "title", required=True, help="De titel bovenaan.")
@click.option("--omschrijving", "description", help="Een zin voor zoekmachines.")
@click.pass_obj
def new_page(options: Options, slug: str, title: str, description: str | None) -> None:
    """Write a page that has no mistakes."""
    description = description or f"{title.rstrip('.!?')}: wat u moet weten over de kmo-portefeuille."
    try:
        path = make_new_page(options.source, slug, title, description, options.today)
    except BuildError as error:
        print_faults(error.faults)
        sys.exit(1)
    console.print(f"{path} staat klaar")


@main.command(help="Schrijf het JSON Schema van het blok bovenaan een pagina.")
@click.pass_obj
def schema(options: Options) -> None:
    """Write the schema for the editors of the pages' front matter."""
    path = options.source / "frontmatter.schema.json"
    path.write_text(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n", "utf-8")
    console.print(f"{path} is geschreven", soft_wrap=True)


def build_or_exit(options: Options, out: Path, shape: str, *, strict: bool = False) -> Built:
    """Build with a progress bar and print the warnings; on failure print the mistakes and exit with 1."""
    try:
        with ProgressBar(console) as bar:
            built = build_site(options.source, out, options.today, bar.show, strict=strict)
    except BuildError as error:
        print_faults(error.faults) if shape == "text" else print_json(error.faults)
        sys.exit(1)
    except UnavailableError as error:
        click.echo(one_line(str(error)), err=True)
        sys.exit(1)
    except OSError as error:
        click.echo(f"er is niets gebouwd: {describe_disk_error(error)}; wat er stond, staat er nog", err=True)
        sys.exit(1)
    if shape == "json":
        print_json(built.warnings, pages=len(built.pages), left_out=built.left_out, changes_on=built.changes_on)
        return built
    print_faults(built.warnings)
    for place, reason in built.left_out.items():
        click.echo(f"weggelaten: {place} ({reason})", err=True)
    if built.changes_on:
        click.echo(
            f"bouw opnieuw op {write_date(built.changes_on)}: dan zijn er andere pagina's of opleidingen", err=True
        )
    return built


def print_faults(faults: Iterable[Fault]) -> None:
    """Print each mistake on a line, and where its code is explained."""
    faults = tuple(faults)
    for fault in faults:
        click.echo(f"{'let op: ' if fault.warning else ''}{fault}", err=True)
    if faults:
        click.echo("Elke code staat uitgelegd in docs/fouten.md.", err=True)


def print_json(faults: Iterable[Fault], **more: object) -> None:
    """Print the mistakes and further facts as JSON."""
    report = {"faults": [asdict(fault) for fault in faults], **more}
    click.echo(json.dumps(report, ensure_ascii=False, indent=2, default=str))
