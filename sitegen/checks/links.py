"""Checks of the site as a whole: dead links, dead anchors, heavy images."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path, PurePosixPath

from sitegen.checks.html_outline import Link, Mistake, Outline
from sitegen.common.diagnostics import Diagnostic, place_of, suggest
from sitegen.source.files import FIXED, TEMPLATES, files_in, plain_name
from sitegen.source.pages import Page

IMAGES = {".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"}
IMAGE_BUDGET = 200_000
IMAGE_SOURCES = "assets/img"
MOVED = 'kijk het adres na; is die pagina hernoemd, zet dan "oude_adressen: [{}]" bovenaan het nieuwe bestand'
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
        self.published = [
            *(f"/img/{path.relative_to(source / IMAGE_SOURCES).as_posix()}" for path in image_files(source)),
            *(f"/{path.relative_to(source / FIXED).as_posix()}" for path in files_in(source / FIXED, "*")),
        ]
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
    dead: dict[str, set[Diagnostic]] = defaultdict(set)
    for page, outline in pages.items():
        if outline is not None:
            base = "/" if page.slug == "404" else page.address
            yield from (locate(page, mistake, site.templates) for mistake in outline.mistakes)
            for address, mistake in find_dead_links(site, outline, base, base_path):
                dead[address].add(locate(page, mistake, site.templates))
    for address, diagnostics in dead.items():
        moved = len(diagnostics) > 1 and address.endswith("/") and address not in {*site.outlines, *site.hidden}
        yield from (replace(found, remedy=MOVED.format(address)) if moved else found for found in diagnostics)
    yield from find_heavy_images(source)


def find_dead_links(site: Site, outline: Outline, base: str, base_path: str) -> Iterator[tuple[str, Mistake]]:
    """Find links to pages, files and anchors that do not exist, each with the address that it leads to."""
    for link in outline.links:
        address = resolve(base, link.path, base_path)
        if address not in site.outlines:
            if link.path and not site.has_file(address):
                yield address, dead_link(site, address, link)
            continue
        target = site.outlines[address]
        unused = link.fragment.startswith("fnref-")  # the way back from a footnote, told where it is written
        if link.fragment and target is not None and link.fragment not in target.ids and not unused:
            remedy = suggest(link.fragment, sorted(target.ids), "kijk het anker na")
            written = (f"{address}#{link.fragment}", f"#{link.fragment}")
            yield address, Mistake(written, "KMO021", f"{address} heeft geen anker #{link.fragment}", remedy)


def dead_link(site: Site, address: str, link: Link) -> Mistake:
    """Return the mistake of a link to nowhere, with the reason if it is known."""
    shown = IMAGE_FOLDER.sub("/img/", address)
    written = (f"({shown}", f"({link.written})", f"({link.written}", shown, address, link.written)
    remedy = site.hidden.get(address) or guess_intention(site, shown, link)
    return Mistake(written, "KMO020", f"dode link naar {shown}", remedy)


def guess_intention(site: Site, shown: str, link: Link) -> str:
    """Return what to write instead of a link to nowhere: by its form, by the name in it, or by what is alike."""
    if "@" in link.path:
        return f'schrijf "mailto:{link.path}"'
    if link.path.startswith("www."):
        return f'schrijf "https://{link.path}"'
    known = [*site.outlines, *site.published]
    name = plain_name(PurePosixPath(link.path).stem).lower()
    same = next((address for address in known if PurePosixPath(address).stem in (name, name.removeprefix("index"))), "")
    if same:
        return f'bedoelde u "{same}{"#" if link.fragment else ""}{link.fragment}"?'
    return suggest(shown, known, MOVED.format(shown) if shown.endswith("/") else "kijk het adres na")


def find_links_to_drafts(
    pages: Mapping[Page, Outline | None], drafts: Mapping[str, str], base_path: str
) -> Iterator[Diagnostic]:
    """Warn of links that an editor wrote on a page of visitors to one that is only there in a preview."""
    for page, outline in pages.items() if drafts else ():
        links = () if outline is None or page.address in drafts else outline.links
        for address, typed in {resolve(page.address, link.path, base_path): link.written for link in links}.items():
            written = (f"({address}", f"({typed}")
            if address in drafts and any(text in page.body for text in written):
                message = f"{address} is er voor bezoekers niet: {drafts[address]}"
                mistake = Mistake(written, "KMO020", message, "schrap de link, of publiceer die pagina eerst")
                yield replace(locate(page, mistake, {}), warning=True)


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
    return [path for path in files_in(source / IMAGE_SOURCES, "*") if path.suffix.lower() in IMAGES]


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
