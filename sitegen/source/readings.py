"""`bronnen.toml`: what was read at each source and when, so that a later change shows."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from sitegen.common.diagnostics import BuildError, Message, one_line
from sitegen.source.schema import Key
from sitegen.source.toml_tables import read_toml

FILE = "bronnen.toml"
HEADING = '# Wat er op elke bron te lezen stond. Dit bestand schrijft "build.py bronnen --onthoud".\n'
HASH = re.compile(r"[0-9a-f]{64}")


def check_hash(text: str) -> Message | None:
    """Return a message about a text that is no SHA-256."""
    if HASH.fullmatch(text):
        return None
    return "KMO033", '"sha256" heeft een verkeerde waarde', 'schrap deze bron en typ "build.py bronnen --onthoud"'


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingTable:
    """A table `[[bron]]`."""

    adres: Annotated[str, Key("een adres tussen aanhalingstekens")]
    gelezen_op: Annotated[date, Key("een dag zonder aanhalingstekens, zoals 2026-11-23")]
    sha256: Annotated[str, Key("een tekst tussen aanhalingstekens", check_hash)]
    begin: Annotated[str, Key("een tekst tussen aanhalingstekens")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingsFile:
    """The whole file."""

    bron: Annotated[tuple[ReadingTable, ...], Key("[[bron]], met dubbele haken")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A reading of a source: its day, the SHA-256 of the text, and the start of that text."""

    read_on: date
    sha256: str
    excerpt: str


def read_readings(source: Path) -> dict[str, Reading]:
    """Return what was last read at each address, nothing if there is no file. Raises BuildError if it is malformed."""
    try:
        file, _, diagnostics = read_toml(source / FILE, source, ReadingsFile)
    except FileNotFoundError:
        return {}
    if file is None:
        raise BuildError(diagnostics)
    return {
        table.adres: Reading(read_on=table.gelezen_op, sha256=table.sha256, excerpt=table.begin) for table in file.bron
    }


def write_readings(source: Path, readings: Mapping[str, Reading]) -> None:
    """Write what was last read at each address, in order of address."""
    tables = [
        f"[[bron]]\n"
        f"adres = {quote(address)}\n"
        f"gelezen_op = {reading.read_on}\n"
        f"sha256 = {quote(reading.sha256)}\n"
        f"begin = {quote(reading.excerpt)}\n"
        for address, reading in sorted(readings.items())
    ]
    (source / FILE).write_text("\n".join([HEADING, *tables]), "utf-8")


def quote(text: str) -> str:
    r"""Return a text as a TOML string.

    >>> print(quote('Wat is "klein"?'))
    "Wat is \"klein\"?"
    """
    return json.dumps(one_line(text), ensure_ascii=False)
