"""`bronnen.toml`: what was read at each source and when, so that a later change shows."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from sitegen.common.diagnostics import BuildError, Diagnostic, one_line
from sitegen.source.toml_tables import Complaint, Key, TomlFile, check_table, read_toml

FILE = "bronnen.toml"
HEADING = '# Wat er op elke bron te lezen stond. Dit bestand schrijft "build.py bronnen --onthoud".\n'
HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read at a source: the day, the SHA-256 of its text, and how that text begins."""

    read_on: date
    sha256: str
    excerpt: str


def judge_hash(value: object) -> Complaint | None:
    """Find diagnostic with what is no SHA-256."""
    if HASH.fullmatch(str(value)):
        return None
    return "KMO033", '"sha256" heeft een verkeerde waarde', 'schrap deze bron en typ "build.py bronnen --onthoud"'


KEYS = {
    "gelezen_op": Key(kind=date, words="een dag zonder aanhalingstekens, zoals 2026-11-23"),
    "sha256": Key(judge=judge_hash),
    "begin": Key(),
}


def read_readings(source: Path) -> dict[str, Reading]:
    """Return what was last read at each address, nothing if there is no file. Raises BuildError if it is malformed."""
    try:
        file = read_toml(source / FILE, source)
    except FileNotFoundError:
        return {}
    if isinstance(file, Diagnostic):
        raise BuildError([file])
    if diagnostics := list(find_diagnostics(file)):
        raise BuildError(diagnostics)
    tables = cast("dict[str, dict[str, object]]", file.tables)
    return {address: make_reading(values) for address, values in tables.items()}


def make_reading(values: Mapping[str, object]) -> Reading:
    """Return the reading in a table without diagnostics."""
    return Reading(
        read_on=cast("date", values["gelezen_op"]), sha256=str(values["sha256"]), excerpt=str(values["begin"])
    )


def find_diagnostics(file: TomlFile) -> Iterator[Diagnostic]:
    """Find what is wrong with the table of each address."""
    for address, values in file.tables.items():
        line = next((number for number, line in enumerate(file.lines, 1) if address in line), 1)
        if isinstance(values, dict):
            yield from check_table(file, address, values, KEYS, after=line)
        else:
            remedy = 'schrijf er een tabel van, zoals ["https://www.vlaio.be/nl"]'
            yield file.diagnostic(line, ("KMO033", f'"{address}" heeft een verkeerde waarde', remedy))


def write_readings(source: Path, readings: Mapping[str, Reading]) -> None:
    """Write what was last read at each address, in order of address."""
    tables = [
        f"[{quote(address)}]\n"
        f"gelezen_op = {reading.read_on}\n"
        f"sha256 = {quote(reading.sha256)}\n"
        f"begin = {quote(reading.excerpt)}\n"
        for address, reading in sorted(readings.items())
    ]
    (source / FILE).write_text("\n".join([HEADING, *tables]), "utf-8")


def quote(text: str) -> str:
    r"""Write a text as a TOML string.

    >>> print(quote('Wat is "klein"?'))
    "Wat is \"klein\"?"
    """
    return json.dumps(one_line(text), ensure_ascii=False)
