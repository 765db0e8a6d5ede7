"""A guarded program reads what was shipped or written, and traps at any other read: compared with a model of it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from struct import calcsize, pack, unpack_from

import pytest

from sitegen.bundle.guard import guard_module
from sitegen.bundle.wasm import read_module, write_module
from sitegen.common.paths import ROOT
from sitegen.common.tools import TOOLS, run

SCRIPT = Path(__file__).parent / "guarded.mjs"
ASSEMBLER = ROOT / "node_modules/binaryen/bin/wasm-as"

MAP, NEW, SIZE, BLOCK = 4_096, 8_192, 65_536, 64
"""The address from which on everything is there, that of the first new block, and the bytes of memory and a block."""

OFFSETS = (0, 3, 200)
LOADS = {
    "i32.load": "i", "i32.load8_u": "B", "i32.load8_s": "b", "i32.load16_u": "H", "i32.load16_s": "h",
    "i64.load": "q", "i64.load8_u": "B", "i64.load8_s": "b", "i64.load16_u": "H", "i64.load16_s": "h",
    "i64.load32_u": "I", "i64.load32_s": "i", "f32.load": "i", "f64.load": "q",
}  # fmt: skip
STORES = {
    "i32.store": "i", "i32.store8": "b", "i32.store16": "h", "i64.store": "q", "i64.store8": "b", "i64.store16": "h",
    "i64.store32": "i", "f32.store": "i", "f64.store": "q",
}  # fmt: skip
"""The instructions, and how what they read or write stands in memory."""

OTHERS = """
(func (export "memory.copy") (param i32 i32 i32) (memory.copy (local.get 0) (local.get 1) (local.get 2)))
(func (export "memory.fill") (param i32 i32 i32) (memory.fill (local.get 0) (local.get 1) (local.get 2)))
(func $malloc (export "malloc") (param i32) (result i32)
  (global.set $new (i32.add (global.get $new) (i32.const 64))) (i32.sub (global.get $new) (i32.const 64)))
(func (export "free") (param i32) (global.set $freed (local.get 0)))
(func (export "realloc") (param i32 i32) (result i32) (i32.const -1))
(func (export "freed") (result i32) (global.get $freed))
(func (export "grow") (result i32) (memory.grow (i32.const 1)))
"""
"""An allocator of which a test sees what is asked of it, and what does not use an address and an offset."""

type Step = tuple[str, list[int]]


@dataclass(frozen=True)
class Program:
    """What is there at first, by its place, and the steps that follow."""

    present: list[tuple[int, bytes]]
    steps: list[Step]


class MissingError(Exception):
    """A byte was read that was neither shipped nor written."""


class Model:
    """A memory that knows of each byte whether it is there."""

    def __init__(self, present: Sequence[tuple[int, bytes]]) -> None:
        self.memory, self.there = bytearray(SIZE), bytearray(MAP)
        self.new, self.freed, self.pages = NEW, 0, 1
        for place, content in present:
            self.write(place, content)

    def read(self, place: int, length: int) -> bytes:
        if not all(self.there[place : min(place + length, MAP)]):
            raise MissingError
        return bytes(self.memory[place : place + length])

    def write(self, place: int, content: bytes) -> None:
        self.memory[place : place + len(content)] = content
        for at in range(place, min(place + len(content), MAP)):
            self.there[at] = True

    def step(self, name: str, values: list[int]) -> object:
        instruction, _, offset = name.partition(" ")
        if instruction in LOADS:
            form = LOADS[instruction]
            return unpack_from(f"<{form}", self.read(values[0] + int(offset), calcsize(f"<{form}")))[0]
        if instruction in STORES:
            self.write(values[0] + int(offset), pack("<q", values[1])[: calcsize(f"<{STORES[instruction]}")])
            return ""
        others: dict[str, Callable[..., object]] = {
            "memory.copy": self.copy, "memory.fill": self.fill, "malloc": self.malloc, "free": self.free,
            "realloc": self.realloc, "freed": lambda: self.freed, "grow": self.grow,
        }  # fmt: skip
        said = others[name](*values)
        return "" if said is None else said

    def copy(self, to: int, start: int, length: int) -> None:
        self.write(to, self.read(start, length))

    def fill(self, place: int, value: int, length: int) -> None:
        self.write(place, bytes([value]) * length)

    def malloc(self, _length: int) -> int:
        self.new += BLOCK
        return self.new - BLOCK

    def free(self, place: int) -> None:
        self.freed = self.freed if place < MAP else place

    def realloc(self, place: int, length: int) -> int:
        if not 0 < place < MAP:
            return -1
        moved = self.malloc(length)
        (head,) = unpack_from("<I", self.read(place - 4, 4))
        self.copy(moved, place, min((head // 8 * 8 - 4) % 2**32, length))
        return moved

    def grow(self) -> int:
        self.pages += 1
        return self.pages - 1


def expected(program: Program) -> list[str | None]:
    model = Model(program.present)
    said: list[str | None] = []
    for name, values in program.steps:
        try:
            said.append(str(model.step(name, values)))
        except MissingError:
            said.append(None)
    return said


def make_program(random: Random) -> Program:
    places = [random.randrange(8, 1_000) for _ in range(12)]
    present = [(place, random.randbytes(random.choice((1, 2, 5, 8, 40, 200)))) for place in places]
    heads = [(place - 4, pack("<I", random.choice((16, 27, 64)))) for place in random.sample(places, 6)]
    return Program([*present, *heads], [make_step(random, places) for _ in range(80)])


def make_step(random: Random, places: list[int]) -> Step:
    def place() -> int:
        return random.choice((random.choice(places), random.randrange(1_300), NEW + random.randrange(600)))

    length = random.choice((0, 1, 3, 8, 30, 64))
    other = {
        "memory.copy": [place(), place(), length],
        "memory.fill": [place(), random.randrange(256), length],
        "malloc": [length],
        "free": [place()],
        "realloc": [random.choice((0, random.choice(places), NEW)), length],
        "freed": [],
        "grow": [],
    }
    if random.random() < 0.3:
        return random.choice(list(other.items()))
    instruction = random.choice((*LOADS, *STORES))
    name = f"{instruction} {random.choice(OFFSETS)}"
    bits = 8 * calcsize(STORES.get(instruction, "q"))
    return (name, [place()] if instruction in LOADS else [place(), random.getrandbits(bits) - (1 << bits - 1)])


def module_text() -> str:
    """Return a module with a function for each instruction; what is a fraction goes in and out as its bits."""
    functions = []
    for name in (*LOADS, *STORES):
        kind, bits = name[:3], name[:3].replace("f", "i")
        for offset in OFFSETS:
            head = f'(func (export "{name} {offset}") (param i32'
            if name in LOADS:
                load = f"({name} offset={offset} (local.get 0))"
                functions.append(f"{head}) (result {bits}) {reinterpreted(bits, kind, load)})")
            else:
                value = reinterpreted(kind, bits, "(local.get 1)")
                functions.append(f"{head} {bits}) ({name} offset={offset} (local.get 0) {value}))")
    memory = '(import "host" "unused" (func)) (memory (export "memory") 1)'
    variables = f"(global $new (mut i32) (i32.const {NEW})) (global $freed (mut i32) (i32.const 0))"
    return f"(module {memory} {variables} {' '.join(functions)} {OTHERS})"


def reinterpreted(to: str, kind: str, value: str) -> str:
    return value if to == kind else f"({to}.reinterpret_{kind} {value})"


def assemble(text: str, folder: Path) -> bytes:
    source, module = folder / "module.wat", folder / "module.wasm"
    source.write_text(text)
    run([TOOLS / "node", ASSEMBLER, "--all-features", source, "-o", module], {})
    return module.read_bytes()


def run_guarded(programs: Sequence[Program], folder: Path) -> list[list[str | None]]:
    module, job = folder / "guarded.wasm", folder / "job.json"
    module.write_bytes(write_module(guard_module(read_module(assemble(module_text(), folder)))))
    told = [
        {
            "present": [(place, list(content)) for place, content in program.present],
            "steps": [(name, [str(value) if of_64_bits(name, at) else value for at, value in enumerate(values)])
                      for name, values in program.steps],
        }
        for program in programs
    ]  # fmt: skip
    job.write_text(json.dumps({"map": MAP, "programs": told}))
    said: list[list[str | None]] = json.loads(run([TOOLS / "node", SCRIPT, module, job], {}))
    return said


def of_64_bits(name: str, at: int) -> bool:
    return at == 1 and name.split(maxsplit=1)[0] in STORES and name[1:3] == "64"


def test_random_programs_do_as_the_model_and_stop_where_it_misses_a_byte(tmp_path: Path) -> None:
    programs = [make_program(Random(seed)) for seed in range(500)]
    wanted = [expected(program) for program in programs]
    assert run_guarded(programs, tmp_path) == wanted
    said = [answer for answers in wanted for answer in answers]
    assert 0.1 < said.count(None) / len(said) < 0.9


@pytest.mark.parametrize(
    "instruction",
    [
        "(i32.atomic.store (i32.const 0) (i32.const 0))",
        "(v128.store (i32.const 0) (v128.const i32x4 0 0 0 0))",
        "(memory.init $data (i32.const 0) (i32.const 0) (i32.const 0))",
    ],
)
def test_an_instruction_that_is_not_known_is_refused(instruction: str, tmp_path: Path) -> None:
    module = assemble(
        f'(module (import "host" "unused" (func)) (memory 1) (global $one i32 (i32.const 0)) (data $data "x") '
        f'(func (export "run") {instruction}))',
        tmp_path,
    )
    with pytest.raises(ValueError, match="an instruction that is not known"):
        guard_module(read_module(module))
