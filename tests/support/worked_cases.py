"""The worked cases (rekenvoorbeelden): applications with the outcome that the law gives them.

They stand in tests/cases/*.toml. A file's own `[aanvraag]` is the application of each of its cases,
save for what the case says itself. TOML has no null: there `"niets"` is it.
"""

import json
import re
import tomllib
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from unicodedata import normalize

from calculator.rules import CHECKED_ON

type Json = bool | int | str | list[Json] | dict[str, Json] | None

CASES = Path(__file__).parents[1] / "cases"
NOTHING = "niets"
AFTER_CHECK = re.compile(r"nagekeken(?: \+ (\d+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case: the outcome holds at least `outcome`, and its trace has `steps` with those values.

    `raw` is the input where that is no JSON; `application` is empty then.
    """

    name: str
    source: str
    application: dict[str, Json]
    outcome: dict[str, Json]
    steps: dict[str, Json] = field(default_factory=dict)
    raw: str | None = None

    @property
    def id(self) -> str:
        """The name in letters that any shell and test runner takes."""
        plain = normalize("NFKD", self.name).encode("ascii", "ignore").decode()
        return "-".join("".join(letter if letter.isalnum() else " " for letter in plain).split())

    @property
    def text(self) -> str:
        """What goes into the calculator."""
        return json.dumps(self.application) if self.raw is None else self.raw


def all_cases() -> list[Case]:
    """Return every case, file by file."""
    return [case for path in sorted(CASES.glob("*.toml")) for case in cases_in(path)]


def cases_in(path: Path) -> list[Case]:
    """Return the cases of one file."""
    content = tomllib.loads(path.read_text("utf-8"))
    shared = content.pop("aanvraag", {})
    cases = content.pop("geval")
    assert content == {}, f"{path.name}: {sorted(content)}"
    return [make_case(path, case, shared) for case in cases]


def make_case(path: Path, case: dict[str, Json], shared: Json) -> Case:
    """Return one case of what its file says."""
    name, source, raw = case.pop("naam"), case.pop("bron"), case.pop("tekst", None)
    own, outcome, steps = case.pop("aanvraag", {}), case.pop("uitkomst"), case.pop("stappen", {})
    assert case == {}, f"{path.name}, {name}: {sorted(case)}"
    assert isinstance(name, str)
    assert isinstance(source, str)
    assert raw is None or isinstance(raw, str)
    application = {} if raw is not None else with_nulls(merge(shared, own))
    outcome, steps = with_nulls(outcome), with_nulls(steps)
    assert isinstance(application, dict)
    assert isinstance(outcome, dict)
    assert isinstance(steps, dict)
    return Case(
        name=f"{path.stem}: {name}", source=source, application=application, outcome=outcome, steps=steps, raw=raw
    )


def merge(shared: Json, own: Json) -> Json:
    """Return `shared` overlaid with `own`: objects member by member, anything else whole."""
    if isinstance(shared, dict) and isinstance(own, dict):
        return shared | {key: merge(shared.get(key), value) for key, value in own.items()}
    return own


def with_nulls(value: Json) -> Json:
    """Read `"niets"` as null and `"nagekeken + 181"` as a day after the last check of the rules, at any depth."""
    if isinstance(value, dict):
        return {key: with_nulls(member) for key, member in value.items()}
    if isinstance(value, list):
        return [with_nulls(item) for item in value]
    if isinstance(value, str) and (counted := AFTER_CHECK.fullmatch(value)):
        return str(CHECKED_ON + timedelta(days=int(counted[1] or 0)))
    return None if value == NOTHING else value
