"""The command line: build, serve, check and compare the site, and the editors' own commands."""

import json
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import click

from calculator.notation import write_date
from calculator.rules import RULESETS
from sitegen.build_cache import BuildCache
from sitegen.common.diagnostics import describe_disk_error, one_line, suggest
from sitegen.common.paths import ROOT
from sitegen.pages.new_page import make_new_page
from sitegen.preview.handbook import PLACE as HANDBOOK
from sitegen.preview.live_server import make_live_server
from sitegen.preview.rebuild import Preview
from sitegen.preview.static_server import HOST
from sitegen.preview.watch import rebuild_on_save
from sitegen.printing import console, exiting_on_failure, print_diagnostics, print_each, print_json, print_undecided
from sitegen.progress import ProgressBar
from sitegen.publish.compare import compare
from sitegen.publish.source_watch import compare_sources, count_states, remember
from sitegen.reports import REPORTS
from sitegen.site import Built, build_site
from sitegen.source.citations import Citation, read_citations
from sitegen.source.freshness import mark_checked, mark_reread
from sitegen.source.front_matter import json_schema
from sitegen.source.new_site import QUESTIONS, Answer, Question, files_to_check, make_new_site
from sitegen.source.schedule import today_in_brussels
from sitegen.source.settings import read_settings

PORT = 8000

folder = click.Path(path_type=Path, file_okay=False)

output_format = click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", help="Regels voor mensen, of JSON."
)
report_format = click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", *REPORTS]),
    default="text",
    help="Regels voor mensen, JSON, of wat GitHub of GitLab bij een gewijzigde regel toont.",
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
@report_format
@click.pass_obj
def build(options: Options, shape: str) -> None:
    """Build, and print the folder of the site."""
    built = build_or_exit(options, options.out, shape)
    if shape != "json":
        console.print(f"{len(built.pages)} pagina's staan in {built.out}", soft_wrap=True)


@main.command(help="Kijk de bron na zonder iets te bewaren.")
@report_format
@click.pass_obj
def check(options: Options, shape: str) -> None:
    """Build into a folder that is thrown away; what was checked too long ago is an error here."""
    with TemporaryDirectory() as temporary:
        built = build_or_exit(options, Path(temporary) / "site", shape, strict=True)
    if shape != "json":
        console.print(f"{len(built.pages)} pagina's nagekeken, geen fouten")


@main.command(help="Toon de site op deze computer, en bouw ze opnieuw bij elke wijziging.")
@click.option("--port", default=PORT, help="De eerste poort om te proberen.")
@click.pass_obj
def serve(options: Options, port: int) -> None:
    """Serve a preview until the editor stops it."""
    with TemporaryDirectory(prefix="kmo-") as temporary:
        cache = BuildCache(Path(temporary) / "kept")
        preview = Preview(
            lambda out: build_site(options.source, out, options.today, lambda *_: None, cache=cache),
            Path(temporary),
            options.source,
        )
        with make_live_server(preview, port) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            console.print(f"De site staat op [bold]http://{HOST}:{server.server_port}/[/] (stoppen: Ctrl+C)")
            console.print(f"Het handboek staat op http://{HOST}:{server.server_port}{HANDBOOK}")
            again = False
            with suppress(KeyboardInterrupt):
                again = rebuild_on_save(preview, options.source, lambda text: click.echo(text, err=True))
            server.shutdown()
        if again:
            os.execv(sys.executable, [sys.executable, *sys.argv, "--port", str(server.server_port)])  # noqa: S606 - itself
    console.print("Gestopt.")


@main.command("vergelijk", help="Zeg of op PLAATS, een adres of een map, staat wat in de map voor de site staat.")
@click.argument("place", metavar="PLAATS")
@click.pass_obj
def compare_with(options: Options, place: str) -> None:
    """Print every difference, and exit with 1 if there is one."""
    with exiting_on_failure():
        differences = list(compare(options.out, place))
    for difference in differences:
        click.echo(one_line(difference))
    console.print(f"{len(differences) or 'geen'} verschil{'len' if len(differences) > 1 else ''}", soft_wrap=True)
    sys.exit(1 if differences else 0)


@main.command("nagekeken", help="Zet nagekeken_op van deze pagina's op vandaag.")
@click.argument("pages", metavar="PAGINA...", nargs=-1, required=True)
@click.pass_obj
def mark(options: Options, pages: tuple[str, ...]) -> None:
    """Mark pages as checked today."""
    for path in paths_of(options, pages):
        write_or_refuse(mark_checked, path, options.today)
        console.print(f"{path.name}: nagekeken op {write_date(options.today)}")


@main.command("herlezen", help="Zet in deze pagina's dat ze herlezen zijn voor de nieuwste regels.")
@click.argument("pages", metavar="PAGINA...", nargs=-1, required=True)
@click.pass_obj
def mark_as_reread(options: Options, pages: tuple[str, ...]) -> None:
    """Mark pages as read again for the newest ruleset, also one that is still to begin."""
    begins = RULESETS[-1].in_force_from
    for path in paths_of(options, pages):
        write_or_refuse(mark_reread, path, begins)
        console.print(f"{path.name}: herlezen voor de regels van {write_date(begins)}")


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
    with exiting_on_failure():
        path = make_new_page(options.source, slug, title, description, options.today)
    console.print(f"{path} staat klaar")


class AnswerType(click.ParamType[Answer]):
    """The answers that a question about a new site takes."""

    name = "tekst"

    def __init__(self, question: Question) -> None:
        self.question = question

    def convert(self, value: Answer, param: click.Parameter | None, ctx: click.Context | None) -> Answer:
        """Return the value of an answer; a wrong one is asked for again, or ends the command."""
        try:
            return self.question.read(value) if isinstance(value, str) else value
        except ValueError as error:
            self.fail(str(error), param, ctx)


@new.command(
    "site", help="Maak van deze bron de site van een andere aanbieder. Zonder opties vraagt de opdracht alles."
)
@click.pass_obj
def new_site(options: Options, /, **answers: Answer | None) -> None:
    """Write the settings of another provider, and say what the law still asks for."""
    if not options.source.is_dir():
        raise click.ClickException(f"er is geen map {options.source}")
    given = {question: answer for question in QUESTIONS if (answer := answers[question.name]) is not None}
    answered = given or {question: ask(question) for question in QUESTIONS}
    standard: dict[Question, Answer] = {question: question.standard for question in QUESTIONS if question.standard}
    if missing := [
        question.option for question in QUESTIONS if question.required and question not in standard | answered
    ]:
        raise click.UsageError(f"dit ontbreekt nog: {', '.join(missing)}")
    with exiting_on_failure():
        removed = make_new_site(options.source, standard | answered, options.today)
    console.print(f"{options.source / 'site.toml'} is geschreven", soft_wrap=True)
    for name in removed:
        console.print(f"{name} is verwijderd: dat was van de vorige aanbieder", soft_wrap=True)
    if left := ", ".join(files_to_check(options.source)):
        console.print(f"kijk na of dit ook van u is: {left}", soft_wrap=True)
    print_undecided(read_settings(options.source)[0].provider.undecided)


for asked in QUESTIONS:
    click.option(asked.option, asked.name, type=AnswerType(asked), help=asked.words)(new_site)


def ask(question: Question) -> Answer:
    """Return the answer that an editor types; Enter takes the usual one, or leaves open what may be."""
    default = question.standard or (None if question.required else "")
    words = question.words if question.required else f"{question.words} (of Enter: later)"
    answer: Answer = click.prompt(words, default=default, type=AnswerType(question), show_default=bool(default))
    return answer


@main.command(help="Schrijf het JSON Schema van het blok bovenaan een pagina.")
@click.pass_obj
def schema(options: Options) -> None:
    """Write the schema for the editors of the pages' front matter."""
    path = options.source / "frontmatter.schema.json"
    path.write_text(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n", "utf-8")
    console.print(f"{path} is geschreven", soft_wrap=True)


def paths_of(options: Options, pages: Iterable[str]) -> list[Path]:
    """Return the files of pages that are named on the command line. Raise ClickException if there is no such page."""
    paths = [options.source / "pages" / f"{page.removesuffix('.md')}.md" for page in pages]
    if missing := [path.name for path in paths if not path.is_file()]:
        raise click.ClickException(f"er is geen {' of '.join(missing)} in {options.source / 'pages'}")
    return paths


def write_or_refuse(write: Callable[[Path, date], None], path: Path, day: date) -> None:
    """Write a day in a page. Raise ClickException if the page cannot hold it."""
    try:
        write(path, day)
    except ValueError as error:
        raise click.ClickException(str(error)) from None


def build_or_exit(options: Options, out: Path, shape: str, *, strict: bool = False) -> Built:
    """Build with a progress bar and print the warnings; on failure print the mistakes and exit with 1."""
    try:
        with exiting_on_failure(shape), ProgressBar(console) as bar:
            built = build_site(options.source, out, options.today, bar.show, strict=strict)
    except OSError as error:
        click.echo(f"er is niets gebouwd: {describe_disk_error(error)}; wat er stond, staat er nog", err=True)
        sys.exit(1)
    if shape == "json":
        print_json(
            built.warnings,
            pages=len(built.pages),
            left_out=built.left_out,
            undecided=built.undecided,
            changes_on=built.changes_on,
        )
        return built
    print_diagnostics(built.warnings, shape)
    for place, reason in built.left_out.items():
        click.echo(f"weggelaten: {place} ({reason})", err=True)
    print_undecided(built.undecided)
    if built.changes_on:
        day = write_date(built.changes_on)
        changed = "dan veranderen regels, pagina's of opleidingen, of is een controle oud"
        click.echo(f"bouw opnieuw op {day}: {changed}", err=True)
    return built


@main.command("bronnen", help="Toon de bronnen: wat erop steunt, en wat er het laatst te lezen stond.")
@click.argument("addresses", metavar="[ADRES]...", nargs=-1)
@click.option("--vergelijk", "action", flag_value="compare", help="Zeg welke bronnen veranderd of verdwenen zijn.")
@click.option("--onthoud", "action", flag_value="remember", help="Bewaar wat er nu te lezen staat.")
@output_format
@click.pass_obj
def sources(options: Options, addresses: tuple[str, ...], action: str | None, shape: str) -> None:
    """List the sources; or name those that changed, or store what they say, and exit with 1 if that needs attention."""
    with exiting_on_failure(shape):
        cited = choose_citations(read_citations(options.source), addresses)
        findings = compare_sources(cited, options.today) if action else []
        if action == "remember":
            remember(options.source, findings)
    if action is None:
        print_each("sources", cited, cited, shape)
        return
    if action == "remember":
        wanting = told = [finding for finding in findings if finding.now is None]
        summary = f"{len(findings) - len(wanting)} van {len(findings)} bronnen onthouden"
    else:
        wanting = [finding for finding in findings if finding.alarming]
        told = [finding for finding in findings if not finding.as_before]
        summary = count_states(findings)
    print_each("findings", findings, told, shape)
    if shape == "text":
        console.print(summary, soft_wrap=True)
    sys.exit(1 if wanting else 0)


def choose_citations(cited: list[Citation], addresses: tuple[str, ...]) -> list[Citation]:
    """Return the sources at these addresses, all of them if none is named."""
    known = {citation.address: citation for citation in cited}
    for address in addresses:
        if address not in known:
            raise click.ClickException(f"{address} is geen bron; {suggest(address, known, 'kijk het adres na')}")
    return [known[address] for address in addresses] or cited
