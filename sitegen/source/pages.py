"""Reads the pages of the source: what each says of itself on top, and its body."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import cast

from sitegen.common.diagnostics import Diagnostic, place_of, suggest
from sitegen.source.files import files_in
from sitegen.source.front_matter import FrontMatter, Position, read_front_matter, split_page

SLUG = re.compile(r"[a-z0-9]+([-/][a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as its editor wrote it; `first_line` is the line of the file where the body starts.

    It is published from `visible_from` to `visible_until`, both days included, unless it is a draft.
    It speaks of the topics that it `rests_on`, and was read again for the rules that begin on `reread_for`.
    What is not `findable` has an address and nothing that leads there: no map, list, search or picture for sharing.
    """

    slug: str
    place: str
    first_line: int
    body: str = field(repr=False)
    title: str
    description: str
    checked_on: date
    menu: int | None = None
    menu_title: str
    template: str = "pagina"
    related: tuple[str, ...] = ()
    findable: bool = True
    draft: bool = False
    visible_from: date | None = None
    visible_until: date | None = None
    old_addresses: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    reread_for: date | None = None
    keys: dict[str, Position] = field(repr=False, compare=False)

    @property
    def address(self) -> str:
        """The page's address within the site."""
        return {"index": "/", "404": "/404.html"}.get(self.slug, f"/{self.slug}/")

    @property
    def file(self) -> str:
        """The path of the page's file within the site."""
        return self.address.lstrip("/") if self.slug == "404" else f"{self.address.lstrip('/')}index.html"

    def diagnostic(self, key: str, code: str, message: str, remedy: str, *, warning: bool = False) -> Diagnostic:
        """Return a diagnostic at a key of the front matter, or at the start if it is not written."""
        line, column = self.keys.get(key, (1, 1))
        return Diagnostic(self.place, line, column, code, message, remedy, warning)


def read_pages(source: Path) -> tuple[list[Page], list[Diagnostic]]:
    """Read every page under `source`/pages, in order of name, and everything that is wrong on top of them.

    A page with mistakes is read all the same, with stand-ins, so that its body can be checked too.
    """
    read = [read_page(path, source) for path in files_in(source / "pages", "*.md")]
    pages = [page for page, _ in read]
    templates = sorted(path.stem for path in (source / "templates" / "pages").glob("*.html"))
    diagnostics = [diagnostic for _, found in read for diagnostic in found]
    diagnostics += [diagnostic for page in pages for diagnostic in check_page(page, pages, templates)]
    return pages, [*diagnostics, *find_doubles(pages)]


def read_page(path: Path, source: Path) -> tuple[Page, tuple[Diagnostic, ...]]:
    """Read one page, and everything that is wrong with its front matter."""
    place = place_of(path, source)
    slug = path.relative_to(source / "pages").with_suffix("").as_posix()
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        message, remedy = f"dit is geen UTF-8 (byte {error.start})", "bewaar het bestand als UTF-8"
        return make_page(slug, place, 1, "", FrontMatter({}, {})), (Diagnostic(place, 1, 1, "KMO018", message, remedy),)
    split = split_page(text)
    if split is None:
        remedy = "begin het bestand met ---, dan titel, omschrijving en nagekeken_op, en sluit af met ---"
        diagnostic = Diagnostic(place, 1, 1, "KMO001", "het blok met gegevens bovenaan ontbreekt", remedy)
        return make_page(slug, place, 1, text, FrontMatter({}, {})), (diagnostic,)
    block, start = split
    front_matter = read_front_matter(block, place)
    page = make_page(slug, place, text.count("\n", 0, start) + 1, text[start:], front_matter)
    return page, front_matter.diagnostics


def make_page(slug: str, place: str, first_line: int, body: str, front_matter: FrontMatter) -> Page:
    """Make a page of what its front matter says; what it should say and does not gets a stand-in."""
    values = front_matter.values
    title = cast("str", values.get("titel", slug))
    return Page(
        slug=slug,
        place=place,
        first_line=first_line,
        body=body,
        title=title,
        description=cast("str", values.get("omschrijving", "")),
        checked_on=cast("date", values.get("nagekeken_op", date.max)),
        menu=cast("int | None", values.get("menu")),
        menu_title=cast("str", values.get("menutitel", title)),
        template=cast("str", values.get("sjabloon", "pagina")),
        related=tuple(cast("list[str]", values.get("verwant", []))),
        findable=cast("bool", values.get("vindbaar", True)),
        draft=cast("bool", values.get("concept", False)),
        visible_from=cast("date | None", values.get("vanaf")),
        visible_until=cast("date | None", values.get("tot")),
        old_addresses=tuple(cast("list[str]", values.get("oude_adressen", []))),
        rests_on=tuple(cast("list[str]", values.get("steunt_op", []))),
        reread_for=cast("date | None", values.get("herlezen_voor")),
        keys=front_matter.keys,
    )


def check_page(page: Page, pages: Iterable[Page], templates: list[str]) -> Iterator[Diagnostic]:
    """Find what a page says of itself that does not fit the rest of the source."""
    if not SLUG.fullmatch(page.slug):
        remedy = "gebruik kleine letters, cijfers en streepjes, zoals welke-kosten.md"
        yield Diagnostic(page.place, 1, 1, "KMO007", f'"{page.slug}" is geen goed adres', remedy)
    if page.template not in templates:
        remedy = suggest(page.template, templates, "schrap sjabloon")
        yield page.diagnostic("sjabloon", "KMO008", f'het sjabloon "{page.template}" bestaat niet', remedy)
    slugs = [other.slug for other in pages]
    for slug in page.related:
        if slug not in slugs:
            remedy = suggest(slug, slugs, "schrap de naam uit de lijst")
            yield page.diagnostic("verwant", "KMO008", f'de pagina "{slug}" bestaat niet', remedy)
    if page.visible_from and page.visible_until and page.visible_until < page.visible_from:
        yield page.diagnostic("tot", "KMO009", "de pagina eindigt voor ze begint", "zet tot op of na vanaf")


def find_doubles(pages: Iterable[Page]) -> Iterator[Diagnostic]:
    """Find titles, places in the menu and addresses that a page took before."""
    titles: dict[object, Page] = {}
    menus: dict[object, Page] = {}
    addresses: dict[object, Page] = {}
    for page in pages:
        other = titles.setdefault(page.title.casefold(), page)
        if other is not page and "titel" in page.keys:
            remedy = "geef elke pagina een eigen titel"
            yield page.diagnostic("titel", "KMO006", f'de titel "{page.title}" staat ook in {other.place}', remedy)
        other = menus.setdefault(page.menu or page.slug, page)
        if other is not page:
            message, remedy = f"plaats {page.menu} in het menu is van {other.place}", "kies een andere plaats"
            yield page.diagnostic("menu", "KMO006", message, remedy)
        other = addresses.setdefault(page.address.casefold(), page)
        if other is not page:
            message = f"{page.address} is op sommige toestellen ook het adres van {other.place}"
            yield Diagnostic(page.place, 1, 1, "KMO007", message, "geef het bestand een andere naam")
