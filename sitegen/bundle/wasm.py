"""Read and write the sections of a WebAssembly module, as far as trimming it and filling its memory need.

The format: https://webassembly.github.io/spec/core/binary/modules.html.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

HEADER = b"\0asm\1\0\0\0"
CUSTOM, IMPORTS, EXPORTS, CODE, DATA = 0, 2, 7, 10, 11
FUNCTION, TABLE, MEMORY, GLOBAL, TAG = range(5)
LOW, MORE, SIGN = 0x7F, 0x80, 0x40
"""The bits of a byte of a number: its value, that another byte follows, and in the last byte the sign."""

CONSTANT, END = b"\x41", b"\x0b"
"""The bytes before and after a number that is a constant expression of 32 bits."""

TRAP = b"\0\0\x0b"
"""The body of a function without variables that traps: unreachable, end."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a module: its kind and its content."""

    kind: int
    content: bytes


class Reader:
    """A reader of numbers and names in bytes, from front to back."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data, self.at = data, at

    def number(self) -> int:
        """Return the next unsigned number (LEB128)."""
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & LOW) << shift
            shift += 7
            if byte <= LOW:
                return value

    def read_bytes(self, count: int) -> bytes:
        """Return the next bytes."""
        self.at += count
        return self.data[self.at - count : self.at]

    def name(self) -> str:
        """Return the next name."""
        return self.read_bytes(self.number()).decode()

    def limits(self) -> None:
        """Skip the limits of a table or memory."""
        bounded = self.number() & 1
        for _ in range(1 + bounded):
            self.number()


def read_module(data: bytes) -> list[Section]:
    """Return the sections of a module. Raise ValueError if it is none."""
    if not data.startswith(HEADER):
        raise ValueError("not a WebAssembly module")
    reader, sections = Reader(data, len(HEADER)), []
    while reader.at < len(data):
        (kind,) = reader.read_bytes(1)
        sections.append(Section(kind, reader.read_bytes(reader.number())))
    return sections


def write_module(sections: list[Section]) -> bytes:
    """Return the module with these sections."""
    return HEADER + b"".join(bytes([part.kind]) + length_prefixed(part.content) for part in sections)


def imports_of(section: Section) -> Iterator[tuple[str, str, int]]:
    """Return module, name and kind of everything that a module imports."""
    reader = Reader(section.content)
    for _ in range(reader.number()):
        module, name, (kind,) = reader.name(), reader.name(), reader.read_bytes(1)
        if kind == FUNCTION:
            reader.number()
        elif kind == TABLE:
            reader.read_bytes(1)
            reader.limits()
        elif kind == MEMORY:
            reader.limits()
        elif kind == GLOBAL:
            reader.read_bytes(2)
        elif kind == TAG:
            reader.read_bytes(1)
            reader.number()
        yield module, name, kind


def count_functions(section: Section) -> int:
    """Return how many functions a module imports, which is the number of the first one of its own."""
    return sum(kind == FUNCTION for _, _, kind in imports_of(section))


def keep_exports(section: Section, wanted: Collection[str]) -> Section:
    """Return the exports with these names only."""
    reader, kept = Reader(section.content), []
    for _ in range(reader.number()):
        start, name = reader.at, reader.name()
        reader.read_bytes(1)
        reader.number()
        if name in wanted:
            kept.append(section.content[start : reader.at])
    return replace(section, content=encode_leb128(len(kept)) + b"".join(kept))


def keep_functions(section: Section, wanted: Collection[int], first: int) -> Section:
    """Return the code with a trap for every function whose number is not wanted; `first` is that of the first one."""
    reader = Reader(section.content)
    count = reader.number()
    bodies = [reader.read_bytes(reader.number()) for _ in range(count)]
    kept = [body if number in wanted else TRAP for number, body in enumerate(bodies, first)]
    return replace(section, content=encode_leb128(count) + b"".join(map(length_prefixed, kept)))


def import_memory(module: str, name: str, pages: int) -> Section:
    """Return the imports of a module that imports a memory of at least `pages` of 64 KiB, and nothing else."""
    names = b"".join(length_prefixed(text.encode()) for text in (module, name))
    return Section(IMPORTS, encode_leb128(1) + names + bytes([MEMORY, 0]) + encode_leb128(pages))


def fill_memory(parts: Collection[tuple[int, bytes]]) -> Section:
    """Return the data of a module that fills these places of its memory when it starts."""
    written = (
        b"\0" + CONSTANT + encode_signed_leb128(place) + END + length_prefixed(content) for place, content in parts
    )
    return Section(DATA, encode_leb128(len(parts)) + b"".join(written))


def custom_section(name: str, content: bytes) -> Section:
    """Return a section that only the program around the module reads."""
    return Section(CUSTOM, length_prefixed(name.encode()) + content)


def length_prefixed(content: bytes) -> bytes:
    """Return bytes after their number."""
    return encode_leb128(len(content)) + content


def encode_leb128(value: int) -> bytes:
    """Return an unsigned number as LEB128."""
    written = bytearray()
    while value > LOW:
        written.append(value & LOW | MORE)
        value >>= 7
    return bytes([*written, value])


def encode_signed_leb128(value: int) -> bytes:
    """Return a number that is not negative as signed LEB128: with one byte more if the last would have the sign."""
    written = encode_leb128(value)
    return written if written[-1] < SIGN else written[:-1] + bytes([written[-1] | MORE, 0])
