"""The pages of a source: front matter and body of each."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from sitegen.common.diagnostics import Diagnostic, place_of, suggest
from sitegen.source.files import DIAGRAMS, NO_UTF_8, PAGE_KIND, PAGE_TEMPLATES, PAGES, files_in, plain_name, read_text
from sitegen.source.front_matter import GROUPS, FrontMatter, build_front_matter, read_front_matter, split_page
from sitegen.source.positions import Position

MOST_KEPT = 5_000
"""Pages that are kept as they were read."""

SLUG = re.compile(r"[a-z0-9]+([-/][a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page; `first_line` is the line of the file where the body starts, `keys` the position of each key.

    It is published from `visible_from` to `visible_until`, both days included, unless it is a draft.
    It speaks of the topics that it `rests_on`, and was read again for the rules that begin on `reread_for`.
    One that is not `findable` is in no sitemap, list or search index, and has no social card.
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
    group: str = GROUPS[0]
    template: str = "pagina"
    diagram: str | None = None
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
    """Return every page under `source`/pages, in order of name, and everything that is wrong with their front matter.

    A page with mistakes is read all the same, with stand-ins, so that its body can be checked too.
    """
    read = [read_page(path, source) for path in files_in(source / PAGES, f"*{PAGE_KIND}")]
    pages = [page for page, _ in read]
    templates = sorted(path.stem for path in (source / PAGE_TEMPLATES).glob("*.html"))
    diagrams = diagram_names(source)
    diagnostics = [diagnostic for _, found in read for diagnostic in found]
    by_slug = {page.slug: page for page in pages}
    diagnostics += [diagnostic for page in pages for diagnostic in check_page(page, by_slug, templates, diagrams)]
    return pages, [*diagnostics, *check_copies(pages), *check_menu(pages)]


def diagram_names(source: Path) -> list[str]:
    """Return the names of the diagrams of a source, in alphabetical order."""
    return sorted(path.stem for path in (source / DIAGRAMS).glob("*.svg"))


def read_page(path: Path, source: Path) -> tuple[Page, list[Diagnostic]]:
    """Return one page, and everything that is wrong with its front matter."""
    place = place_of(path, source)
    slug = path.relative_to(source / PAGES).with_suffix("").as_posix()
    text, wrong = read_text(path)
    page, diagnostics = parse_page(text, place, slug)
    return page, [*([Diagnostic(place, *wrong, *NO_UTF_8)] if wrong else []), *diagnostics]


@lru_cache(maxsize=MOST_KEPT)
def parse_page(text: str, place: str, slug: str) -> tuple[Page, list[Diagnostic]]:
    """Return the page of a file's text; what was read is kept, for a preview reads all pages again and again."""
    split = split_page(text)
    if split is None:
        remedy = "begin het bestand met ---, dan titel, omschrijving en nagekeken_op, en sluit af met ---"
        message = "het blok met gegevens bovenaan ontbreekt"
        missing = Diagnostic(place, 1, 1, "KMO001", message, remedy)
        return make_page(slug, place, 1, text, build_front_matter({}, slug), {}), [missing]
    block, start = split
    front_matter, keys, diagnostics = read_front_matter(block, place, slug)
    first_line = text.count("\n", 0, start) + 1
    return make_page(slug, place, first_line, text[start:], front_matter, keys), diagnostics


def make_page(
    slug: str, place: str, first_line: int, body: str, front_matter: FrontMatter, keys: dict[str, Position]
) -> Page:
    """Return the page of a file."""
    return Page(
        slug=slug,
        place=place,
        first_line=first_line,
        body=body,
        title=front_matter.titel,
        description=front_matter.omschrijving,
        checked_on=front_matter.nagekeken_op,
        menu=front_matter.menu,
        menu_title=front_matter.menutitel or front_matter.titel,
        group=front_matter.groep,
        template=front_matter.sjabloon,
        diagram=front_matter.figuur,
        related=front_matter.verwant,
        findable=front_matter.vindbaar,
        draft=front_matter.concept,
        visible_from=front_matter.vanaf,
        visible_until=front_matter.tot,
        old_addresses=front_matter.oude_adressen,
        rests_on=front_matter.steunt_op,
        reread_for=front_matter.herlezen_voor,
        keys=keys,
    )


def check_page(
    page: Page, pages: Mapping[str, Page], templates: list[str], diagrams: list[str]
) -> Iterator[Diagnostic]:
    """Find front matter that does not fit the rest of the source: unknown names, and days in the wrong order."""
    if page.template not in templates:
        remedy = suggest(page.template, templates, "schrap sjabloon")
        yield page.diagnostic("sjabloon", "KMO008", f'het sjabloon "{page.template}" bestaat niet', remedy)
    if page.diagram is not None and page.diagram not in diagrams:
        remedy = suggest(page.diagram, diagrams, "schrap figuur")
        yield page.diagnostic("figuur", "KMO008", f'de tekening "{page.diagram}" bestaat niet', remedy)
    for slug in page.related:
        if slug not in pages:
            new = next((other.slug for other in pages.values() if f"/{slug}/" in other.old_addresses), None)
            remedy = (
                f'schrijf "{new}"'
                if new
                else suggest(slug, pages, "kijk de naam na; is die pagina hernoemd, schrijf dan de nieuwe naam")
            )
            yield page.diagnostic("verwant", "KMO008", f'de pagina "{slug}" bestaat niet', remedy)
    if page.visible_from and page.visible_until and page.visible_until < page.visible_from:
        yield page.diagnostic("tot", "KMO009", "de pagina eindigt voor ze begint", "zet tot op of na vanaf")


def copies_among(pages: Iterable[Page]) -> dict[Page, Page]:
    """Return each page with the title of another, and that other; the one with the plainer name is the original."""
    originals: dict[str, Page] = {}
    copies = {}
    for page in sorted(pages, key=lambda page: (not SLUG.fullmatch(page.slug), len(page.slug), page.slug)):
        original = originals.setdefault(page.title.casefold(), page)
        if original is not page and "titel" in page.keys:
            copies[page] = original
    return copies


def check_copies(pages: Iterable[Page]) -> Iterator[Diagnostic]:
    """Find pages with the title of another, and names that are no address; of a copy one thing is told."""
    pages = list(pages)
    copies = copies_among(pages)
    for page in pages:
        good = SLUG.fullmatch(page.slug)
        if page in copies and good:
            message = f'de titel "{page.title}" staat ook in {copies[page].place}'
            yield page.diagnostic("titel", "KMO006", message, "geef elke pagina een eigen titel")
        elif page in copies:
            message = f"dit lijkt een kopie van {copies[page].place}"
            remedy = "schrap ze, of geef ze een eigen naam en een eigen titel"
            yield Diagnostic(page.place, 1, 1, "KMO007", message, remedy)
        elif not good:
            better = "/".join(plain_name(step).replace(".", "-").replace("_", "-") for step in page.slug.split("/"))
            remedy = f"gebruik kleine letters, cijfers en streepjes, zoals {better.lower()}{PAGE_KIND}"
            yield Diagnostic(page.place, 1, 1, "KMO007", f'"{page.slug}" is geen goed adres', remedy)


def check_menu(pages: Iterable[Page]) -> Iterator[Diagnostic]:
    """Find places in the menu that an earlier page has too; a copy is told to be one already."""
    pages = list(pages)
    copies = copies_among(pages)
    places: dict[int, Page] = {}
    for page in pages:
        if page.menu is not None and page not in copies and places.setdefault(page.menu, page) is not page:
            message = f"plaats {page.menu} in het menu is van {places[page.menu].place}"
            yield page.diagnostic("menu", "KMO006", message, "kies een andere plaats")
