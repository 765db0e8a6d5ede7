"""Reads the TOML files that editors fill in: what their tables may hold, and everything that is wrong with them."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sitegen.common.diagnostics import Diagnostic, place_of, suggest

type Complaint = tuple[str, str, str]
"""A code, what is wrong, and what to do."""


def no_complaint(_: object) -> None:
    """Find nothing wrong with any value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key that a table may hold: the type of its value, in Python and in words, and what else may be wrong."""

    kind: type | tuple[type, ...] = str
    words: str = "een tekst tussen aanhalingstekens"
    required: bool = True
    judge: Callable[[object], Complaint | None] = no_complaint


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A TOML file as its editor wrote it."""

    place: str
    lines: tuple[str, ...]
    tables: dict[str, object]

    def line_of(self, key: str, after: int = 0) -> int:
        """Give the line where a key or table stands, from the line `after` on; the first one if it stands nowhere."""
        pattern = re.compile(rf"\s*\[*\s*(?:\w+\.)?{re.escape(key)}\b")
        found = (number for number, line in enumerate(self.lines, 1) if number > after and pattern.match(line))
        return next(found, max(after, 1))

    def diagnostic(self, line: int, complaint: Complaint) -> Diagnostic:
        """Return a diagnostic at a line."""
        return Diagnostic(self.place, line, 1, *complaint)


def read_toml(path: Path, source: Path) -> TomlFile | Diagnostic:
    """Read a file of a source, or say why that cannot be. Raises FileNotFoundError if it is not there."""
    place = place_of(path, source)
    try:
        text = path.read_bytes().decode("utf-8")
        return TomlFile(place, tuple(text.splitlines()), tomllib.loads(text))
    except UnicodeDecodeError as error:
        return Diagnostic(
            place, 1, 1, "KMO018", f"dit is geen UTF-8 (byte {error.start})", "bewaar het bestand als UTF-8"
        )
    except RecursionError:
        return Diagnostic(place, 1, 1, "KMO030", "hier staat te veel in elkaar", 'schrijf sleutel = "waarde"')
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(at[1]), int(at[2])) if at else (1, 1)
        message = f"dit is geen geldige TOML ({error})"
        return Diagnostic(place, line, column, "KMO030", message, 'schrijf sleutel = "waarde"')


def check_table(
    file: TomlFile, name: str, values: Mapping[str, object], keys: Mapping[str, Key], *, after: int = 0
) -> Iterator[Diagnostic]:
    """Find what is wrong within the table `name`, which stands after a line: unknown and missing keys, wrong values."""
    for key, value in values.items():
        line = file.line_of(key, after)
        if key not in keys:
            remedy = suggest(key, keys, f"kies uit: {', '.join(keys)}")
            yield file.diagnostic(line, ("KMO031", f'onbekende sleutel "{key}" in [{name}]', remedy))
        elif not fits(value, keys[key].kind):
            yield file.diagnostic(line, ("KMO033", f'"{key}" heeft een verkeerde waarde', f"schrijf {keys[key].words}"))
        elif complaint := keys[key].judge(value):
            yield file.diagnostic(line, complaint)
    for key in keys:
        if keys[key].required and key not in values:
            yield file.diagnostic(
                max(after, 1), ("KMO032", f'de sleutel "{key}" in [{name}] ontbreekt', "voeg hem toe")
            )


def fits(value: object, kind: type | tuple[type, ...]) -> bool:
    """Tell whether a value is of a kind: a text is not empty, and a truth is no number.

    >>> fits(True, int), fits(" ", str), fits(850, (int, str))
    (False, False, True)
    """
    if isinstance(value, bool):
        return kind is bool
    return isinstance(value, kind) and (not isinstance(value, str) or bool(value.strip()))


def judge_address(value: object) -> Complaint | None:
    """Find fault with what is not the whole address of a place on the web, to which a path can be added."""
    parts = urlsplit(str(value))
    if parts.scheme in ("http", "https") and parts.netloc and not parts.query and not parts.fragment:
        return None
    return "KMO034", f'"{value}" is geen volledig adres', "schrijf bv. https://www.naam.be/"
