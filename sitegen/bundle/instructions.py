"""Read the instructions of WebAssembly functions one by one, and write those of a few small functions from words.

The format: https://webassembly.github.io/spec/core/binary/instructions.html, and for exceptions, in the form that
browsers have had longest, https://github.com/WebAssembly/exception-handling/blob/main/proposals/exception-handling/legacy.
"""

from collections.abc import Iterator
from itertools import pairwise

from sitegen.bundle.wasm import Reader, encode_leb128, encode_signed_leb128

I32, I64, F32, F64 = 0x7F, 0x7E, 0x7D, 0x7C
"""The types of values."""

LOADS = {
    0x28: (I32, 4), 0x29: (I64, 8), 0x2A: (F32, 4), 0x2B: (F64, 8), 0x2C: (I32, 1), 0x2D: (I32, 1), 0x2E: (I32, 2),
    0x2F: (I32, 2), 0x30: (I64, 1), 0x31: (I64, 1), 0x32: (I64, 2), 0x33: (I64, 2), 0x34: (I64, 4), 0x35: (I64, 4),
}  # fmt: skip
STORES = {
    0x36: (I32, 4), 0x37: (I64, 8), 0x38: (F32, 4), 0x39: (F64, 8), 0x3A: (I32, 1), 0x3B: (I32, 2),
    0x3C: (I64, 1), 0x3D: (I64, 2), 0x3E: (I64, 4),
}  # fmt: skip
"""The instructions that read and write memory at an address: the type of the value, and how many bytes in memory."""

BULK, COPY, FILL = 0xFC, 10, 11
"""The first byte of instructions of two, and the second of those that copy and fill memory."""

BR_TABLE, SELECT, F32_CONST, F64_CONST = 0x0E, 0x1C, 0x43, 0x44
PLAIN = frozenset((0x00, 0x01, 0x05, 0x0B, 0x0F, 0x19, 0x1A, 0x1B, *range(0x45, 0xC5), 0xD1))
ONE_NUMBER = frozenset(
    (*range(0x02, 0x05), *range(0x06, 0x0A), 0x0C, 0x0D, 0x10, 0x18, *range(0x20, 0x27), *range(0x3F, 0x43), 0xD0, 0xD2)
)
TWO_NUMBERS = frozenset((0x11, *LOADS, *STORES))
BULK_NUMBERS = dict.fromkeys(range(8), 0) | {COPY: 2, FILL: 1, 12: 2, 13: 1, 14: 2, 15: 1, 16: 1, 17: 1}
"""How many numbers follow an instruction: of those of one byte, and of those of two. What is in none is not known here:
vectors, threads, passive data."""

WORDS = {
    "unreachable": b"\0", "loop": b"\3\x40", "if": b"\4\x40", "end": b"\x0b", "br": b"\x0c", "return": b"\x0f",
    "call": b"\x10", "select": b"\x1b", "local.get": b"\x20", "local.set": b"\x21", "local.tee": b"\x22",
    "global.get": b"\x23", "i32.load": b"\x28\0\0", "i32.load16_u": b"\x2f\0\0", "i32.store16": b"\x3b\0\0",
    "i32.const": b"\x41", "i32.ne": b"\x47", "i32.lt_u": b"\x49", "i32.add": b"\x6a", "i32.sub": b"\x6b",
    "i32.and": b"\x71", "i32.or": b"\x72", "i32.shl": b"\x74", "i32.shr_u": b"\x76",
    "memory.copy": b"\xfc\x0a\0\0", "memory.fill": b"\xfc\x0b\0",
}  # fmt: skip
"""The instructions that can be written in words; blocks have no value."""


def read_instructions(reader: Reader) -> Iterator[bytes]:
    """Return each instruction that is left. Raise ValueError at one that is not known."""
    while reader.at < len(reader.data):
        start = reader.at
        skip_instruction(reader)
        yield reader.data[start : reader.at]


def skip_instruction(reader: Reader) -> None:
    """Go to the end of an instruction. Raise ValueError if it is not known."""
    (opcode,) = reader.read_bytes(1)
    if opcode in PLAIN:
        return
    if opcode in TWO_NUMBERS:
        count = 2
    elif opcode in ONE_NUMBER:
        count = 1
    elif opcode == BULK:
        count = BULK_NUMBERS.get(reader.number(), -1)
    elif opcode in (BR_TABLE, SELECT):
        count = reader.number() + (opcode == BR_TABLE)
    elif opcode in (F32_CONST, F64_CONST):
        reader.read_bytes(4 if opcode == F32_CONST else 8)
        return
    else:
        count = -1
    if count < 0:
        raise ValueError(f"an instruction that is not known: {opcode:#x}")
    for _ in range(count):
        reader.number()


def assemble(text: str, **numbers: int) -> bytes:
    """Return the instructions of a text; `$name` in it stands for a number.

    >>> assemble("i32.const 64 call $check", check=300).hex()
    '41c00010ac02'
    """
    words = text.split()
    return b"".join(WORDS.get(word) or encode_number(before, word, numbers) for before, word in pairwise(["", *words]))


def encode_number(instruction: str, word: str, numbers: dict[str, int]) -> bytes:
    """Return the number after an instruction: as it is written or by its name."""
    value = numbers[word[1:]] if word.startswith("$") else int(word)
    return encode_signed_leb128(value) if instruction == "i32.const" else encode_leb128(value)
