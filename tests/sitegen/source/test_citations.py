"""The sources that the rules and the pages cite, and what is kept of each."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from calculator import rules as law
from calculator.rules import Ruleset
from calculator.wire.rules_json import all_rules_json
from sitegen.common.diagnostics import BuildError
from sitegen.source.citations import WORDS, Citation, find_links, read_citations
from sitegen.source.readings import FILE, Reading, read_readings, write_readings
from tests.conftest import ROOT

SOURCE = ROOT / "site_src"


@pytest.fixture(scope="module")
def citations() -> dict[str, Citation]:
    return {citation.address: citation for citation in read_citations(SOURCE)}


def sources_in(said: object) -> Iterator[str]:
    """Yield every source in what the rules publish."""
    if isinstance(said, dict):
        yield from [said["source"]] if "source" in said else []
        for value in said.values():
            yield from sources_in(value)
    elif isinstance(said, list):
        for value in said:
            yield from sources_in(value)


def test_every_source_that_the_rules_publish_is_listed(citations: dict[str, Citation]) -> None:
    transitions = {transition.source for transition in law.TRANSITIONS}
    published = set(sources_in(json.loads(all_rules_json()))) | transitions | {law.ADVICE_CHANGE.source}
    assert published == {citation.address for citation in citations.values() if citation.rules}


def test_every_rule_has_words_that_editors_know(citations: dict[str, Citation]) -> None:
    said = {re.split(r": | \(| van de regels", rule)[0] for citation in citations.values() for rule in citation.rules}
    assert said <= {*WORDS.values(), "begin", "overgang"}
    assert WORDS.keys() <= vars(law).keys() | {field.name for field in fields(Ruleset)}


def test_a_rule_that_several_rulesets_share_is_named_once(citations: dict[str, Citation]) -> None:
    assert [rule for rule in citations[law.AMOUNTS].rules if rule.startswith("steunpercentages")] == [
        "steunpercentages (sinds 1 december 2019)"
    ]


def test_every_address_on_the_pages_is_listed_at_the_line_where_it_stands(citations: dict[str, Citation]) -> None:
    for path in (SOURCE / "pages").rglob("*.md"):
        place = path.relative_to(ROOT).as_posix()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            for address in re.findall(r"https?://[^\s)>#]+", line):
                assert f"{place}:{number}" in citations[address].places


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("[naam](https://a.be/b)", "https://a.be/b"),
        ('[naam](https://a.be/b "titel")', "https://a.be/b"),
        ("([naam](https://a.be/b)).", "https://a.be/b"),
        ("[naam](https://a.be/b_(c))", "https://a.be/b_(c)"),
        ("[naam](<https://a.be/b>)", "https://a.be/b"),
        ("<https://a.be/b>", "https://a.be/b"),
        ("[1]: https://a.be/b", "https://a.be/b"),
        ('<a href="https://a.be/b">naam</a>', "https://a.be/b"),
    ],
)
def test_a_link_is_found_however_markdown_writes_it(text: str, address: str) -> None:
    assert list(find_links(f"Een zin.\n{text}")) == [(2, address)]


@pytest.mark.parametrize(
    "text", ["[naam](/kosten/)", "`[naam](https://a.be)`", "```\n[naam](https://a.be)\n```", "https://a.be in een zin"]
)
def test_what_is_no_external_link_is_no_source(text: str) -> None:
    assert list(find_links(text)) == []


def test_an_anchor_makes_no_other_source(tmp_path: Path) -> None:
    page = tmp_path / "bron" / "pages" / "een.md"
    page.parent.mkdir(parents=True)
    page.write_text("[a](https://a.be/#een)\n[b](https://a.be/#twee)\n", "utf-8")
    places = {citation.address: citation.places for citation in read_citations(tmp_path / "bron")}
    assert places["https://a.be/"] == ("bron/pages/een.md:1", "bron/pages/een.md:2")


def test_a_source_of_which_nothing_is_kept_was_not_read_yet(tmp_path: Path) -> None:
    assert {citation.reading for citation in read_citations(tmp_path)} == {None}


@pytest.mark.parametrize(
    ("excerpt", "kept"),
    [
        ('Wat is "klein"?', 'Wat is "klein"?'),
        (r"C:\steun", r"C:\steun"),
        ("Eén € ’s 👍", "Eén € ’s 👍"),
        ("\x00\x7f\ud800", r"\x00\x7f\ud800"),
    ],
)
def test_what_was_read_comes_back_on_one_line(tmp_path: Path, excerpt: str, kept: str) -> None:
    readings = {
        address: Reading(read_on=date(2026, 11, 23), sha256="0" * 64, excerpt=excerpt)
        for address in ("https://b.be/?q=1", 'https://a.be/"x"')
    }
    write_readings(tmp_path, readings)
    back = read_readings(tmp_path)
    assert list(back) == sorted(readings)
    assert {reading.excerpt for reading in back.values()} == {kept}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = 1", '1:1: KMO031 onbekende sleutel "x"'),
        ("<<<<<<< HEAD", "1:1: KMO030 deze regel is niet te lezen"),
        ('\n[[bron]]\nadres = "https://a.be"\ngelezen_op = 2026-11-23\nsha256 = "12"\nbegin = "x"', "5:1: KMO033"),
    ],
)
def test_a_file_that_is_malformed_says_where(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / FILE).write_text(text, "utf-8")
    with pytest.raises(BuildError, match=re.escape(f"{FILE}:{said}")):
        read_readings(tmp_path)
