"""The old addresses of pages, from which visitors are sent to the new one."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from sitegen.common.addresses import is_path
from sitegen.common.diagnostics import Diagnostic
from sitegen.common.paths import BUILD_FOLDERS
from sitegen.common.serving import TYPES
from sitegen.source.pages import Page, copies_among

KEY = "oude_adressen"
RESERVED = tuple(f"/{folder}/" for folder in BUILD_FOLDERS)


def check_redirects(pages: Iterable[Page]) -> Iterator[Diagnostic]:
    """Find old addresses that are malformed, taken, or part of a circle."""
    pages = list(pages)
    copies = copies_among(pages)  # whose mistake is told already
    current = {page.address: page for page in pages}
    taken: dict[str, Page] = {}
    for page in [page for page in pages if page not in copies]:
        for old in page.old_addresses:
            if not is_old_address(old):
                remedy = "schrijf het zonder domein, van streep tot streep: /vroeger/"
                yield page.diagnostic(KEY, "KMO062", f'"{old}" is geen oud adres van een pagina', remedy)
            elif old in current and (old == page.address or page.address in current[old].old_addresses):
                message = f"{old} verwijst in een kring naar {page.address}"
                yield page.diagnostic(KEY, "KMO060", message, "schrap het adres van een pagina die nog bestaat")
            elif old in current:
                message = f"{old} is het adres van {current[old].place}"
                yield page.diagnostic(KEY, "KMO061", message, "schrap het, of geef die pagina een andere naam")
            elif taken.setdefault(old, page) is not page:
                message = f"{old} is ook een oud adres van {taken[old].place}"
                yield page.diagnostic(KEY, "KMO061", message, "laat het bij één pagina staan")


def is_old_address(text: str) -> bool:
    """Return whether a page can be written at an address: one of a folder that the build does not fill itself."""
    first = PurePosixPath(text.strip("/").partition("/")[0])
    whole = is_path(text) and text.endswith("/") and text != "/"
    return whole and not text.startswith(RESERVED) and first.suffix not in TYPES


def redirects_of(pages: Iterable[Page]) -> dict[str, Page]:
    """Return the page of each old address."""
    return {old: page for page in pages for old in page.old_addresses}
