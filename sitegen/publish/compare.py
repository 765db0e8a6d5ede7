"""Compares what is served, at an address or in a folder, with what was built."""

import gzip
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
from sitegen.publish.manifest import RECORD, hashes_of

COPIES = (".br", ".gz")
"""What a server sends in place of a file; what comes out of it is compared."""

HIDDEN = (".", "_")
"""How names begin of what hosts read and do not serve."""

SECONDS = 30
AT_ONCE = 8
EXPAND: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}

type Hashes = dict[str, str]


def compare(out: Path, place: str) -> Iterator[str]:
    """Find every difference between the site built in `out` and what stands at an address or in a folder.

    At an address only those extra files are known that an earlier build put there.
    Raises UnavailableError if there is no built site, or nothing can be read at that place.
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
    """Read what a build made, its record included; at an old address a host may give the page that took its place."""
    record = out / RECORD
    if not record.is_file():
        raise UnavailableError(f"in {out} staat geen gebouwde site; typ eerst build.py")
    data = record.read_bytes()
    files = files_in(data) | {RECORD: sha256(data)}
    moved = {file_at(old): files.get(file_at(new), "") for old, new in json.loads(data)["redirects"].items()}
    return {name: {known, moved.get(name, known)} for name, known in files.items()}


def files_in(record: bytes | None) -> Hashes:
    """Read the files that a record names; what is no record names none."""
    try:
        files = json.loads(record or b"{}")["files"]
        return {str(name): str(known) for name, known in files.items()}
    except (ValueError, LookupError, TypeError, AttributeError):
        return {}


def file_at(address: str) -> str:
    """Give the file of the page at an address.

    >>> file_at("/"), file_at("/kosten/")
    ('index.html', 'kosten/index.html')
    """
    return f"{address.lstrip('/')}index.html"


def is_served(name: str) -> bool:
    """Tell whether a file has an address of its own that every host gives it."""
    return not name.endswith(COPIES) and not name.startswith(HIDDEN)


def read_served(base: str, built: Iterable[str]) -> Hashes:
    """Read what is served of a built site, and of what the record there says besides."""
    others = [name for name in files_in(fetch(base, RECORD)) if is_served(name)]
    names = sorted({*built, *others})
    with ThreadPoolExecutor(AT_ONCE) as pool:
        contents = list(pool.map(lambda name: hash_of(base, name), names))
    return {name: found for name, found in zip(names, contents, strict=True) if found is not None}


def hash_of(base: str, name: str) -> str | None:
    """Give the SHA-256 of a file at an address, None if it is not there."""
    data = fetch(base, name)
    return None if data is None else sha256(data)


def fetch(base: str, name: str) -> bytes | None:
    """Fetch a file as a browser does, compressed if the server likes; None if it is not there."""
    address = base + quote(name.removesuffix("index.html") if name.rpartition("/")[2] == "index.html" else name)
    request = Request(address, headers={"Accept-Encoding": "br, gzip"})  # noqa: S310 - only http and https come here
    try:
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            data: bytes = answer.read()
            return expand(data, answer.headers.get("Content-Encoding", ""))
    except HTTPError as error:
        error.close()
        if error.code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise UnavailableError(f"{address} is niet te lezen (de server antwoordt {error.code})") from None
        return None
    except (OSError, HTTPException, ValueError) as error:
        raise UnavailableError(f"{address} is niet te lezen ({error})") from None


def expand(data: bytes, encoding: str) -> bytes:
    """Undo what a server did to make a file smaller; what cannot be undone stays as it is."""
    try:
        return EXPAND.get(encoding, bytes)(data)
    except (brotli.error, OSError, EOFError, zlib.error):
        return data
