"""A diagnostic points at the line and column of the key that is wrong, or else of the table in which it is missing."""

from pathlib import Path

import pytest

from sitegen.common.diagnostics import Diagnostic
from sitegen.source.courses import read_courses
from sitegen.source.pages import read_page
from sitegen.source.settings import read_settings
from tests.support.sources import edit

CONTACT = '[aanbieder.contact]\nnaam = "'
COURSE = """
[[opleiding]]
titel = "{title}"
thema = "financieel"
lesdagen = [
  2027-01-18,  # titel = "dit is geen sleutel"
  2027-01-25,
]
prijs = 850
adres = "https://www.naam.be/"
"""


def place_in(path: Path, text: str) -> tuple[int, int]:
    """Return line and column of the only place where a text stands in a file."""
    before, found, after = path.read_text("utf-8").partition(text)
    assert found
    assert text not in after
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def places_of(diagnostics: list[Diagnostic]) -> list[tuple[str, int, int]]:
    return [(diagnostic.code, diagnostic.line, diagnostic.column) for diagnostic in diagnostics]


def settings_places(source: Path) -> list[tuple[str, int, int]]:
    return places_of(read_settings(source)[1])


def test_a_wrong_key_is_not_reported_at_a_key_of_that_name_in_another_table(source: Path) -> None:
    settings = source / "site.toml"
    line, _ = place_in(settings, "[aanbieder.contact]")
    edit(settings, CONTACT, '[aanbieder.contact]\nnaam = 3\nvoornaam = "')
    assert settings_places(source) == [("KMO033", line + 1, 1), ("KMO031", line + 2, 1)]


def test_a_missing_setting_is_reported_at_its_table(source: Path) -> None:
    settings = source / "site.toml"
    edit(settings, "telefoon = ", "# telefoon = ")
    line, column = place_in(settings, "[aanbieder.contact]")
    assert ("KMO032", line, column) in settings_places(source)


def test_a_setting_in_a_dotted_key_is_reported_where_it_stands(source: Path) -> None:
    settings = source / "site.toml"
    text = settings.read_text("utf-8")
    table, rest = text.split("[aanbieder.contact]\n")
    contact, after = rest.split("\n\n", 1)
    lines = "\n".join(f"  contact.{line}" for line in contact.splitlines())
    settings.write_text(f"{table.rstrip()}\n{lines}\n\n{after}", "utf-8")
    assert settings_places(source) == []
    edit(settings, '  contact.email = "', '  contact.email = 3 # "')
    line, _ = place_in(settings, "contact.email")
    assert settings_places(source) == [("KMO033", line, 3)]


def test_a_setting_in_an_inline_table_is_reported_at_that_table(source: Path) -> None:
    settings = source / "site.toml"
    table, rest = settings.read_text("utf-8").split("[aanbieder.contact]\n")
    after = rest.split("\n\n", 1)[1]
    settings.write_text(
        f'{table.rstrip()}\ncontact = {{ naam = "An", email = 3, telefoon = "02 123 45 67" }}\n\n{after}', "utf-8"
    )
    assert settings_places(source) == [("KMO033", *place_in(settings, "contact = {"))]


def test_a_missing_key_is_reported_at_its_own_table_also_when_a_table_within_it_comes_first(source: Path) -> None:
    settings = source / "site.toml"
    text = settings.read_text("utf-8")
    head, contact = text.index("[aanbieder]"), text.index("[aanbieder.contact]")
    end = text.index("[kleuren]")
    settings.write_text(text[:head] + text[contact:end] + text[head:contact] + text[end:], "utf-8")
    edit(settings, "btw_vrijgesteld = true\n", "")
    assert settings_places(source) == [("KMO032", *place_in(settings, "[aanbieder]"))]


def test_text_that_looks_like_a_key_or_a_table_is_none(source: Path) -> None:
    settings = source / "site.toml"
    text = settings.read_text("utf-8")
    settings.write_text(f"# [aanbieder.contact]\n# email = 3\n{text}", "utf-8")
    edit(settings, 'titel = "', 'titel = """\n[aanbieder.contact]\nemail = 3\n"""\n# "')
    edit(settings, 'email = "', 'email = 3 # "')
    line = settings.read_text("utf-8").split('email = 3 # "')[0].count("\n") + 1
    assert settings_places(source) == [("KMO033", line, 1)]


@pytest.mark.parametrize("second", [False, True])
def test_a_wrong_key_of_a_course_is_reported_in_that_course(source: Path, second: bool) -> None:
    file = source / "opleidingen.toml"
    courses = [COURSE.format(title=f"Boekhouden {number}") for number in (1, 2)]
    courses[second] = courses[second].replace("prijs = 850", "prijs = -8.5")
    file.write_text("".join(courses), "utf-8")
    assert places_of(read_courses(source)[1]) == [("KMO033", *place_in(file, "prijs = -8.5"))]


def test_a_missing_key_of_a_course_is_reported_at_that_course(source: Path) -> None:
    file = source / "opleidingen.toml"
    file.write_text(COURSE.format(title="Boekhouden") + COURSE.replace("prijs = 850\n", ""), "utf-8")
    line = file.read_text("utf-8").rpartition("[[opleiding]]")[0].count("\n") + 1
    assert places_of(read_courses(source)[1]) == [("KMO032", line, 1)]


def test_a_missing_key_of_a_page_is_reported_at_the_first_line_of_its_block(source: Path) -> None:
    page = source / "pages" / "kosten.md"
    edit(page, "omschrijving:", "# omschrijving:")
    assert places_of(list(read_page(page, source)[1])) == [("KMO004", 2, 1)]


LEVELS = 40
DOUBLING = "".join(f"a{level}: &a{level} {{x: *a{level - 1}, y: *a{level - 1}}}\n" for level in range(1, LEVELS))


@pytest.mark.parametrize("block", ["a: &a\n  b: *a\n", f"a0: &a0 {{x: 1}}\n{DOUBLING}"], ids=["a circle", "doubling"])
def test_front_matter_that_leads_back_is_searched_once(tmp_path: Path, block: str) -> None:
    page = tmp_path / "bron" / "pages" / "kring.md"
    page.parent.mkdir(parents=True)
    page.write_text(f"---\n{block}---\nTekst.\n", "utf-8")
    _, diagnostics = read_page(page, tmp_path / "bron")
    unknown = [(diagnostic.line, diagnostic.column) for diagnostic in diagnostics if diagnostic.code == "KMO003"]
    assert unknown == [(line, 1) for line in range(2, 2 + len(unknown))]
    assert unknown != []
