"""The commands that editors type, as they type them."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result

from calculator.notation import write_date
from tests.conftest import ROOT, TODAY
from tests.support.commands import call
from tests.support.sources import edit

DAY, DAY_BEFORE, DAY_AFTER, LATER = (TODAY + timedelta(days=days) for days in (2, 1, 3, 8))


def run(source: Path, *arguments: str) -> Result:
    return call(*options_for(source), *arguments)


def options_for(source: Path) -> tuple[str, ...]:
    return ("--source", str(source), "--out", str(source.parent / "dist"), "--today", f"{DAY}")


def test_a_mistake_is_one_line_and_exit_code_one(source: Path) -> None:
    edit(source / "pages" / "kosten.md", "titel:", "titl:")
    command = [sys.executable, str(ROOT / "build.py"), *options_for(source), "build"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[0].startswith("bron/pages/kosten.md:2:1: KMO003")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["build", "check"])
def test_programs_get_the_mistakes_as_json(source: Path, command: str) -> None:
    edit(source / "pages" / "kosten.md", "titel:", "titl:")
    done = run(source, command, "--format", "json")
    assert done.exit_code == 1
    assert {
        "path": "bron/pages/kosten.md",
        "line": 2,
        "column": 1,
        "code": "KMO003",
        "message": 'onbekende sleutel "titl"',
        "remedy": 'bedoelde u "titel"?',
        "warning": False,
    } in json.loads(done.stdout)["diagnostics"]


def test_github_shows_a_mistake_at_its_line_and_the_log_says_it_too(source: Path) -> None:
    edit(source / "pages" / "kosten.md", "titel:", "titl:")
    done = run(source, "check", "--format", "github")
    assert done.exit_code == 1
    said = 'onbekende sleutel "titl"; bedoelde u "titel"?'
    assert f"::error file=bron/pages/kosten.md,line=2,col=1,title=KMO003::{said}" in done.stdout.splitlines()
    assert f"bron/pages/kosten.md:2:1: KMO003 {said}" in done.stderr.splitlines()


def test_gitlab_gets_a_report_of_the_mistakes_and_nothing_else(source: Path) -> None:
    edit(source / "pages" / "kosten.md", "titel:", "titl:")
    done = run(source, "check", "--format", "gitlab")
    assert done.exit_code == 1
    [finding] = [finding for finding in json.loads(done.stdout) if finding["check_name"] == "KMO003"]
    assert finding["location"] == {"path": "bron/pages/kosten.md", "lines": {"begin": 2}}
    assert finding["severity"] == "major"


def test_a_good_source_has_no_mistakes_and_leaves_nothing_behind(source: Path) -> None:
    done = run(source, "check", "--format", "json")
    assert (done.exit_code, json.loads(done.stdout)["diagnostics"]) == (0, [])
    assert [path.name for path in source.parent.iterdir()] == ["bron"]


def test_marking_a_page_as_checked_touches_one_line_only(source: Path) -> None:
    before = {path.name: path.read_bytes().split(b"\n") for path in (source / "pages").rglob("*.md")}
    done = run(source, "nagekeken", "kosten", "hoeveel.md")
    assert done.exit_code == 0, done.stderr
    after = {path.name: path.read_bytes().split(b"\n") for path in (source / "pages").rglob("*.md")}
    changed = [
        (name, old, new)
        for name in sorted(before)
        for old, new in zip(before[name], after[name], strict=True)
        if old != new
    ]
    assert changed == [
        (name, f"nagekeken_op: {TODAY}".encode(), f"nagekeken_op: {DAY}".encode())
        for name in ("hoeveel.md", "kosten.md")
    ]


def test_marking_a_page_that_does_not_exist_changes_nothing(source: Path) -> None:
    before = (source / "pages" / "kosten.md").read_bytes()
    done = run(source, "nagekeken", "kosten", "kostn")
    assert done.exit_code == 1
    assert "kostn.md" in done.stderr
    assert (source / "pages" / "kosten.md").read_bytes() == before


def test_a_page_that_does_not_say_when_it_was_checked_is_not_marked(source: Path) -> None:
    page = source / "pages" / "kosten.md"
    edit(page, "nagekeken_op:", "nagekeken:")
    before = page.read_bytes()
    for command in ("nagekeken", "herlezen"):
        done = run(source, command, "kosten")
        assert (done.exit_code, done.stderr) == (1, "Error: kosten.md heeft geen nagekeken_op\n")
    assert page.read_bytes() == before


def test_the_schema_of_front_matter_is_written_beside_the_pages(source: Path) -> None:
    schema = source / "frontmatter.schema.json"
    before = schema.read_bytes()
    schema.unlink()
    assert run(source, "schema").exit_code == 0
    assert schema.read_bytes() == before


def test_a_site_is_not_made_where_there_is_no_folder(source: Path) -> None:
    done = run(source / "nergens", "nieuw", "site", "--naam", "Wolk")
    assert (done.exit_code, "er is geen map" in done.stderr) == (1, True)


def test_a_new_page_is_correct_from_the_start(source: Path) -> None:
    done = run(source, "nieuw", "pagina", "eerste-stap", "--titel", "De eerste stap: wat nu?")
    assert done.exit_code == 0, done.stderr
    text = (source / "pages" / "eerste-stap.md").read_text("utf-8")
    assert "titel: 'De eerste stap: wat nu?'" in text
    assert f"nagekeken_op: {DAY}" in text
    assert run(source, "check").exit_code == 0


@pytest.mark.parametrize(
    ("slug", "title", "code"),
    [
        ("kosten", "Iets nieuws", "KMO007"),
        ("Iets_Nieuws", "Iets nieuws", "KMO007"),
        ("iets", "Bereken uw subsidie", "KMO006"),
        ("beheer", "Beheren", "KMO007"),
        ("vroeger", "Vroeger", "KMO061"),
    ],
)
def test_a_new_page_that_would_be_wrong_is_not_made(source: Path, slug: str, title: str, code: str) -> None:
    edit(
        source / "site.toml",
        "[kleuren]",
        '[redactie]\nbroncode = "https://github.com/naam/site"\nbeheer = true\n[kleuren]',
    )
    edit(source / "pages" / "energie.md", "titel:", "oude_adressen: [/vroeger/]\ntitel:")
    before = sorted((source / "pages").rglob("*.md"))
    done = run(source, "nieuw", "pagina", slug, "--titel", title)
    assert done.exit_code == 1
    assert code in done.stderr
    assert sorted((source / "pages").rglob("*.md")) == before


def add_page(source: Path, slug: str, line: str) -> None:
    top = f"titel: Een pagina over {slug}\nomschrijving: Een pagina.\nnagekeken_op: {TODAY}\n{line}"
    (source / "pages" / f"{slug}.md").write_text(f"---\n{top}\n---\nEen zin.\n", "utf-8")


def test_the_build_says_what_it_leaves_out_and_until_when(source: Path) -> None:
    add_page(source, "kerst", f"vanaf: {LATER}")
    add_page(source, "herfst", f"tot: {DAY_BEFORE}")
    add_page(source, "vandaag", f"vanaf: {DAY}\ntot: {DAY}")
    add_page(source, "nog-niet-klaar", "concept: true")
    done = run(source, "build")
    assert done.exit_code == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if "pagina's staan" not in line] == [
        f"weggelaten: bron/pages/herfst.md (verdween na {write_date(DAY_BEFORE)})",
        f"weggelaten: bron/pages/kerst.md (verschijnt op {write_date(LATER)})",
        "weggelaten: bron/pages/nog-niet-klaar.md (een concept)",
        "nog in te vullen in site.toml, want de wet vraagt het: rechtsvorm, adres, ondernemingsnummer, rechtbank, "
        "privacy.rechtsgrond, privacy.bewaartermijn, privacy.serverlogboek",
        f"bouw opnieuw op {write_date(DAY_AFTER)}: "
        "dan veranderen regels, pagina's of opleidingen, of is een controle oud",
    ]
    there = {path.name for path in (source.parent / "dist").iterdir()}
    assert there & {"kerst", "herfst", "vandaag", "nog-niet-klaar"} == {"vandaag"}


def test_a_link_to_a_page_that_is_not_there_yet_says_when_it_will_be(source: Path) -> None:
    edit(source / "pages" / "energie.md", "nagekeken_op:", f"vanaf: {LATER}\nnagekeken_op:")
    done = run(source, "check")
    gone = f"KMO020 dode link naar /energie/; die pagina is er niet: verschijnt op {write_date(LATER)}"
    assert gone in done.stderr
