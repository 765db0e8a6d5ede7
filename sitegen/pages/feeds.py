"""The files for machines: sitemap, feed of changes, robots.txt and web manifest."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import jinja2

from sitegen.common.diagnostics import Diagnostic
from sitegen.pages.renderer import Renderer
from sitegen.source.pages import Page

LISTINGS = ("sitemap.xml", "robots.txt", "wijzigingen.xml", "manifest.webmanifest")


def write_listings(renderer: Renderer, pages: Iterable[Page], out: Path) -> list[Diagnostic]:
    """Write each file from its template, which lists the findable pages; return what is wrong with the templates."""
    context: Mapping[str, object] = {"pages": [page for page in pages if page.findable]}
    diagnostics = []
    for name in LISTINGS:
        try:
            (out / name).write_text(renderer.templates.get_template(f"files/{name}").render(context), "utf-8")
        except jinja2.TemplateError as error:
            diagnostics.append(renderer.template_diagnostic(error))
    return diagnostics
