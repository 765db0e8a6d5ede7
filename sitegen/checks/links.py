"""Checks of the site as a whole: dead links, dead anchors, heavy images."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from sitegen.checks.html_outline import Link, Mistake, Outline
from sitegen.common.diagnostics import Diagnostic, place_of, suggest
from sitegen.source.files import TEMPLATES, files_in
from sitegen.source.pages import Page

IMAGES = {".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"}
IMAGE_BUDGET = 200_000
IMAGE_FOLDER = re.compile(r"^/assets/img\.[0-9a-f]+/")
IN_TEMPLATES = {"KMO020", "KMO021", "KMO023", "KMO024", "KMO026", "KMO028"}
"""Codes of mistakes that are searched in templates too; the text of the others is normal in a template."""


class Site:
    """The addresses, files and texts that links are checked against."""

    def __init__(
        self, out: Path, source: Path, pages: Mapping[Page, Outline | None], hidden: Mapping[str, str]
    ) -> None:
        self.out = out
        self.outlines = {page.address: outline for page, outline in pages.items()}
        self.hidden = hidden
        self.files: dict[str, bool] = {}
        self.images = [f"/img/{path.name}" for path in image_files(source)]
        self.templates = {
            place_of(path, source): path.read_text("utf-8") for path in files_in(source / TEMPLATES, "*.html")
        }

    def has_file(self, address: str) -> bool:
        """Return whether an address is a file of the site."""
        if address not in self.files:
            self.files[address] = (self.out / address.lstrip("/")).is_file()
        return self.files[address]


def check_site(
    out: Path, source: Path, pages: Mapping[Page, Outline | None], hidden: Mapping[str, str], base_path: str
) -> Iterator[Diagnostic]:
    """Find mistakes on the built pages; a page that could not be built has no outline.

    `hidden` is the reason why an address does not exist today.
    """
    site = Site(out, source, pages, hidden)
    for page, outline in pages.items():
        if outline is not None:
            base = "/" if page.slug == "404" else page.address
            found = [*outline.mistakes, *find_dead_links(site, outline, base, base_path)]
            yield from (locate(page, mistake, site.templates) for mistake in found)
    yield from find_heavy_images(source)


def find_dead_links(site: Site, outline: Outline, base: str, base_path: str) -> Iterator[Mistake]:
    """Find links to pages, files and anchors that do not exist."""
    for link in outline.links:
        address = resolve(base, link.path, base_path)
        if address not in site.outlines:
            if link.path and not site.has_file(address):
                yield dead_link(site, address, link)
            continue
        target = site.outlines[address]
        if link.fragment and target is not None and link.fragment not in target.ids:
            remedy = suggest(link.fragment, sorted(target.ids), "kijk het anker na")
            written = (f"{address}#{link.fragment}", f"#{link.fragment}")
            yield Mistake(written, "KMO021", f"{address} heeft geen anker #{link.fragment}", remedy)


def dead_link(site: Site, address: str, link: Link) -> Mistake:
    """Return the mistake of a link to nowhere, with the reason if it is known."""
    shown = IMAGE_FOLDER.sub("/img/", address)
    remedy = site.hidden.get(address) or suggest(shown, [*site.outlines, *site.images], "kijk het adres na")
    written = (f"({shown}", shown, address, link.written)
    return Mistake(written, "KMO020", f"dode link naar {shown}", remedy)


@lru_cache(maxsize=100_000)
def resolve(base: str, path: str, base_path: str) -> str:
    """Return the address within the site that a link on the page `base` leads to.

    >>> resolve("/kosten/", "../hoeveel/", "/kmo/"), resolve("/", "/kmo/hoeveel/", "/kmo/")
    ('/hoeveel/', '/hoeveel/')
    """
    if not path:
        return base
    if path.startswith("/"):
        return "/" + path.removeprefix(base_path).lstrip("/")
    folder = base.split("/")[1:-1]
    *steps, name = path.split("/")
    for step in steps:
        if step == "..":
            folder = folder[:-1]
        elif step not in ("", "."):
            folder = [*folder, step]
    if name in (".", ".."):
        folder, name = folder[: len(folder) - name.count(".") + 1], ""
    return "/" + "/".join([*folder, name])


def find_heavy_images(source: Path) -> Iterator[Diagnostic]:
    """Find images that take long on a slow connection."""
    for path in image_files(source):
        if (size := path.stat().st_size) > IMAGE_BUDGET:
            message = f"de afbeelding is {size // 1000} kB, meer dan {IMAGE_BUDGET // 1000} kB"
            yield Diagnostic(place_of(path, source), 1, 1, "KMO027", message, "verklein ze of bewaar ze als webp")


def image_files(source: Path) -> list[Path]:
    """Return the images of a source."""
    return [path for path in files_in(source / "assets" / "img", "*") if path.suffix.lower() in IMAGES]


def locate(page: Page, mistake: Mistake, templates: Mapping[str, str]) -> Diagnostic:
    """Return the diagnostic of a mistake where it is written: on the page, in a template, else at the page's start."""
    said = (mistake.code, mistake.message, mistake.remedy)
    texts = [(page.place, page.first_line, page.body)]
    if mistake.code in IN_TEMPLATES:
        texts += [(place, 1, text) for place, text in templates.items()]
    for place, first_line, text in texts:
        for written in mistake.written:
            found = [match.start() for match in re.finditer(re.escape(written), text, re.IGNORECASE)] if written else []
            if found:
                offset = found[-1 if mistake.code == "KMO023" else 0] + written.startswith("(")
                line = first_line + text.count("\n", 0, offset)
                return Diagnostic(place, line, offset - text.rfind("\n", 0, offset), *said)
    return Diagnostic(page.place, 1, 1, *said)
