"""The page says of every figure how sure it is: what no official text of today states is never shown as if one did."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from calculator import rules as law
from calculator.page.answer import answer_json
from calculator.rules import CHECKED_ON, RULESETS, Certainty, Rule, Ruleset, Transition
from sitegen.figures.rule_changes import publisher_of
from tests.support.pages import PAGES

BOX = re.compile(r'^!!! onbekend "(.+)"$', re.MULTILINE)
SLOT = re.compile(r'<(b|span) data-slot="(\w+)"></\1>')
UNSURE = ("niet bekend", "niet eens")
WORDS = {
    Certainty.OFFICIAL_EARLIER: ("oudere officiële tekst",),
    Certainty.OTHERS: ("niet officieel", "officiële tekst vonden wij niet"),
    Certainty.INFERRED: ("leiden wij af", *UNSURE),
}
"""Words of which a sentence holds one, for each certainty that is not official."""

PLAIN = {
    "submitted_on": "nagekeken",
    "enterprise.size": "klein",
    "enterprise.in_flanders": "true",
    "enterprise.legal_form": "vennootschap",
    "enterprise.public_share": "0",
    "enterprise.eligible_activity": "true",
    "project.service": "opleiding",
    "project.theme": "digitalisering",
    "project.registered_provider": "true",
    "costs.deelname": "1000",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A rule (regel) or box of a page (vak) that is not certain, and an application whose outcome says so by `zin`.

    `niet_gevraagd` is what the form would have to ask first.
    """

    regel: str | None = None
    vak: str | None = None
    aanvraag: dict[str, str] = field(default_factory=dict)
    zin: str = ""
    niet_gevraagd: str = ""

    def __str__(self) -> str:
        """Name the doubt in a report."""
        return self.regel or self.vak or ""


DOUBTS = [Doubt(**row) for row in tomllib.loads(Path(__file__).with_name("onzeker.toml").read_text("utf-8"))["onzeker"]]
REACHED = [doubt for doubt in DOUBTS if not doubt.niet_gevraagd]


def doubtful(name: str, value: object) -> Iterator[tuple[str, Certainty]]:
    """Yield the rules within a value that are not official, each with its name and its certainty."""
    match value:
        case Rule() if value.certainty is not Certainty.OFFICIAL:
            yield name, value.certainty
        case Transition():
            yield f"{name} {value.theme}", Certainty.INFERRED
        case Ruleset():
            yield from doubtful(value.name, Rule(value, None, value.source, value.certainty))
            for part in fields(value):
                old = getattr(RULESETS[RULESETS.index(value) - 1], part.name)
                new = getattr(value, part.name)
                if isinstance(new, dict):
                    new = {key: rule for key, rule in new.items() if old.get(key) is not rule}
                if new is not old:
                    yield from doubtful(f"{value.name} {part.name}", new)
        case tuple():
            for item in value:
                yield from doubtful(name, item)
        case dict():
            for key, item in value.items():
                yield from doubtful(f"{name} {' '.join(key) if isinstance(key, tuple) else key}", item)


@cache
def doubtful_rules() -> dict[str, Certainty]:
    """Return every rule that is not official, by its name."""
    named = {name: value for name, value in vars(law).items() if name.isupper() and not isinstance(value, Ruleset)}
    named["RULESETS"] = RULESETS
    return dict(found for name, value in named.items() for found in doubtful(name, value))


def boxes() -> dict[str, str]:
    """Return the text of every box about what nobody knows, by its page and title."""
    found = {}
    for page in PAGES:
        for box in BOX.finditer(page.body):
            text = re.match(r"(?:\n| {4}.*)*", page.body[box.end() :])
            found[f"{page.slug}: {box[1]}"] = text[0] if text else ""
    return found


def answer_to(changes: dict[str, str]) -> dict[str, object]:
    """Return the calculator's answer to the plainest form, save for some changes."""
    days = {name: str(CHECKED_ON) for name, text in (PLAIN | changes).items() if text == "nagekeken"}
    answer = json.loads(answer_json(json.dumps(PLAIN | changes | days)))
    assert isinstance(answer, dict)
    return answer


def sentence(
    page: LexborHTMLParser, selector: str, texts: dict[str, str], certainty: str = "", source: str = ""
) -> str:
    """Return a sentence of the page as a visitor reads it, with its figures, how sure it is and who says so."""
    (found,) = page.css(selector)
    filled = SLOT.sub(lambda slot: texts.get(slot[2], ""), found.html or "")
    part = LexborHTMLParser(filled.replace('<a data-source=""></a>', publisher_of(source)))
    unused = ([] if "since" in texts else part.css("[data-since]")) + [
        words for words in part.css("[data-certainty]") if words.attributes["data-certainty"] != certainty
    ]
    for words in unused:
        words.decompose()
    return " ".join(part.text().split())


def read_outcome(html: str, answer: dict[str, object]) -> Iterator[str]:
    """Yield the sentences that the page shows for an answer: reasons, steps, days and notices."""
    page, template = LexborHTMLParser(html), LexborHTMLParser(re.sub("</?template[^>]*>", "", html))
    outcome, steps, timeline = answer["outcome"], answer["steps"], answer["timeline"]
    assert isinstance(outcome, dict)
    assert isinstance(steps, list)
    assert isinstance(timeline, list)
    for problem in outcome["problems"]:
        yield sentence(page, f'.reasons [data-problem="{problem["problem"]}"]', {})
    for step in steps:
        selector = f'[data-step="{step["step"]}"][data-because="{step["because"]}"]'
        yield sentence(template, selector, step["texts"] | answer["texts"], step["certainty"], step["source"])
    for day in timeline:
        yield sentence(page, f'[data-timeline="{day["name"]}"]', {})
    for notice in outcome["notices"]:
        yield sentence(page, f'.notices [data-notice="{notice["notice"]}"][data-for="{notice["field"]}"]', {})


@pytest.fixture(scope="module")
def html(built_site: Path) -> str:
    """The calculator page as it was built."""
    return (built_site / "bereken" / "index.html").read_text("utf-8")


def test_every_rule_that_is_not_official_is_in_the_table() -> None:
    assert sorted(doubt.regel for doubt in DOUBTS if doubt.regel) == sorted(doubtful_rules())


def test_every_box_about_what_nobody_knows_is_in_the_table() -> None:
    assert sorted(doubt.vak for doubt in DOUBTS if doubt.vak) == sorted(boxes())


@pytest.mark.parametrize("doubt", REACHED, ids=str)
def test_the_outcome_of_an_application_says_what_of_it_is_not_certain(doubt: Doubt, html: str) -> None:
    told = " ".join(read_outcome(html, answer_to(doubt.aanvraag)))
    assert doubt.zin in told.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("doubt", REACHED, ids=str)
def test_the_words_of_an_outcome_fit_how_sure_the_rule_is(doubt: Doubt) -> None:
    words = WORDS[doubtful_rules()[doubt.regel]] if doubt.regel else UNSURE
    assert any(word in doubt.zin for word in words)


@pytest.mark.parametrize("box", boxes().values(), ids=boxes().keys())
def test_a_box_says_what_is_not_known_and_whom_to_ask(box: str) -> None:
    assert "bekend" in box or "spreken elkaar tegen" in box
    assert "VLAIO (1700)" in box


def test_an_outcome_that_rests_on_official_texts_only_doubts_no_step_and_has_no_notice() -> None:
    answer = answer_to({})
    outcome, steps = answer["outcome"], answer["steps"]
    assert isinstance(outcome, dict)
    assert isinstance(steps, list)
    assert {step["certainty"] for step in steps} == {Certainty.OFFICIAL}
    assert outcome["notices"] == []


def test_no_inferred_day_is_shown_as_a_day(html: str) -> None:
    answer = answer_to({"submitted_on": "2023-06-15", "project.theme": "energie"})
    told = " ".join(read_outcome(html, answer))
    assert answer["texts"]["in_force_from"] == "2023"  # type: ignore[index]
    assert "mei 2023" not in told
