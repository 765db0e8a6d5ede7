"""The pages that help editors: complete, and true."""

import json
import re

import pytest

from sitegen.figures.page_figures import figures_now
from sitegen.figures.vocabulary import STARTING_EXAMPLES
from sitegen.markup.shortcodes import BOXES, DEADLINES, SHORTCODES, known_names
from sitegen.source.front_matter import FrontMatter, json_schema
from sitegen.source.pages import read_pages
from sitegen.source.schema import fields_of
from tests.conftest import ROOT, TODAY

SOURCE = ROOT / "site_src"
ERRORS = (ROOT / "docs" / "fouten.md").read_text("utf-8")
SECURITY = (ROOT / "docs" / "security.md").read_text("utf-8")
HANDBOOK = (ROOT / "docs" / "redactie.md").read_text("utf-8")
CODES = sorted(
    {code for path in (ROOT / "sitegen").rglob("*.py") for code in re.findall(r"KMO\d{3}", path.read_text())}
)


def section(title: str) -> str:
    return re.split(rf"^## {title}$", HANDBOOK, flags=re.MULTILINE)[1].partition("\n## ")[0]


def test_every_code_has_one_entry_and_every_entry_a_code() -> None:
    assert sorted(re.findall(r"^### (KMO\d{3}): ", ERRORS, re.MULTILINE)) == CODES


@pytest.mark.parametrize("code", CODES)
def test_an_entry_says_what_to_do(code: str) -> None:
    entry = re.split(rf"^### {code}: ", ERRORS, flags=re.MULTILINE)[1]
    words = re.split(r"^##", entry, flags=re.MULTILINE)[0].partition("\n")[2]
    assert len(words.split()) > 5


def test_the_handbook_lists_every_figure_and_no_other() -> None:
    rows = re.findall(r"^\| (`.*?) \|", section("De cijfers"), re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == set(figures_now(TODAY))


def test_the_handbook_lists_every_shortcode_and_no_other() -> None:
    rows = re.findall(r"^\| `\{\{ (\w+)\(", section("De onderdelen"), re.MULTILINE)
    assert sorted(rows) == sorted(SHORTCODES)
    templates = (SOURCE / "templates" / "shortcodes").glob("*.html")
    assert sorted(path.stem for path in templates) == sorted(SHORTCODES)


def test_the_handbook_names_every_picture_example_and_deadline() -> None:
    pages, _ = read_pages(SOURCE)
    words = section("De onderdelen")
    for name in (*known_names(SOURCE, pages).diagrams, *STARTING_EXAMPLES, *DEADLINES):
        assert name in words


def test_the_handbook_names_every_box_and_every_key_of_front_matter() -> None:
    assert all(f"`{box}`" in section("Kaders") for box in BOXES)
    assert sorted(re.findall(r"^\| `(\w+)` \|", section("Het blok bovenaan"), re.MULTILINE)) == sorted(
        fields_of(FrontMatter)
    )


def test_every_promise_of_security_names_a_test_and_every_hostile_input_has_one() -> None:
    lines = re.findall(r"^\| .+ \| (`tests/[\w/]+\.py`(?:, `tests/[\w/]+\.py`)*) \|$", SECURITY, re.MULTILINE)
    assert SECURITY.count("\n| ") == len(lines) + SECURITY.count("\n| promise | test |")
    promised = re.findall(r"tests/[\w/]+\.py", " ".join(lines))
    assert [name for name in promised if not (ROOT / name).is_file()] == []
    tests = "".join((ROOT / name).read_text("utf-8") for name in promised)
    hostile = [path.stem for path in (ROOT / "tests" / "support").glob("hostile_*.py")]
    assert [name for name in hostile if f"tests.support.{name} import" not in tests] == []


def test_the_schema_that_editors_programs_read_is_the_one_that_is_checked() -> None:
    assert json.loads((SOURCE / "frontmatter.schema.json").read_text("utf-8")) == json_schema()
