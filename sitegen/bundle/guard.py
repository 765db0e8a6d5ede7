"""Make a WebAssembly program trap where it reads memory that was neither shipped nor written.

A bit for each byte below an address says whether that byte is there; the bits stand at that address, which is the value
of the exported global `MAP`. Every load, store, copy and fill becomes a call of a function that looks at the bits, or
sets them. From that address on everything is there, so as long as the global is 0 nothing is looked at.

A block of the allocator below that address is never taken back: `free` leaves it, and `realloc` copies it. So what the
allocator keeps beside such blocks is not read.
"""

from dataclasses import dataclass, field

from sitegen.bundle import wasm
from sitegen.bundle.instructions import BULK, COPY, FILL, I32, LOADS, STORES, assemble, read_instructions
from sitegen.bundle.wasm import (
    CONSTANT,
    END,
    FUNCTION,
    GLOBAL,
    TRAP,
    Reader,
    Section,
    append,
    bodies_of,
    code_section,
    count_entries,
    count_imports,
    encode_leb128,
    export_entry,
    exported_functions,
    length_prefixed,
)

MAP, RECORD = "map", "record"
"""The exported globals: the address of the bits, and how far after them a record of what was read stands."""

VARIABLE = bytes([I32, 1]) + CONSTANT + b"\0" + END
"""A global that is 0 at first and can change."""

GUARDED = "local.get $at global.get $map i32.lt_u"
PLACE = "global.get $map local.get $at i32.const 3 i32.shr_u i32.add local.tee $place"
BITS = "i32.const $ones local.get $at i32.const 7 i32.and i32.shl"
LOOK = f"{GUARDED} if {PLACE} i32.load16_u {BITS} local.tee $bits i32.and local.get $bits i32.ne if {{missing}} end end"
SET = f"{GUARDED} if {PLACE} local.get $place i32.load16_u {BITS} i32.or i32.store16 end"
"""Look at the bits of 1, 2, 4 or 8 bytes from an address on, or set them; `$ones` has a bit for each byte.

The variable `$at` holds the address; the next two, `$place` and `$bits`, are for use here.
"""

TRAPS = "unreachable"
RECORDS = """
local.get $place local.get $place i32.load16_u local.get $bits i32.or i32.store16
local.get $place global.get $record i32.add local.tee $place
local.get $place i32.load16_u local.get $bits i32.or i32.store16
"""
"""What can be done where a bit is missing: trap; or set it, and in the record too."""

EACH = f"""
loop {GUARDED} if local.get 1 if
  local.get 0 call $one
  local.get 0 i32.const 1 i32.add local.set 0
  local.get 1 i32.const 1 i32.sub local.set 1
  br 2
end end end
"""
"""Look at the bits of any number of bytes from an address on, or set them."""

COPY_BYTES = "local.get 0 local.get 1 local.get 2 memory.copy"
FILL_BYTES = "local.get 0 local.get 1 local.get 2 memory.fill"
NOTE = "local.get 0 local.get 2 call $set"

ALLOCATOR = frozenset(("malloc", "free", "realloc"))
BEGINNINGS = {
    "free": f"{GUARDED} if return end",
    "realloc": f"local.get 0 if {GUARDED} if local.get 0 local.get 1 call $move return end end",
}
"""How functions of the allocator begin."""

HEAD = "local.get 0 i32.const 4 i32.sub"
MOVE = f"""
local.get 1 call $malloc local.tee 2 if
  {HEAD} call $look4
  {HEAD} i32.load i32.const 3 i32.shr_u i32.const 3 i32.shl i32.const 4 i32.sub local.set 3
  local.get 2 local.get 0 local.get 3 local.get 1 local.get 3 local.get 1 i32.lt_u select call $copy
end
local.get 2
"""
"""Copy a block into a new one, as much as fits in both; the allocator keeps a block's length in the word before it."""


@dataclass(slots=True)
class Helpers:
    """The functions that a guarded module has besides its own."""

    first: int
    """The number of the first one."""

    names: dict[str, int]
    """The numbers of functions and globals, by the names by which the helpers call them."""

    missing: str
    """What is done where a bit is missing: `TRAPS` or `RECORDS`."""

    types: list[bytes] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    def add(self, name: str, kind: bytes, text: str, *, variables: int = 0, **numbers: int) -> None:
        """Add a function that is written in words, with so many variables of 32 bits."""
        self.add_code(name, kind, assemble(text, **self.names, **numbers), variables)

    def add_code(self, name: str, kind: bytes, code: bytes, variables: int = 0) -> None:
        """Add a function, as `add` does."""
        self.names[name] = self.first + len(self.bodies)
        self.types.append(kind)
        self.bodies.append((bytes([1, variables, I32]) if variables else b"\0") + code + END)

    def add_common(self) -> None:
        """Add what other helpers lead to."""
        look = LOOK.format(missing=self.missing)
        for name, text, width in (("look1", look, 1), ("look4", look, 4), ("set1", SET, 1)):
            self.add(name, function_type(I32), text, variables=2, ones=ones_of(width), at=0, place=1, bits=2)
        for name in ("look", "set"):
            self.add(name, function_type(I32, I32), EACH, one=self.names[f"{name}1"], at=0)
        self.add("copy", function_type(I32, I32, I32), f"local.get 1 local.get 2 call $look {COPY_BYTES} {NOTE}")
        self.add("fill", function_type(I32, I32, I32), f"{FILL_BYTES} {NOTE}")
        if "malloc" in self.names:
            self.add("move", function_type(I32, I32, result=I32), MOVE, variables=2)

    def instead_of(self, instruction: bytes) -> bytes:
        """Return the call that takes the place of an instruction, or else the instruction itself."""
        if instruction[0] == BULK and instruction[1] in (COPY, FILL):
            name = "copy" if instruction[1] == COPY else "fill"
        elif instruction[0] in LOADS or instruction[0] in STORES:
            name = instruction.hex()
            if name not in self.names:
                self.add_guarded(name, instruction)
        else:
            return instruction
        return assemble("call $called", called=self.names[name])

    def add_guarded(self, name: str, instruction: bytes) -> None:
        """Add a function that does what a load or store does, and looks at the bits or sets them.

        It calls no other for that: in code that a browser has just compiled, a call takes as long as the looking.
        """
        reader = Reader(instruction, 1)
        reader.number()
        address = f"local.get 0 i32.const {reader.number()} i32.add local.set $at"
        if instruction[0] in LOADS:
            kind, width = LOADS[instruction[0]]
            numbers = self.names | {"ones": ones_of(width), "at": 1, "place": 2, "bits": 3}
            look = assemble(f"{address} {LOOK.format(missing=self.missing)} local.get 0", **numbers)
            self.add_code(name, function_type(I32, result=kind), look + instruction, 3)
        else:
            kind, width = STORES[instruction[0]]
            numbers = self.names | {"ones": ones_of(width), "at": 2, "place": 3, "bits": 4}
            both, note = assemble("local.get 0 local.get 1"), assemble(f"{address} {SET}", **numbers)
            self.add_code(name, function_type(I32, kind), both + instruction + note, 2)


def guard_module(sections: list[Section], missing: str = TRAPS) -> list[Section]:
    """Return the sections of a module with its functions guarded, and with the exports `MAP` and `RECORD`.

    `missing` is `TRAPS` or `RECORDS`. A function that is a trap stays one. Raises ValueError for an instruction that is
    not known, such as those of vectors, threads and passive data.
    """
    of = {section.kind: section for section in sections}
    first = count_imports(of[wasm.IMPORTS], FUNCTION)
    after = count_imports(of[wasm.IMPORTS], GLOBAL) + count_entries(of[wasm.GLOBALS])
    exported = {name: number for name, number in exported_functions(of[wasm.EXPORTS]).items() if name in ALLOCATOR}
    bodies = bodies_of(of[wasm.CODE])
    helpers = Helpers(first + len(bodies), exported | {MAP: after, RECORD: after + 1}, missing)
    helpers.add_common()
    beginnings = {exported[name]: text for name, text in BEGINNINGS.items() if name in exported}
    guarded = [
        guard_body(body, assemble(beginnings.get(number, ""), **helpers.names, at=0), helpers)
        for number, body in enumerate(bodies, first)
    ]
    kinds = range(count_entries(of[wasm.TYPES]), count_entries(of[wasm.TYPES]) + len(helpers.types))
    names = enumerate((MAP, RECORD), after)
    changed = {
        wasm.TYPES: append(of[wasm.TYPES], helpers.types),
        wasm.FUNCTIONS: append(of[wasm.FUNCTIONS], [encode_leb128(kind) for kind in kinds]),
        wasm.GLOBALS: append(of[wasm.GLOBALS], [VARIABLE, VARIABLE]),
        wasm.EXPORTS: append(of[wasm.EXPORTS], [export_entry(name, GLOBAL, number) for number, name in names]),
        wasm.CODE: code_section([*guarded, *helpers.bodies]),
    }
    return [changed.get(section.kind, section) for section in sections]


def guard_body(body: bytes, beginning: bytes, helpers: Helpers) -> bytes:
    """Return the body of a function with its instructions guarded, after those of `beginning`."""
    if body == TRAP:
        return body
    reader = Reader(body)
    for _ in range(reader.number()):
        reader.number()
        reader.read_bytes(1)
    variables = body[: reader.at]
    return variables + beginning + b"".join(map(helpers.instead_of, read_instructions(reader)))


def ones_of(width: int) -> int:
    """Return the bits of so many bytes.

    >>> ones_of(4)
    15
    """
    return (1 << width) - 1


def function_type(*parameters: int, result: int | None = None) -> bytes:
    """Return the type of a function with parameters and at most one result."""
    results = b"" if result is None else bytes([result])
    return b"\x60" + length_prefixed(bytes(parameters)) + length_prefixed(results)
