"""Read and write the sections of a WebAssembly module, as far as trimming and guarding it need.

The format: https://webassembly.github.io/spec/core/binary/modules.html.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

HEADER = b"\0asm\1\0\0\0"
CUSTOM, TYPES, IMPORTS, FUNCTIONS, GLOBALS, EXPORTS, CODE, DATA, DATA_COUNT = 0, 1, 2, 3, 6, 7, 10, 11, 12
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

    def rest(self) -> bytes:
        """Return all bytes that are left."""
        return self.read_bytes(len(self.data) - self.at)

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


def count_imports(section: Section, kind: int) -> int:
    """Return how many functions, or globals, a module imports, which is the number of the first one of its own."""
    return sum(imported == kind for _, _, imported in imports_of(section))


def exported_functions(section: Section) -> dict[str, int]:
    """Return the numbers of the functions that a module exports, by their names."""
    reader, found = Reader(section.content), {}
    for _ in range(reader.number()):
        name, (kind,), number = reader.name(), reader.read_bytes(1), reader.number()
        if kind == FUNCTION:
            found[name] = number
    return found


def export_entry(name: str, kind: int, number: int) -> bytes:
    """Return the entry of an export."""
    return length_prefixed(name.encode()) + bytes([kind]) + encode_leb128(number)


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


def bodies_of(section: Section) -> list[bytes]:
    """Return the bodies of a module's own functions: variables and instructions."""
    reader = Reader(section.content)
    return [reader.read_bytes(reader.number()) for _ in range(reader.number())]


def code_section(bodies: Collection[bytes]) -> Section:
    """Return the code of a module from the bodies of its functions."""
    return Section(CODE, encode_leb128(len(bodies)) + b"".join(map(length_prefixed, bodies)))


def keep_functions(section: Section, wanted: Collection[int], first: int) -> Section:
    """Return the code with a trap for every function whose number is not wanted; `first` is that of the first one."""
    bodies = enumerate(bodies_of(section), first)
    return code_section([body if number in wanted else TRAP for number, body in bodies])


def count_entries(section: Section) -> int:
    """Return how many entries a section has."""
    return Reader(section.content).number()


def append(section: Section, added: Collection[bytes]) -> Section:
    """Return a section with more entries at its end."""
    reader = Reader(section.content)
    count = reader.number()
    return replace(section, content=encode_leb128(count + len(added)) + reader.rest() + b"".join(added))


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
