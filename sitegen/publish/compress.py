"""Writes compressed copies beside the files, for hosts that do not compress by themselves."""

import gzip
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

from sitegen.common.file_cache import cached
from sitegen.common.hashes import short_hash

COMPRESSIBLE = {
    ".css",
    ".html",
    ".js",
    ".json",
    ".map",
    ".mjs",
    ".svg",
    ".txt",
    ".wasm",
    ".webmanifest",
    ".xml",
    ".zip",
}
SLOW = 100_000
"""Bytes from which a compressed copy is kept for the next build."""

SQUEEZERS: dict[str, Callable[[bytes], bytes]] = {
    ".br": brotli.compress,
    ".gz": lambda data: gzip.compress(data, mtime=0),
}


def compress(out: Path, report: Callable[[str], None]) -> None:
    """Write `.br` and `.gz` beside every file that gains by it, several at once: compressing leaves Python free."""
    paths = [path for path in sorted(out.rglob("*")) if path.suffix in COMPRESSIBLE and path.is_file()]
    report(f"{len(paths)} bestanden inpakken")
    with ThreadPoolExecutor() as pool:
        list(pool.map(squeeze_file, paths))


def squeeze_file(path: Path) -> None:
    """Write the copies of one file."""
    data = path.read_bytes()
    for suffix, squeeze in SQUEEZERS.items():
        squeezed = squeeze_once(data, suffix, squeeze)
        if len(squeezed) < len(data):
            path.with_name(path.name + suffix).write_bytes(squeezed)


def squeeze_once(data: bytes, suffix: str, squeeze: Callable[[bytes], bytes]) -> bytes:
    """Compress, or take what an earlier build compressed."""
    if len(data) < SLOW:
        return squeeze(data)

    def write(folder: Path) -> None:
        (folder / "data").write_bytes(squeeze(data))

    return cached(f"compressed-{short_hash(data)}{suffix}", write).read_bytes()
