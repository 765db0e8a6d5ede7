"""Reads and writes what a WebAssembly module is made of, as far as trimming it and filling its memory need.

The format: https://webassembly.github.io/spec/core/binary/modules.html.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

HEADER = b"\0asm\1\0\0\0"
CUSTOM, IMPORTS, EXPORTS, CODE, DATA = 0, 2, 7, 10, 11
FUNCTION, TABLE, MEMORY, GLOBAL, TAG = range(5)
LOW, MORE, SIGN = 0x7F, 0x80, 0x40
"""Of a byte of a number: what it says, that another byte follows, and in the last one that it is negative."""

CONSTANT, END = b"\x41", b"\x0b"
"""An expression that is one number of 32 bits: before it, and after."""

TRAP = b"\0\0\x0b"
"""The body of a function that has no variables and stops the program: unreachable, end."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a module: what kind it is, and its content."""

    kind: int
    content: bytes


class Reader:
    """Reads numbers and names from bytes, from front to back."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data, self.at = data, at

    def number(self) -> int:
        """Read an unsigned number (LEB128)."""
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & LOW) << shift
            shift += 7
            if byte <= LOW:
                return value

    def take(self, count: int) -> bytes:
        """Read bytes."""
        self.at += count
        return self.data[self.at - count : self.at]

    def name(self) -> str:
        """Read a text."""
        return self.take(self.number()).decode()

    def limits(self) -> None:
        """Read past how small and large a table or memory may be."""
        bounded = self.number() & 1
        for _ in range(1 + bounded):
            self.number()


def read_module(data: bytes) -> list[Section]:
    """Read the sections of a module. Raises ValueError if it is none."""
    if not data.startswith(HEADER):
        raise ValueError("not a WebAssembly module")
    reader, sections = Reader(data, len(HEADER)), []
    while reader.at < len(data):
        (kind,) = reader.take(1)
        sections.append(Section(kind, reader.take(reader.number())))
    return sections


def write_module(sections: list[Section]) -> bytes:
    """Write a module."""
    return HEADER + b"".join(bytes([part.kind]) + sized(part.content) for part in sections)


def imports_of(section: Section) -> Iterator[tuple[str, str, int]]:
    """Give the module, the name and the kind of everything that a module imports."""
    reader = Reader(section.content)
    for _ in range(reader.number()):
        module, name, (kind,) = reader.name(), reader.name(), reader.take(1)
        if kind == FUNCTION:
            reader.number()
        elif kind == TABLE:
            reader.take(1)
            reader.limits()
        elif kind == MEMORY:
            reader.limits()
        elif kind == GLOBAL:
            reader.take(2)
        elif kind == TAG:
            reader.take(1)
            reader.number()
        yield module, name, kind


def count_functions(section: Section) -> int:
    """Count the functions that a module imports: the number of the first one of its own."""
    return sum(kind == FUNCTION for _, _, kind in imports_of(section))


def keep_exports(section: Section, wanted: Collection[str]) -> Section:
    """Leave out of the exports those whose name is not wanted."""
    reader, kept = Reader(section.content), []
    for _ in range(reader.number()):
        start, name = reader.at, reader.name()
        reader.take(1)
        reader.number()
        if name in wanted:
            kept.append(section.content[start : reader.at])
    return replace(section, content=written_number(len(kept)) + b"".join(kept))


def keep_functions(section: Section, wanted: Collection[int], first: int) -> Section:
    """Put a trap in the place of the functions whose number is not wanted; the section's own start at `first`."""
    reader = Reader(section.content)
    count = reader.number()
    bodies = [reader.take(reader.number()) for _ in range(count)]
    kept = [body if number in wanted else TRAP for number, body in enumerate(bodies, first)]
    return replace(section, content=written_number(count) + b"".join(map(sized, kept)))


def import_memory(module: str, name: str, pages: int) -> Section:
    """Import a memory of at least `pages` of 64 KiB, and nothing else."""
    names = b"".join(sized(text.encode()) for text in (module, name))
    return Section(IMPORTS, written_number(1) + names + bytes([MEMORY, 0]) + written_number(pages))


def fill_memory(parts: Collection[tuple[int, bytes]]) -> Section:
    """Put bytes at their places in the memory, when the module starts."""
    written = (b"\0" + CONSTANT + written_place(place) + END + sized(content) for place, content in parts)
    return Section(DATA, written_number(len(parts)) + b"".join(written))


def say(name: str, content: bytes) -> Section:
    """Keep what only the program around the module reads, under a name."""
    return Section(CUSTOM, sized(name.encode()) + content)


def sized(content: bytes) -> bytes:
    """Write bytes after their number."""
    return written_number(len(content)) + content


def written_number(value: int) -> bytes:
    """Write an unsigned number (LEB128)."""
    written = bytearray()
    while value > LOW:
        written.append(value & LOW | MORE)
        value >>= 7
    return bytes([*written, value])


def written_place(value: int) -> bytes:
    """Write a number that is not negative as a signed one: a byte more if its last would say that it is."""
    written = written_number(value)
    return written if written[-1] < SIGN else written[:-1] + bytes([written[-1] | MORE, 0])
