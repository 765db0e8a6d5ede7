"""What the editor in the browser is told, and where the link on each page leads."""

import subprocess
import tomllib
from pathlib import Path

import pytest

from sitegen.bundle.packages import fetch_packages
from sitegen.bundle.sveltia import SOURCE as EDITOR_SOURCE
from sitegen.common.tools import TOOLS
from sitegen.figures.page_figures import figures_now
from sitegen.pages.context import page_context
from sitegen.pages.editor import editor_config
from sitegen.source.courses import THEMES
from sitegen.source.front_matter import FrontMatter
from sitegen.source.read import Source, read_source
from sitegen.source.schema import fields_of
from tests.conftest import ROOT, TODAY
from tests.support.sources import diagnostics_of, edit

FORMATS = Path(__file__).with_name("formats.mjs")

COURSES = """
[[opleiding]]
titel = "Veilig online"
thema = "digitalisering"
prijs = "1.250,50"
vroegboekprijs = 990
vroegboeken_tot = 2027-01-04
prijs_met_btw = true
adres = "https://academie.example/veilig"

[[opleiding.sessie]]
lesdagen = [2027-01-18, 2027-01-25]
uren = "19.00-22.00"
stand = "volzet"

[[opleiding.sessie]]
lesdagen = [2027-03-01]
plaats = "online"

[[opleiding]]
titel = "Bij u thuis"
thema = "digitalisering"
in_company = true
deelnemers = 12
prijs = "op aanvraag"
adres = "https://academie.example/thuis"
"""


def read(source: Path, repository: str, *lines: str) -> Source:
    table = "\n".join(("[redactie]", f'broncode = "{repository}"', *lines, "", "[kleuren]"))
    edit(source / "site.toml", "[kleuren]", table)
    return read_source(source, TODAY, strict=False, drafts=False)


def told(source: Path, repository: str, *lines: str) -> dict[str, object]:
    found = read(source, repository, "beheer = true", *lines)
    assert found.settings.editing
    config = editor_config(source, found, found.settings.editing, figures_now(TODAY))["config"]
    assert isinstance(config, dict)
    return config


@pytest.mark.parametrize(
    ("repository", "address"),
    [
        ("https://github.com/naam/site", "https://github.com/naam/site/edit/main/bron/pages/kosten.md"),
        ("https://github.com/naam/site.git", "https://github.com/naam/site/edit/main/bron/pages/kosten.md"),
        (
            "https://git.naam.be/groep/deel/site/",
            "https://git.naam.be/groep/deel/site/-/edit/main/bron/pages/kosten.md",
        ),
    ],
)
def test_without_an_editor_the_link_leads_to_the_file_at_the_host_of_the_source(
    source: Path, repository: str, address: str
) -> None:
    found = read(source, repository, "verbeterlink = true")
    [page] = [page for page in found.pages if page.slug == "kosten"]
    assert page_context(found, TODAY)(page).address_to_edit == address


def test_the_source_alone_gives_no_link(source: Path) -> None:
    found = read(source, "https://github.com/naam/site")
    assert {page_context(found, TODAY)(page).address_to_edit for page in found.pages} == {None}


def test_a_page_at_the_address_of_the_editor_is_refused(source: Path) -> None:
    (source / "pages" / "energie.md").rename(source / "pages" / "beheer.md")
    read(source, "https://github.com/naam/site", "beheer = true")
    said = "\n".join(map(str, diagnostics_of(source)))
    assert "bron/pages/beheer.md:2:1: KMO007 /beheer/ is het adres waar u de site beheert; geef het bestand" in said


def test_editors_sign_in_with_a_token_or_as_gitlab_knows_the_site(source: Path) -> None:
    github = told(source, "https://github.com/naam/site")["backend"]
    assert isinstance(github, dict)
    assert (github["name"], github["repo"], github["auth_methods"]) == ("github", "naam/site", ["token"])


def test_gitlab_of_an_organisation_is_asked_at_its_own_address(source: Path) -> None:
    backend = told(source, "https://git.naam.be/groep/site", 'gitlab_toepassing = "a1b2"')["backend"]
    assert isinstance(backend, dict)
    assert backend["api_root"] == "https://git.naam.be/api/v4"
    assert (backend["repo"], backend["app_id"]) == ("groep/site", "a1b2")


def test_each_key_of_a_page_and_a_course_has_a_field_with_the_values_that_the_build_knows(source: Path) -> None:
    collections = told(source, "https://github.com/naam/site")["collections"]
    assert isinstance(collections, list)
    pages, lists = collections
    fields = {field["name"]: field for field in pages["fields"]}
    assert fields.keys() == {*fields_of(FrontMatter), "body"}
    assert {name for name, field in fields.items() if field.get("required")} == {
        "titel",
        "omschrijving",
        "nagekeken_op",
    }
    assert "tijdlijn" in fields["figuur"]["options"]
    assert "hoeveel" in fields["verwant"]["options"]
    [courses] = lists["files"][0]["fields"]
    [theme] = [field for field in courses["fields"] if field["name"] == "thema"]
    assert theme["options"] == list(THEMES)
    [sessions] = [field for field in courses["fields"] if field["name"] == "sessie"]
    assert [field["name"] for field in sessions["fields"]] == ["lesdagen", "uren", "plaats", "stand"]


def written_again(*arguments: Path | str) -> str:
    fetch_packages(EDITOR_SOURCE, print)
    command = [TOOLS / "node", FORMATS, *arguments]
    return subprocess.run(command, capture_output=True, timeout=60, check=True).stdout.decode()


def test_each_page_is_written_as_it_was_read() -> None:
    assert written_again(*sorted((ROOT / "site_src" / "pages").rglob("*.md"))) == ""


def test_a_page_from_windows_keeps_its_ends_of_lines(tmp_path: Path) -> None:
    text = (ROOT / "site_src" / "pages" / "kosten.md").read_text("utf-8").replace("\n", "\r\n")
    (tmp_path / "kosten.md").write_bytes(text.encode())
    assert written_again(tmp_path / "kosten.md") == ""


def test_of_a_page_with_another_title_only_that_line_is_another(tmp_path: Path) -> None:
    text = '---\n# een opmerking\ntitel: "Kosten"\nnagekeken_op: 2026-11-23 # ik\nverwant: [hoeveel]\n---\nEen zin.\n'
    (tmp_path / "kosten.md").write_text(f"\ufeff{text}", "utf-8")
    assert written_again("--titel", "Prijzen", tmp_path / "kosten.md") == text.replace('"Kosten"', "Prijzen")


def test_a_page_without_a_block_on_top_is_all_text(tmp_path: Path) -> None:
    (tmp_path / "los.md").write_text("Een zin.\n", "utf-8")
    assert written_again("--titel", "Los", tmp_path / "los.md") == "---\ntitel: Los\n---\nEen zin.\n"


def test_courses_of_a_spreadsheet_are_left_to_it(source: Path) -> None:
    (source / "opleidingen.csv").write_text("titel;thema\n", "utf-8")
    found = read(source, "https://github.com/naam/site", "beheer = true")
    assert found.settings.editing
    config = editor_config(source, found, found.settings.editing, figures_now(TODAY))["config"]
    assert isinstance(config, dict)
    assert [collection["name"] for collection in config["collections"]] == ["paginas"]


def test_courses_with_sessions_and_days_mean_the_same_once_they_are_written(tmp_path: Path) -> None:
    path = tmp_path / "opleidingen.toml"
    path.write_text(COURSES, "utf-8")
    assert tomllib.loads(written_again(path)) == tomllib.loads(COURSES)
