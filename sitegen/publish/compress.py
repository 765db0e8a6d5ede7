"""Write compressed copies beside the files, for hosts that do not compress by themselves."""

import gzip
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

from sitegen.bundle.bundle import SPARE
from sitegen.common.file_cache import cached
from sitegen.common.hashes import short_hash

COMPRESSIBLE = {
    ".css",
    ".html",
    ".ics",
    ".js",
    ".json",
    ".mjs",
    ".svg",
    ".txt",
    ".wasm",
    ".webmanifest",
    ".xml",
    ".zip",
}
LEAST_CACHED = 100_000
"""Bytes from which a compressed copy is cached for the next build."""

BEST, SPARE_QUALITY = 11, 9
"""Of Brotli. At 9, what hardly any visitor fetches takes seventeen seconds less of work and a tenth more bytes."""


def compress(out: Path, report: Callable[[str], None]) -> None:
    """Write `.br` and `.gz` beside every file that they make smaller, in threads: the compressors release the lock."""
    paths = [path for path in sorted(out.rglob("*")) if path.suffix in COMPRESSIBLE and path.is_file()]
    report(f"{len(paths)} bestanden inpakken")

    def write(path: Path) -> None:
        spare = path.relative_to(out).as_posix().startswith(SPARE)
        write_copies(path, SPARE_QUALITY if spare else BEST)

    with ThreadPoolExecutor() as pool:
        list(pool.map(write, paths))


def write_copies(path: Path, quality: int) -> None:
    """Write the compressed copies of one file."""
    data = path.read_bytes()
    compressors: dict[str, Callable[[bytes], bytes]] = {
        ".br": lambda data: brotli.compress(data, quality=quality),
        ".gz": lambda data: gzip.compress(data, mtime=0),
    }
    for suffix, compressor in compressors.items():
        compressed = compress_cached(data, f"{quality}{suffix}", compressor)
        if len(compressed) < len(data):
            path.with_name(path.name + suffix).write_bytes(compressed)


def compress_cached(data: bytes, kind: str, compressor: Callable[[bytes], bytes]) -> bytes:
    """Compress, or read from the cache, which knows each kind apart, if the data is large."""
    if len(data) < LEAST_CACHED:
        return compressor(data)

    def write(folder: Path) -> None:
        (folder / "data").write_bytes(compressor(data))

    return cached(f"compressed-{short_hash(data)}-{kind}", write).read_bytes()
