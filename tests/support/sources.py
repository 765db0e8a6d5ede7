"""Copies of the site's source to spoil, and the diagnostics of a build of them."""

from pathlib import Path
from tempfile import mkdtemp

import pytest

from sitegen.build_cache import BuildCache
from sitegen.common.diagnostics import BuildError, Diagnostic
from sitegen.site import build_site
from tests.conftest import TODAY


def edit(path: Path, old: str, new: str) -> None:
    """Replace the first `old` in a file."""
    text = path.read_text("utf-8")
    assert old in text, f"{path.name} does not hold {old!r}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def add_line(path: Path, line: str) -> int:
    """Add a line of prose at the end of a page; return its number."""
    text = path.read_text("utf-8").rstrip("\n")
    path.write_text(f"{text}\n\n{line}\n", "utf-8")
    return text.count("\n") + 3


def build(source: Path) -> Path:
    """Build a source beside itself; return the site's folder."""
    out = source.parent / "dist"
    build_site(source, out, TODAY, print)
    return out


BUILD_CACHE = BuildCache(Path(mkdtemp()) / "kept")
"""Builds of broken sites share what the browser runs, which has nothing to do with what is wrong."""


def diagnostics_of(source: Path, *, strict: bool = False) -> tuple[Diagnostic, ...]:
    """Return the diagnostics with which a build of a source fails."""
    with pytest.raises(BuildError) as caught:
        build_site(source, source.parent / "dist", TODAY, print, strict=strict, cache=BUILD_CACHE)
    return caught.value.diagnostics
