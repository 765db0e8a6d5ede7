"""A new page that has no mistakes from the start."""

from datetime import date
from pathlib import Path

import yaml

from sitegen.common.diagnostics import BuildError, Diagnostic, place_of
from sitegen.source.files import PAGES
from sitegen.source.front_matter import FENCE
from sitegen.source.pages import read_page, read_pages

BODY = """Schrijf hier in één zin wat de lezer nodig heeft.

## Een eerste tussentitel {: #eerste }

Zet elke zin op een eigen regel.
Een cijfer typt u niet: het plafond is {{ steunplafond }}.
"""


def make_new_page(source: Path, slug: str, title: str, description: str, today: date) -> Path:
    """Write a new page and return its path. Raises BuildError, and writes nothing, if the page would have mistakes."""
    path = source / PAGES / f"{slug}.md"
    if path.exists():
        remedy = "kies een andere naam, of pas die pagina aan"
        raise BuildError([Diagnostic(place_of(path, source), 1, 1, "KMO007", "deze pagina bestaat al", remedy)])
    values = {"titel": title, "omschrijving": description, "nagekeken_op": today}
    block = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=10_000)
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{FENCE}{block}{FENCE}{BODY}", "utf-8")
    _, diagnostics = read_pages(source)
    page, _ = read_page(path, source)
    if wrong := [diagnostic for diagnostic in diagnostics if diagnostic.path == page.place]:
        path.unlink()
        raise BuildError(wrong)
    return path
