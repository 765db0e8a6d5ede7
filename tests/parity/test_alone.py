"""What Python knows of characters and days is there for every text that a visitor may type."""

import sys
from struct import unpack_from

from sitegen.bundle import snapshot
from sitegen.bundle.packages import fetch_packages
from sitegen.bundle.snapshot import PIECE, start_python
from sitegen.bundle.stdlib import make_library
from sitegen.common.paths import ROOT
from tests.parity.alone import questions_of_characters, questions_of_days
from tests.parity.comparison import compare
from tools.trace_runtime import CHARACTERS

RECORDS, BLOCKS, NUMBERS = 0x52B50, 0x55E30, 0x5A230
"""Addresses of what is known of a character, of the block that each 128 are in, and of the records of each block."""

ALPHA = 1


def test_the_tables_that_are_kept_tell_of_every_character_whether_it_is_a_letter() -> None:
    pyodide = fetch_packages(ROOT, print) / "pyodide"
    memory = start_python(pyodide, make_library(pyodide, slim=True)).content
    tables = bytes(CHARACTERS.start * PIECE) + memory[CHARACTERS.start * PIECE : CHARACTERS.stop * PIECE]
    assert set(CHARACTERS) <= snapshot.read_list()[1]
    for code in range(sys.maxunicode + 1):
        (block,) = unpack_from("<H", tables, BLOCKS + code // 128 * 2)
        (number,) = unpack_from("<H", tables, NUMBERS + (block * 128 + code % 128) * 2)
        (flags,) = unpack_from("<H", tables, RECORDS + number * 16 + 14)
        assert bool(flags & ALPHA) == chr(code).isalpha()


def test_each_day_far_away_is_answered_alike_for_every_service_and_theme() -> None:
    assert compare(questions_of_days()) == [], "if None: uv run --group test python -m tools.trace_runtime"


def test_each_character_of_latin_1_is_answered_alike_wherever_it_is_typed() -> None:
    assert compare(questions_of_characters()) == [], "if None: uv run --group test python -m tools.trace_runtime"
