"""Write a page at each old address that sends visitors to the new one, on every host."""

from collections.abc import Mapping
from pathlib import Path

import jinja2

from sitegen.source.pages import Page

TEMPLATE = "files/moved.html"


def write_redirects(folder: Path, redirects: Mapping[str, Page], templates: jinja2.Environment) -> None:
    """Write a page at each old address."""
    for old, page in sorted(redirects.items()):
        target = folder / old.strip("/") / "index.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        link = "../" * (old.count("/") - 1) + page.address.lstrip("/")
        text = templates.get_template(TEMPLATE).render(page=page, link=link)
        target.write_text(text, "utf-8")
