"""Seeded choices, the same on every machine and in every version of Python, and values that belong nowhere.

Only `random.Random.random` is used: Python keeps its results from version to version.
"""

import json
from random import Random

type Json = bool | int | float | str | list[Json] | dict[str, Json] | None

HOSTILE: tuple[Json, ...] = (
    "",
    " ",
    "\ud800",
    "\udfff\ud800",
    "\x00",
    "\N{RIGHT-TO-LEFT OVERRIDE}12",
    "１２",
    "١٢",
    "\N{MINUS SIGN}5",
    "-0",
    "1,234.56",
    "1.234.56",
    "1e400",
    "NaN",
    "0x1F",
    "2026-02-30",
    "9999-12-31",
    "0000-00-00",
    "</script>",
    '"\\',
    "€",
    "5 €",
    "9" * 60,
    "é" * 400,
    "\U0001f4c5" * 30,
    "1" + "\N{NO-BREAK SPACE}000" * 3,
    "I\N{COMBINING DOT ABOVE}",
    "KLEIN",
    "ß",
    "__proto__",
    "\r\n;\t,'=",
    -1,
    10**30,
    0.1,
    1e300,
    5e-324,
    1e-7,
    True,
    False,
    None,
    [],
    {},
    [[[[]]]],
    {"a": {"b": ["c"]}},
    ["\ud83d", "\ude00"],
)
STYLES: tuple[dict[str, object], ...] = (
    {},
    {"ensure_ascii": False},
    {"indent": 1},
    {"separators": (",", ":"), "ensure_ascii": False},
)
"""Ways to write the same JSON; the last is the browser's."""


def pick[T](random: Random, options: tuple[T, ...]) -> T:
    """Return one of the options."""
    return options[int(random.random() * len(options))]


def number(random: Random, most: int) -> int:
    """Return a number from 0 to `most`."""
    return int(random.random() * (most + 1))


def one_in(random: Random, count: int) -> bool:
    """Return true once in so many times."""
    return number(random, count - 1) == 0


def spoil(random: Random, value: Json) -> Json:
    """Replace one value, at any depth, by anything at all."""
    if isinstance(value, dict) and value and number(random, 4):
        key = pick(random, tuple(value))
        return value | {key: spoil(random, value[key])}
    if isinstance(value, list) and value and number(random, 3):
        index = number(random, len(value) - 1)
        return [*value[:index], spoil(random, value[index]), *value[index + 1 :]]
    return pick(random, HOSTILE)


def mangle(random: Random, text: str) -> str:
    """Return a text with a piece cut out or doubled."""
    start = number(random, max(len(text) - 1, 0))
    end = start + number(random, 12)
    return text[:start] + text[end:] if number(random, 1) else text[:end] + text[start:]


def hostile(random: Random) -> str:
    """Return a string or JSON value that is no input of any function."""
    value = pick(random, HOSTILE)
    if isinstance(value, str) and number(random, 1):
        return value
    depth = pick(random, (0, 1, 3, 62, 63, 64, 65, 66, 500))
    return "[" * depth + json.dumps(value, ensure_ascii=False) + "]" * depth


def write(random: Random, value: Json) -> str:
    """Write JSON in one of the ways that mean the same; once in a while spoilt or mangled."""
    if one_in(random, 12):
        value = spoil(random, value)
    text = json.dumps(value, **pick(random, STYLES))  # type: ignore[arg-type] # the options differ in type
    return mangle(random, text) if one_in(random, 25) else text
