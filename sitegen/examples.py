"""Worked examples (rekenvoorbeelden) on pages: computed at build, refused where they claim something else."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

import yaml

from calculator.answer import answer_json, write_input
from calculator.form import NAMES
from calculator.notation import UnreadableError, read_amount, read_percentage
from sitegen.content import Page
from sitegen.errors import BuildError, Fault, suggest

BLOCK = re.compile(r"^```voorbeeld\n(?P<yaml>.*?)^```$", re.MULTILINE | re.DOTALL)
SAID = {"true": "ja", "false": "nee"}
KEYS = ("titel", "aanvraag", "uitkomst")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A worked example: the form as it is filled in, and the calculator's answer to it."""

    title: str
    values: Mapping[str, str]
    claims: Mapping[str, object]
    answer: Mapping[str, object]

    @property
    def texts(self) -> Mapping[str, str]:
        """The outcome's figures the way people read them; what does not apply is empty."""
        return defaultdict(str, cast("Mapping[str, str]", self.answer["texts"]))

    @property
    def fragment(self) -> str:
        """The fragment that opens this example in the calculator."""
        return cast("str", self.answer["fragment"])

    @property
    def shown(self) -> list[tuple[str, str]]:
        """The form as people read it: each control that is filled in with its text."""
        return [
            (name, SAID.get(self.values[name]) or write_input(name, self.values[name]))
            for name in NAMES
            if name in self.values
        ]

    @property
    def outcome(self) -> Mapping[str, object]:
        """The outcome as the contract writes it."""
        return cast("Mapping[str, object]", self.answer["outcome"])


def fence_examples(page: Page) -> tuple[str, list[Example]]:
    """Take the examples out of a body; each leaves a token, and the lines keep their numbers.

    Raises BuildError with every example that cannot be read or claims a wrong outcome.
    """
    examples: list[Example] = []
    faults: list[Fault] = []

    def take(match: re.Match[str]) -> str:
        line = page.first_line + page.body.count("\n", 0, match.start())
        try:
            examples.append(read_example(match["yaml"], page.place, line))
        except BuildError as error:
            faults.extend(error.faults)
        return f"\ue000{len(examples) - 1}\ue001" + "\n" * match[0].count("\n")

    text = BLOCK.sub(take, page.body)
    if faults:
        raise BuildError(faults)
    return text, examples


def read_example(text: str, place: str, line: int) -> Example:
    """Read and compute one example whose fence stands on `line`. Raises BuildError."""
    try:
        written = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        row = error.problem_mark.line if error.problem_mark else 0
        remedy = "schrijf sleutel: waarde, met twee spaties voor wat eronder hoort"
        raise BuildError(
            [Fault(place, line + 1 + row, 1, "KMO040", f"onleesbaar voorbeeld ({error.problem})", remedy)]
        ) from None
    if not isinstance(written, dict) or set(written) != set(KEYS):
        remedy = "schrijf titel, aanvraag en uitkomst, en niets anders"
        raise BuildError([Fault(place, line, 1, "KMO040", "het voorbeeld is niet volledig", remedy)])
    values = {name: str(value) for name, value in written["aanvraag"].items()}
    answer = json.loads(answer_json(json.dumps(values)))
    example = Example(title=written["titel"], values=values, claims=written["uitkomst"], answer=answer)
    rows = {key.strip(): line + 1 + row for row, key in enumerate(re.findall(r"^(.*?):", text, re.MULTILINE))}
    faults = [*unknown_names(example, place, rows), *wrong_claims(example, place, rows)]
    if faults:
        raise BuildError(faults)
    return example


def unknown_names(example: Example, place: str, rows: Mapping[str, int]) -> Iterator[Fault]:
    """Find names in the application that the form does not have."""
    for name in example.values:
        if name not in NAMES:
            yield Fault(
                place,
                rows[name],
                3,
                "KMO041",
                f'de rekenmachine kent "{name}" niet',
                suggest(name, NAMES, "schrap het"),
            )


def wrong_claims(example: Example, place: str, rows: Mapping[str, int]) -> Iterator[Fault]:
    """Find claims that the calculator does not confirm, each with what it does say."""
    outcome = example.outcome
    flat = {
        **outcome,
        **cast("Mapping[str, object]", outcome["deadlines"]),
        "problems": [problem["problem"] for problem in cast("list[dict[str, str]]", outcome["problems"])],
    }
    for name, claim in example.claims.items():
        line = rows.get(name, 1)
        if name not in flat:
            yield Fault(
                place, line, 3, "KMO041", f'een uitkomst heeft geen "{name}"', suggest(name, flat, "schrap het")
            )
        elif not agrees(claim, flat[name]):
            remedy = f"de rekenmachine zegt {json.dumps(flat[name], ensure_ascii=False)}"
            yield Fault(place, line, 3, "KMO042", f'"{name}" klopt niet: {claim}', remedy)


def agrees(claim: object, computed: object) -> bool:
    """Tell whether a claim, in Belgian notation or as the contract writes it, is what was computed.

    >>> agrees("1.192,50", "1192.50"), agrees("45 %", "0.45"), agrees(2050.3, "2050.31")
    (True, True, False)
    """
    if isinstance(claim, dict) and isinstance(computed, dict):
        return claim.keys() == computed.keys() and all(agrees(claim[key], computed[key]) for key in claim)
    if isinstance(claim, list) or claim is None or computed is None:
        return claim == computed
    text = str(claim)
    if text == computed:
        return True
    try:
        number = read_percentage(text) / 100 if text.endswith("%") else read_amount(text)
        return number == Decimal(str(computed))
    except (UnreadableError, ArithmeticError):
        return False
