"""Builds the site, step by step: the only module that knows the order."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sitegen import answers
from sitegen.bundle import bundle
from sitegen.changes import changes
from sitegen.check import check_site
from sitegen.compress import compress
from sitegen.content import Page, read_pages, read_settings
from sitegen.errors import BuildError, Fault
from sitegen.pictures import pictures
from sitegen.render import Renderer, link_relatively

type Report = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build made: its folder, its pages, and what is not wrong but needs attention."""

    out: Path
    pages: tuple[Page, ...]
    warnings: tuple[Fault, ...]


def build_site(source: Path, out: Path, today: date, report: Report) -> Built:
    """Build `source` into `out`, which is replaced as a whole, and only if everything succeeds.

    Raises BuildError with all faults of the source, UnavailableError for what cannot be fetched.
    """
    settings = read_settings(source)
    pages = read_pages(source)
    with replacing(out) as folder:
        parts = bundle(source, folder, report)
        report(f"{len(pages)} pagina's opmaken")
        renderer = Renderer(source, settings, {"bundel": parts, "vandaag": today} | shared_context())
        write_pages(pages, renderer, folder, settings.base_path)
        report("Nakijken")
        warnings = check_site(folder, pages)
        report("Inpakken")
        compress(folder, report)
    return Built(out=out, pages=tuple(pages), warnings=warnings)


def shared_context() -> dict[str, object]:
    """Give what the templates know of the calculator."""
    return {
        "redenen_sleutels": answers.REFUSALS,
        "meldingen_sleutels": answers.NOTICES,
        "fouten_sleutels": answers.ERRORS,
        "beginvoorbeelden": answers.starting_examples(),
        "bedragentabel": answers.amounts_table(),
        "figuren": pictures(),
        "wijzigingen_lijst": changes(),
    }


def write_pages(pages: list[Page], renderer: Renderer, folder: Path, base_path: str) -> None:
    """Write each page to its address. Raises BuildError with the faults of all pages."""
    faults: list[Fault] = []
    menu = sorted((page for page in pages if page.menu is not None), key=lambda page: page.menu or 0)
    by_slug = {page.slug: page for page in pages}
    for page in pages:
        try:
            related = [by_slug[slug] for slug in page.related if slug in by_slug]
            html = renderer.page(page, {"menu": menu, "pages": pages, "verwant": related})
        except BuildError as error:
            faults.extend(error.faults)
            continue
        path = folder / page.address.lstrip("/")
        path = path if path.suffix else path / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(link_relatively(html, root_of(page, base_path)), "utf-8")
    if faults:
        raise BuildError(faults)


def root_of(page: Page, base_path: str) -> str:
    """Give what leads from a page to the site's root, so that the site works under any path.

    The page for addresses that do not exist is served at any depth, and needs the base path.
    """
    return base_path if page.slug == "404" else "../" * (page.address.count("/") - 1)


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """Give an empty folder beside `out` that takes its place when the work in it succeeds."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as temporary:
        new, old = Path(temporary) / "new", Path(temporary) / "old"
        new.mkdir()
        yield new
        if out.exists():
            out.rename(old)
        new.rename(out)
        shutil.rmtree(old, ignore_errors=True)
