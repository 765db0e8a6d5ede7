"""The trimmed runtime is the released one, guarded, without its memory and without what never runs."""

import re
from pathlib import Path

import pytest

from sitegen.bundle.trim import CALLED, build_interpreter, instrument, own_functions, read_list, trim
from sitegen.bundle.wasm import (
    CODE,
    CUSTOM,
    DATA,
    EXPORTS,
    IMPORTS,
    TABLE,
    TRAP,
    Reader,
    Section,
    bodies_of,
    imports_of,
    read_module,
    write_module,
)
from sitegen.common.paths import ROOT

MODULES = ROOT / "node_modules"


@pytest.fixture(scope="module")
def whole() -> bytes:
    return (MODULES / "pyodide/pyodide.asm.wasm").read_bytes()


@pytest.fixture(scope="module")
def trimmed(whole: bytes) -> bytes:
    return trim(whole, read_list())


@pytest.fixture(scope="module")
def optimized(whole: bytes) -> bytes:
    return build_interpreter(MODULES, whole).read_bytes()


def section(module: bytes, kind: int) -> Section:
    (found,) = (part for part in read_module(module) if part.kind == kind)
    return found


def exports(module: bytes) -> set[str]:
    reader, found = Reader(section(module, EXPORTS).content), set()
    for _ in range(reader.number()):
        found.add(reader.name())
        reader.read_bytes(1)
        reader.number()
    return found


def test_what_is_kept_of_the_exports_is_what_the_script_uses() -> None:
    script = (ROOT / "site_src/assets/js/python/snapshot.js").read_text("utf-8")
    assert set(re.findall(r"\bpython\.(\w+)", script)) == CALLED


def test_a_module_that_is_read_and_written_is_the_same(whole: bytes) -> None:
    assert write_module(read_module(whole)) == whole


def test_what_is_no_module_is_refused() -> None:
    with pytest.raises(ValueError, match="not a WebAssembly module"):
        read_module(b"<!doctype html>")


def test_a_function_that_is_not_on_the_list_is_a_trap(whole: bytes, trimmed: bytes) -> None:
    numbers, kept = own_functions(whole), read_list()
    bodies = bodies_of(section(trimmed, CODE))
    assert {number for number, body in zip(numbers, bodies, strict=False) if body != TRAP} == kept


def test_of_the_exports_only_those_are_left_that_the_script_around_it_uses(optimized: bytes) -> None:
    assert exports(optimized) == CALLED


def test_nothing_is_left_that_the_browser_does_not_use(optimized: bytes) -> None:
    kinds = {section.kind for section in read_module(optimized)}
    assert not kinds & {CUSTOM, DATA}


def test_the_table_is_where_the_memory_expects_it(whole: bytes, optimized: bytes) -> None:
    def tables(module: bytes) -> list[tuple[str, str]]:
        return [(of, name) for of, name, kind in imports_of(section(module, IMPORTS)) if kind == TABLE]

    assert tables(whole) == tables(optimized)


def test_all_functions_can_be_instrumented(whole: bytes) -> None:
    before, after = bodies_of(section(whole, CODE)), bodies_of(section(instrument(whole), CODE))
    assert len(after) > len(before)
    assert TRAP not in after[: len(before)] or TRAP in before


def test_the_optimized_runtime_is_much_smaller(trimmed: bytes, optimized: bytes) -> None:
    assert len(optimized) < len(trimmed) * 0.8
    assert len(optimized) < 520_000


def test_the_runtimes_address_survives_a_release_of_our_own_code(built_site: Path, optimized: bytes) -> None:
    (first,) = (built_site / "runtime").glob("python.*.wasm")
    assert first.read_bytes() == optimized
