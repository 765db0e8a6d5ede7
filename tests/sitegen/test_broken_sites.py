"""Broken sites: each mistake is named with its file, its line and what to do, and only that mistake."""

import re
import shutil
import tomllib
from pathlib import Path
from typing import NotRequired, TypedDict

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.common.diagnostics import BuildError
from sitegen.site import build_site
from tests.conftest import OTHER_PROVIDER, ROOT, TODAY
from tests.support.pictures import picture
from tests.support.sources import add_line, diagnostics_of, edit


class Case(TypedDict):
    name: str
    file: str
    old: NotRequired[str]
    new: NotRequired[str]
    added: NotRequired[str]
    says: str
    also: NotRequired[list[str]]


CASES: dict[str, Case] = {
    case["name"]: case
    for case in tomllib.loads(Path(__file__).with_name("broken_sites.toml").read_text("utf-8"))["case"]
}


def spoil(source: Path, case: Case) -> int:
    """Break a site in the way of a case; return the line that was changed."""
    path = source / case["file"]
    if not path.exists():
        shutil.copyfile(OTHER_PROVIDER / case["file"], path)
    if "added" in case:
        return add_line(path, case["added"])
    line = path.read_text("utf-8").partition(case["old"])[0].count("\n") + 1
    edit(path, case["old"], case["new"])
    return line


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_mistake_is_named_with_its_file_its_line_and_what_to_do_and_brings_no_others(
    source: Path, case: Case
) -> None:
    line = spoil(source, case)
    diagnostics = [diagnostic for diagnostic in diagnostics_of(source) if not diagnostic.warning]
    pattern = f"bron/{re.escape(case['file'])}:{case['says'].replace('LINE', str(line))}"
    said = "\n".join(map(str, diagnostics))
    assert re.search(f"^{pattern}$", said, re.MULTILINE), f"{pattern}\n{said}"
    assert {diagnostic.code for diagnostic in diagnostics} <= {
        *re.findall(r"KMO\d{3}", case["says"]),
        *case.get("also", []),
    }


def test_mistakes_of_every_kind_are_told_in_one_run(source: Path) -> None:
    for name in (
        "an unknown setting", "an unknown key", "an unknown figure", "an example that claims too much",
        "a dead link", "a typed amount", "an old address of a page that is there", "an unknown box",
    ):  # fmt: skip
        spoil(source, CASES[name])
    assert {diagnostic.code for diagnostic in diagnostics_of(source)} >= {
        "KMO031", "KMO003", "KMO010", "KMO042", "KMO016", "KMO061", "KMO014"
    }  # fmt: skip


def test_a_page_with_a_wrong_figure_shows_what_is_wrong_with_its_links_and_headings_too(source: Path) -> None:
    add_line(source / "pages/kosten.md", "{{ steunplafon }} en 30 %, [weg](/weg/)\n\n#### Te diep")
    assert {diagnostic.code for diagnostic in diagnostics_of(source)} == {"KMO010", "KMO016", "KMO020", "KMO025"}


def test_a_page_with_wrong_front_matter_shows_what_else_is_wrong_too(source: Path) -> None:
    edit(source / "pages" / "hoeveel.md", "titel:", "titl:")
    edit(source / "pages" / "hoeveel.md", "{{ steunplafond }}", "{{ steunplafon }}")
    assert {diagnostic.code for diagnostic in diagnostics_of(source)} == {"KMO003", "KMO010"}


def test_two_pages_may_not_send_visitors_to_each_other(source: Path) -> None:
    edit(source / "pages" / "kosten.md", "verwant:", "oude_adressen: [/hoeveel/]\nverwant:")
    edit(source / "pages" / "hoeveel.md", "verwant:", "oude_adressen: [/kosten/]\nverwant:")
    assert [diagnostic.code for diagnostic in diagnostics_of(source)] == ["KMO060", "KMO060"]


def test_two_pages_may_not_have_the_same_old_address(source: Path) -> None:
    for name in ("kosten", "hoeveel"):
        edit(source / "pages" / f"{name}.md", "verwant:", "oude_adressen: [/vroeger/]\nverwant:")
    (diagnostic,) = diagnostics_of(source)
    assert (diagnostic.code, diagnostic.path) == ("KMO061", "bron/pages/kosten.md")


def test_a_file_name_that_is_no_good_address_is_refused(source: Path) -> None:
    (source / "pages" / "energie.md").rename(source / "pages" / "Energie van_nu.md")
    assert ("bron/pages/Energie van_nu.md", 1, "KMO007") in {
        (diagnostic.path, diagnostic.line, diagnostic.code) for diagnostic in diagnostics_of(source)
    }


def test_a_page_that_is_no_utf_8_is_named(source: Path) -> None:
    (source / "pages" / "energie.md").write_bytes("---\ntitel: Énergie\n---\n".encode("latin-1"))
    assert ("bron/pages/energie.md", "KMO018") in {
        (diagnostic.path, diagnostic.code) for diagnostic in diagnostics_of(source)
    }


def test_an_image_over_budget_is_named(source: Path) -> None:
    (source / "assets" / "img" / "groot.png").write_bytes(picture("PNG") + b"x" * 200_001)
    (diagnostic,) = diagnostics_of(source)
    assert (diagnostic.path, diagnostic.code) == ("bron/assets/img/groot.png", "KMO027")


def test_a_warning_stops_no_build_and_is_told_with_the_rest(source: Path) -> None:
    edit(source / "pages" / "kosten.md", f"nagekeken_op: {TODAY}", "nagekeken_op: 2026-08-01")
    built = build_site(source, source.parent / "dist", TODAY, print)
    assert [(diagnostic.path, diagnostic.line, diagnostic.code) for diagnostic in built.warnings] == [
        ("bron/pages/kosten.md", 6, "KMO050")
    ]


def test_what_is_stale_stops_a_check_and_not_a_build(source: Path) -> None:
    edit(source / "pages" / "kosten.md", f"nagekeken_op: {TODAY}", "nagekeken_op: 2026-03-01")
    assert [diagnostic.code for diagnostic in diagnostics_of(source, strict=True)] == ["KMO050"]
    out = source.parent / "dist"
    build_site(source, out, TODAY, print)
    assert [has_visible_notice(out, slug) for slug in ("kosten", "hoeveel")] == [True, False]


def has_visible_notice(out: Path, slug: str) -> bool:
    """Return whether a page says, without waiting for its reader's day, that it was not checked for long."""
    page = LexborHTMLParser((out / slug / "index.html").read_text("utf-8"))
    (notice,) = [shown for shown in page.css("[data-shown-from]") if "lang niet nagekeken" in shown.text()]
    return "hidden" not in notice.attributes


def test_stale_rules_are_named_at_the_line_that_dates_them(source: Path) -> None:
    later = TODAY.replace(year=2027)
    with pytest.raises(BuildError) as caught:
        build_site(source, source.parent / "dist", later, print, strict=True)
    rules = next(diagnostic for diagnostic in caught.value.diagnostics if diagnostic.code == "KMO051")
    lines = (ROOT / rules.path).read_text("utf-8").splitlines()
    assert lines[rules.line - 1].startswith("CHECKED_ON")
