"""A new page that has no mistakes from the start."""

from datetime import date
from pathlib import Path

import yaml

from sitegen.common.diagnostics import BuildError, Diagnostic
from sitegen.markup.typed_figures import check_prose
from sitegen.pages.editor import check_addresses
from sitegen.source.files import PAGE_KIND, PAGES
from sitegen.source.front_matter import FENCE
from sitegen.source.pages import SLUG, read_page, read_pages
from sitegen.source.redirects import check_redirects
from sitegen.source.settings import read_settings

BODY = """Schrijf hier in één zin wat de lezer nodig heeft.

## Een eerste tussentitel {: #eerste }

Zet elke zin op een eigen regel.
Een cijfer typt u niet: het plafond is {{ steunplafond }}.
"""


def make_new_page(source: Path, slug: str, title: str, description: str, today: date) -> Path:
    """Write a new page and return its path. Raises BuildError, and writes nothing, if the page would have mistakes."""
    path, place = source / PAGES / f"{slug}{PAGE_KIND}", f"{source.name}/{PAGES}/{slug}{PAGE_KIND}"
    if not SLUG.fullmatch(slug):
        remedy = "gebruik kleine letters, cijfers en streepjes, zoals welke-kosten, of map/welke-kosten"
        raise BuildError([Diagnostic(place, 1, 1, "KMO007", f'"{slug}" is geen goed adres', remedy)])
    if path.exists():
        remedy = "kies een andere naam, of pas die pagina aan"
        raise BuildError([Diagnostic(place, 1, 1, "KMO007", "deze pagina bestaat al", remedy)])
    pages, _ = read_pages(source)
    if same := next((page for page in pages if page.title.casefold() == title.casefold()), None):
        message = f'de titel "{title}" staat ook in {same.place}'
        raise BuildError([Diagnostic(place, 1, 1, "KMO006", message, "geef elke pagina een eigen titel")])
    values = {"titel": title, "omschrijving": description, "nagekeken_op": today}
    block = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=10_000)
    folders = [folder for folder in path.parents if not folder.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{FENCE}{block}{FENCE}{BODY}", "utf-8")
    _, diagnostics = read_pages(source)
    page, _ = read_page(path, source)
    found = (*diagnostics, *check_prose(page), *check_addresses([page], read_settings(source)[0].editing))
    taken = set(check_redirects([*pages, page])) - set(check_redirects(pages))
    wrong = [*(diagnostic for diagnostic in found if diagnostic.path == page.place), *taken]
    if wrong:
        path.unlink()
        for folder in folders:
            folder.rmdir()
        raise BuildError(wrong)
    return path
