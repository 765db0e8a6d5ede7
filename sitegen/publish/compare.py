"""Compare the files at an address or in a folder with the built site."""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import brotli

from sitegen.common.diagnostics import UnavailableError
from sitegen.common.hashes import sha256
from sitegen.publish.manifest import FILES, RECORD, hashes_of, read_entries

COPIES = (".br", ".gz")
"""Suffixes of compressed copies, which a server sends in place of the file; the expanded file is compared."""

HIDDEN = (".", "_")
"""How the names of files begin that hosts read and do not serve."""

GZIP = 16 + zlib.MAX_WBITS
SECONDS = 30
AT_ONCE = 8
MOST_BYTES = 64 * 2**20
"""Bytes of a file that are read at most, expanded too; no host publishes a larger one."""

MOST_FILES = 20_000
"""Files that are asked for at most because the record at the other place names them."""

EXPAND: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda data: brotli.Decompressor().process(data, output_buffer_limit=MOST_BYTES),
    "gzip": lambda data: zlib.decompressobj(GZIP).decompress(data, MOST_BYTES),
}

type Hashes = dict[str, str]


def compare(out: Path, place: str) -> Iterator[str]:
    """Yield every difference between the site built in `out` and the files at an address or in a folder.

    At an address, extra files are found only if an earlier build put them there.
    Raise UnavailableError if there is no built site, or nothing can be read at that place.
    """
    built = read_built(out)
    if place.startswith(("http://", "https://")):
        built = {name: hashes for name, hashes in built.items() if is_served(name)}
        found = read_served(f"{place.rstrip('/')}/", built)
    elif Path(place).is_dir():
        found = hashes_of(Path(place))
    else:
        raise UnavailableError(f"{place} is geen map en geen adres; schrijf een map, of http:// of https://")
    if not built.keys() & found.keys():
        raise UnavailableError(f"op {place} staat niets van deze site")
    for name in sorted(built.keys() | found.keys()):
        if name not in found:
            yield f"ontbreekt: {name}"
        elif name not in built:
            yield f"te veel: {name}"
        elif found[name] not in built[name]:
            yield f"anders: {name}"


def read_built(out: Path) -> dict[str, set[str]]:
    """Read the hashes that are right for each file of a build; an old address may also serve the new page."""
    record = out / RECORD
    if not record.is_file():
        raise UnavailableError(f"in {out} staat geen gebouwde site; typ eerst build.py")
    data = record.read_bytes()
    files = read_entries(data, FILES) | {RECORD: sha256(data)}
    moved = {file_at(old): files.get(file_at(new), "") for old, new in json.loads(data)["redirects"].items()}
    return {name: {known, moved.get(name, known)} for name, known in files.items()}


def file_at(address: str) -> str:
    """Return the file of the page at an address.

    >>> file_at("/"), file_at("/kosten/")
    ('index.html', 'kosten/index.html')
    """
    return f"{address.lstrip('/')}index.html"


def is_served(name: str) -> bool:
    """Return whether every host serves the file at an address of its own."""
    return not name.endswith(COPIES) and not name.startswith(HIDDEN)


def read_served(base: str, built: Iterable[str]) -> Hashes:
    """Read the hashes of the files that are served: those of the build, and those that the served record names."""
    names = names_to_ask(built, fetch(base, RECORD))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        contents = list(pool.map(lambda name: hash_of(base, name), names))
    return {name: found for name, found in zip(names, contents, strict=True) if found is not None}


def names_to_ask(built: Iterable[str], record: bytes | None) -> list[str]:
    """Return the names of the build's files and of those that a served record names, up to a limit, in order."""
    others = [name for name in read_entries(record, FILES) if is_served(name)]
    return sorted({*built, *others[:MOST_FILES]})


def hash_of(base: str, name: str) -> str | None:
    """Return the SHA-256 of a file at an address; None if it is missing."""
    data = fetch(base, name)
    return None if data is None else sha256(data)


def fetch(base: str, name: str) -> bytes | None:
    """Fetch a file as a browser does, compressed where the server can; None if it is missing."""
    address = base + quote(name.removesuffix("index.html") if name.rpartition("/")[2] == "index.html" else name)
    request = Request(address, headers={"Accept-Encoding": "br, gzip"})  # noqa: S310 - only http and https come here
    try:
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            data: bytes = answer.read(MOST_BYTES)
            return expand(data, answer.headers.get("Content-Encoding", ""))
    except HTTPError as error:
        error.close()
        if error.code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise UnavailableError(f"{address} is niet te lezen (de server antwoordt {error.code})") from None
        return None
    except (OSError, HTTPException, ValueError) as error:
        raise UnavailableError(f"{address} is niet te lezen ({error})") from None


def expand(data: bytes, encoding: str) -> bytes:
    """Expand the body of an answer up to a limit; return it unchanged if it is not what its encoding says."""
    try:
        return EXPAND.get(encoding, bytes)(data)
    except (brotli.error, zlib.error):
        return data
