"""Reads the built site and finds what a visitor would stumble over."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import override
from urllib.parse import unquote, urlsplit

from sitegen.content import Page
from sitegen.errors import BuildError, Fault, suggest

LEAKS = re.compile(r"\{\{|\{%|\ue000|\ue001")


def check_site(out: Path, pages: Iterable[Page]) -> tuple[Fault, ...]:
    """Check every page under `out`. Raises BuildError with all errors; gives the warnings."""
    outlines = {page.address: Outline(out, page) for page in pages}
    faults = sorted(fault for outline in outlines.values() for fault in find_faults(outline, outlines, out))
    if errors := [fault for fault in faults if not fault.warning]:
        raise BuildError(errors)
    return tuple(faults)


class Outline(HTMLParser):
    """What a built page links to, and the anchors it offers."""

    def __init__(self, out: Path, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.links: list[str] = []
        self.ids: list[str] = []
        folder = out / page.address.lstrip("/")
        self.html = (folder if folder.suffix else folder / "index.html").read_text("utf-8")
        self.feed(self.html)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note links, assets and anchors."""
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            elif name in ("href", "src") and value:
                self.links.append(value)


def find_faults(outline: Outline, outlines: dict[str, Outline], out: Path) -> Iterator[Fault]:
    """Find dead links, dead anchors and leaked template text on one page."""
    page = outline.page
    for leak in LEAKS.finditer(outline.html):
        yield fault_on(
            page, "KMO022", f'"{leak[0]!r}" staat letterlijk op de pagina', "kijk de uitdrukking na", leak[0]
        )
    for link in dict.fromkeys(outline.links):
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or link.startswith("#v="):
            continue
        address = resolve(page.address, unquote(parts.path))
        target = outlines.get(address)
        if target is None and not (out / address.lstrip("/")).is_file():
            written = address if page.address != "/404.html" else link
            yield fault_on(
                page, "KMO020", f"dode link naar {written}", suggest(address, outlines, "kijk het adres na"), address
            )
        elif (
            target is not None
            and parts.fragment
            and parts.fragment not in target.ids
            and not parts.fragment.startswith("v=")
        ):
            remedy = suggest(parts.fragment, target.ids, "kijk het anker na")
            yield fault_on(
                page, "KMO021", f"{address} heeft geen anker #{parts.fragment}", remedy, f"#{parts.fragment}"
            )


def resolve(base: str, path: str) -> str:
    """Give the address within the site that a relative link on the page `base` leads to."""
    if not path:
        return base
    folder = base.rpartition("/")[0].split("/")
    for part in path.split("/"):
        if part == "..":
            folder = folder[:-1] or [""]
        elif part != ".":
            folder.append(part)
    return re.sub("/+", "/", "/".join(folder)) or "/"


def fault_on(page: Page, code: str, message: str, remedy: str, written: str) -> Fault:
    """Make a fault at the line of the source where `written` stands, or else at its start."""
    for row, line in enumerate(page.body.splitlines()):
        if written in line:
            return Fault(page.place, page.first_line + row, line.index(written) + 1, code, message, remedy)
    return Fault(page.place, 1, 1, code, message, remedy)
