"""Write compressed copies beside the files, for hosts that do not compress by themselves."""

import gzip
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

from sitegen.common.file_cache import cached
from sitegen.common.hashes import short_hash

COMPRESSIBLE = {".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".wasm", ".webmanifest", ".xml", ".zip"}
LEAST_CACHED = 100_000
"""Bytes from which a compressed copy is cached for the next build."""

COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    ".br": brotli.compress,
    ".gz": lambda data: gzip.compress(data, mtime=0),
}


def compress(out: Path, report: Callable[[str], None]) -> None:
    """Write `.br` and `.gz` beside every file that they make smaller, in threads: the compressors release the lock."""
    paths = [path for path in sorted(out.rglob("*")) if path.suffix in COMPRESSIBLE and path.is_file()]
    report(f"{len(paths)} bestanden inpakken")
    with ThreadPoolExecutor() as pool:
        list(pool.map(write_copies, paths))


def write_copies(path: Path) -> None:
    """Write the compressed copies of one file."""
    data = path.read_bytes()
    for suffix, compressor in COMPRESSORS.items():
        compressed = compress_cached(data, suffix, compressor)
        if len(compressed) < len(data):
            path.with_name(path.name + suffix).write_bytes(compressed)


def compress_cached(data: bytes, suffix: str, compressor: Callable[[bytes], bytes]) -> bytes:
    """Compress, or read from the cache if the data is large."""
    if len(data) < LEAST_CACHED:
        return compressor(data)

    def write(folder: Path) -> None:
        (folder / "data").write_bytes(compressor(data))

    return cached(f"compressed-{short_hash(data)}{suffix}", write).read_bytes()
