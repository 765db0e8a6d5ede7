"""Line and column of each key in YAML and TOML: from the parser's marks, or searched where a parser has none."""

import re
from collections import Counter
from collections.abc import Mapping

import yaml

type Position = tuple[int, int]
type KeyPath = tuple[str | int, ...]
"""The names that lead to a key; a table in an array has its number among them."""

type Positions = Mapping[KeyPath, Position]

NO_KEYS = re.compile(r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*', re.DOTALL)
"""Strings and comments of TOML."""

NAMES = r"[\w-]+(?:[ \t]*\.[ \t]*[\w-]+)*"
TOML_LINE = re.compile(
    rf"^[ \t]*(?P<start>\[(?P<array>\[)?[ \t]*(?P<table>{NAMES})[ \t]*\]|(?P<key>{NAMES})[ \t]*=)", re.MULTILINE
)


def nearest(positions: Positions, path: KeyPath) -> Position:
    """Return the position of a key, or else of the innermost table around it that has one."""
    return next((positions[path[:end]] for end in range(len(path), -1, -1) if path[:end] in positions), (1, 1))


def yaml_positions(node: yaml.Node, first_line: int) -> Positions:
    """Return the position of each key in a YAML text that starts on a line of its file, from the parser's marks."""
    positions: dict[KeyPath, Position] = {(): (first_line, 1)}
    seen: set[int] = set()

    def add(node: yaml.Node, path: KeyPath) -> None:
        if not isinstance(node, yaml.MappingNode) or id(node) in seen:
            return  # an alias leads to a node again
        seen.add(id(node))
        for key, value in node.value:
            here = (*path, str(key.value))
            positions[here] = (key.start_mark.line + first_line, key.start_mark.column + 1)
            add(value, here)

    add(node, ())
    return positions


def within_last(path: KeyPath, tables: Mapping[KeyPath, int]) -> KeyPath:
    """Return the path of a table: where it is within tables of an array, it is within the last of them so far."""
    found: KeyPath = ()
    for number, name in enumerate(path, 1):
        found = (*found, name)
        if number < len(path) and found in tables:
            found = (*found, tables[found] - 1)
    return found


def toml_positions(text: str) -> Positions:
    r"""Return the position of each key and table in a TOML text, for which its parser gives none.

    >>> toml_positions("[site]\nadres.pad = 1")[("site", "adres", "pad")]
    (2, 1)
    >>> toml_positions("[[opleiding]]\n[[opleiding.sessie]]\n[[opleiding.sessie]]")[("opleiding", 0, "sessie", 1)]
    (3, 1)
    """
    text = NO_KEYS.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    positions: dict[KeyPath, Position] = {(): (1, 1)}
    tables: Counter[KeyPath] = Counter()
    table: KeyPath = ()
    for found in TOML_LINE.finditer(text):
        path: KeyPath = tuple(re.findall(r"[\w-]+", found["table"] or found["key"]))
        if found["key"]:
            path = (*table, *path)
        else:
            path = within_last(path, tables)
            if found["array"]:
                tables[path] += 1
                path = (*path, tables[path] - 1)
            table = path
        start = found.start("start")
        place = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
        for end in range(1, len(path)):
            positions.setdefault(path[:end], place)
        positions[path] = place
    return positions
