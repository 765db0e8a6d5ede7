"""Worked examples (rekenvoorbeelden) on pages: the calculator computes each, and refuses a wrong outcome."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from textwrap import dedent
from typing import TypedDict, TypeIs

import yaml

from calculator.notation import UnreadableError, read_amount, read_percentage
from calculator.outcome import Status
from calculator.page.answer import answer_json, write_input
from calculator.page.form import NAMES
from sitegen.common.diagnostics import Diagnostic, suggest
from sitegen.source.pages import Page
from sitegen.source.positions import Positions, nearest, yaml_positions

AS_TYPED = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The loader that keeps every value as it is typed: 1.000 is a thousand here, which YAML takes for one."""

BLOCK = re.compile(
    r"^ {0,3}(?P<fence>```+|~~~+)[ \t]*voorbeeld\b[^\n]*\n(?P<yaml>.*?)^ {0,3}(?P=fence)[ \t]*$",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
"""An example, however its fence is written: a space, a capital or another mark makes it no less one."""

DATES = ("submitted_on", "project.starts_on")
SAID = {"true": "ja", "false": "nee"}
KEYS: dict[str, type] = {"titel": str, "aanvraag": dict, "uitkomst": dict}


class WrittenExample(TypedDict):
    """An example as an editor writes it."""

    titel: str
    aanvraag: dict[object, object]
    uitkomst: dict[str, object]


class OutcomeJson(TypedDict):
    """The parts of an outcome that are read here."""

    status: str
    deadlines: dict[str, object]
    problems: list[dict[str, str]]


class AnswerJson(TypedDict):
    """The calculator's answer to a form."""

    texts: dict[str, str]
    fragment: str
    outcome: OutcomeJson
    errors: list[dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A worked example: its place, the form as it is filled in, the outcome it claims, and the calculator's answer."""

    place: str
    line: int
    title: str
    values: Mapping[str, str]
    claims: Mapping[str, object]
    answer: AnswerJson

    @property
    def texts(self) -> Mapping[str, str]:
        """The outcome's figures in Belgian notation; one that does not apply is empty."""
        return defaultdict(str, self.answer["texts"])

    @property
    def fragment(self) -> str:
        """The fragment that opens this example in the calculator."""
        return self.answer["fragment"]

    @property
    def shown(self) -> list[tuple[str, str]]:
        """The controls that are filled in, each with its text in Belgian notation."""
        return [
            (name, SAID.get(self.values[name]) or write_input(name, self.values[name]))
            for name in NAMES
            if name in self.values
        ]

    @property
    def outcome(self) -> OutcomeJson:
        """The outcome as the contract writes it."""
        return self.answer["outcome"]


def take_examples(page: Page) -> tuple[str, list[Example], list[Diagnostic]]:
    """Return the body with a token for each example, the examples, and everything that is wrong with them.

    Lines keep their numbers.
    """
    examples: list[Example] = []
    diagnostics: list[Diagnostic] = []

    def take(match: re.Match[str]) -> str:
        line = page.first_line + page.body.count("\n", 0, match.start())
        example, found = read_example(dedent(match["yaml"]), page.place, line)
        diagnostics.extend(found)
        if example is None:
            return "\n" * match[0].count("\n")
        examples.append(example)
        return f"\ue000{len(examples) - 1}\ue001" + "\n" * match[0].count("\n")

    return BLOCK.sub(take, page.body), examples, diagnostics


def read_example(text: str, place: str, line: int) -> tuple[Example | None, list[Diagnostic]]:
    """Return an example whose fence stands on `line`, with the calculator's answer, and everything wrong with it."""
    try:
        node, written = yaml.compose(text, AS_TYPED), yaml.load(text, AS_TYPED)  # noqa: S506 - it makes texts only
    except yaml.MarkedYAMLError as error:
        row = error.problem_mark.line if error.problem_mark else 0
        remedy = "schrijf sleutel: waarde, met twee spaties voor wat eronder hoort"
        return None, [Diagnostic(place, line + 1 + row, 1, "KMO040", f"onleesbaar voorbeeld ({error.problem})", remedy)]
    if node is None or not is_whole(written):
        remedy = "schrijf titel, aanvraag en uitkomst, en niets anders"
        return None, [Diagnostic(place, line, 1, "KMO040", "het voorbeeld is niet volledig", remedy)]
    values = {str(name): str(value) for name, value in written["aanvraag"].items()}
    example = Example(
        place=place,
        line=line,
        title=written["titel"],
        values=values,
        claims=written["uitkomst"],
        answer=answer(json.dumps(values)),
    )
    positions = yaml_positions(node, line + 1)
    for check in (check_names, check_values, check_claims):  # what one finds makes the next find more
        if diagnostics := list(check(example, positions)):
            return example, diagnostics
    return example, []


@cache
def answer(values: str) -> AnswerJson:
    """Return the calculator's answer to a form."""
    answer: AnswerJson = json.loads(answer_json(values))
    return answer


def is_whole(written: object) -> TypeIs[WrittenExample]:
    """Return whether an example has all its parts, each of the right type."""
    if not isinstance(written, dict) or set(written) != set(KEYS):
        return False
    return all(isinstance(written[key], kind) for key, kind in KEYS.items())


def check_names(example: Example, positions: Positions) -> Iterator[Diagnostic]:
    """Find names in the application that the form does not have."""
    for name in example.values:
        if name not in NAMES:
            place, remedy = nearest(positions, ("aanvraag", name)), suggest(name, NAMES, "schrap het")
            yield Diagnostic(example.place, *place, "KMO041", f'de rekenmachine kent "{name}" niet', remedy)


def check_values(example: Example, positions: Positions) -> Iterator[Diagnostic]:
    """Find what the calculator cannot read or misses, unless the example is about just that."""
    if example.outcome["status"] != Status.INVALID or example.claims.get("status") == Status.INVALID:
        return
    for error in example.answer["errors"]:
        name, value = error["name"], example.values.get(error["name"], "")
        place = nearest(positions, ("aanvraag", name))
        if not value:
            yield Diagnostic(example.place, *place, "KMO043", f'"{name}" ontbreekt', "voeg het toe onder aanvraag")
        else:
            remedy = "schrijf 2026-11-30 of 30/11/2026" if name in DATES else "schrijf bv. 1000, 1.000 of 1.000,50"
            yield Diagnostic(example.place, *place, "KMO043", f'"{name}" is niet te lezen: {value}', remedy)


def check_claims(example: Example, positions: Positions) -> Iterator[Diagnostic]:
    """Find claims that the calculator contradicts; the remedy is its own value."""
    outcome = example.outcome
    flat: dict[str, object] = {
        **outcome,
        **outcome["deadlines"],
        "problems": [problem["problem"] for problem in outcome["problems"]],
    }
    for name, claim in example.claims.items():
        place = nearest(positions, ("uitkomst", str(name)))
        if name not in flat:
            remedy = suggest(str(name), flat, "schrap het")
            yield Diagnostic(example.place, *place, "KMO041", f'een uitkomst heeft geen "{name}"', remedy)
        elif not agrees(claim, flat[name]):
            remedy = f"de rekenmachine zegt {json.dumps(flat[name], ensure_ascii=False)}"
            yield Diagnostic(example.place, *place, "KMO042", f'"{name}" klopt niet: {claim}', remedy)


def agrees(claim: object, computed: object) -> bool:
    """Return whether a claim, in Belgian notation or as the contract writes it, is what was computed.

    >>> agrees("1.192,50", "1192.50"), agrees("45 %", "0.45"), agrees("2050.3", "2050.31"), agrees("null", None)
    (True, True, False, True)
    """
    if isinstance(claim, dict) and isinstance(computed, dict):
        return claim.keys() == computed.keys() and all(agrees(claim[key], computed[key]) for key in claim)
    if isinstance(claim, list):
        return claim == computed
    text = str(claim)
    if text == (computed if isinstance(computed, str) else json.dumps(computed)):
        return True
    try:
        number = read_percentage(text) / 100 if text.endswith("%") else read_amount(text)
        return number == Decimal(str(computed))
    except (UnreadableError, ArithmeticError):
        return False
