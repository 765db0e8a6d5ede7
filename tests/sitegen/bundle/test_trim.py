"""The trimmed runtime is the released one, save for what never runs."""

import re
from pathlib import Path

import pytest

from sitegen.bundle.trim import CALLED, FUNCTIONS, trim
from sitegen.bundle.wasm import (
    CODE,
    EXPORTS,
    IMPORTS,
    TRAP,
    Reader,
    Section,
    count_functions,
    read_module,
    write_module,
)
from sitegen.common.paths import ROOT

PYODIDE = ROOT / "node_modules/pyodide"


@pytest.fixture(scope="module")
def whole() -> bytes:
    return (PYODIDE / "pyodide.asm.wasm").read_bytes()


@pytest.fixture(scope="module")
def trimmed(whole: bytes) -> bytes:
    return trim(whole)


def section(module: bytes, kind: int) -> Section:
    (found,) = (part for part in read_module(module) if part.kind == kind)
    return found


def bodies(module: bytes) -> list[bytes]:
    reader = Reader(section(module, CODE).content)
    return [reader.read_bytes(reader.number()) for _ in range(reader.number())]


def exports(module: bytes) -> dict[str, bytes]:
    reader, found = Reader(section(module, EXPORTS).content), {}
    for _ in range(reader.number()):
        name, start = reader.name(), reader.at
        reader.read_bytes(1)
        reader.number()
        found[name] = reader.data[start : reader.at]
    return found


def test_what_is_kept_of_the_exports_is_what_the_script_calls() -> None:
    script = (ROOT / "site_src/assets/js/python/snapshot.js").read_text("utf-8")
    assert set(re.findall(r"\bpython\.(\w+)", script)) == CALLED


def test_a_module_that_is_read_and_written_is_the_same(whole: bytes) -> None:
    assert write_module(read_module(whole)) == whole


def test_what_is_no_module_is_refused() -> None:
    with pytest.raises(ValueError, match="not a WebAssembly module"):
        read_module(b"<!doctype html>")


def test_each_function_is_the_released_one_or_a_trap(whole: bytes, trimmed: bytes) -> None:
    first = count_functions(section(whole, IMPORTS))
    for number, (before, after) in enumerate(zip(bodies(whole), bodies(trimmed), strict=True), first):
        assert after == (before if number in FUNCTIONS else TRAP)


def test_of_the_exports_only_those_are_left_that_the_script_around_it_calls(whole: bytes, trimmed: bytes) -> None:
    kept = exports(trimmed)
    assert kept.items() <= exports(whole).items()
    assert sorted(kept) == [
        "PyObject_CallOneArg",
        "PyUnicode_AsUTF8AndSize",
        "PyUnicode_FromStringAndSize",
        "Py_DecRef",
        "free",
        "malloc",
    ]


def test_every_other_section_is_untouched(whole: bytes, trimmed: bytes) -> None:
    pairs = zip(read_module(whole), read_module(trimmed), strict=True)
    assert all(before == after for before, after in pairs if before.kind not in (EXPORTS, CODE))


def test_the_trimmed_runtime_is_much_smaller(whole: bytes, trimmed: bytes) -> None:
    assert len(trimmed) < len(whole) * 0.6


def test_the_runtimes_address_survives_a_release_of_our_own_code(built_site: Path, trimmed: bytes) -> None:
    (first,) = (built_site / "runtime").glob("python.*.wasm")
    assert first.read_bytes() == trimmed
