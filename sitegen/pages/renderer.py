"""Fills a page with its figures, converts its Markdown and puts it in its template."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

import jinja2
from markupsafe import Markup

from calculator.engine.deadlines import APPLICATION_TERM, DEPOSIT_TERM
from calculator.notation import write_amount, write_date, write_rate, write_weekday
from sitegen.checks.links import locate
from sitegen.common.diagnostics import Diagnostic, place_of
from sitegen.figures.course_prices import Offer
from sitegen.figures.page_figures import figures_now
from sitegen.markup.expressions import OPENINGS, evaluate
from sitegen.markup.html_policy import find_forbidden
from sitegen.markup.markdown import make_markdown
from sitegen.markup.shortcodes import Known, named_arguments
from sitegen.markup.typed_figures import check_prose, find_heavy_blocks
from sitegen.markup.worked_examples import take_examples
from sitegen.pages.structured_data import describe_page
from sitegen.source.pages import Page
from sitegen.source.settings import Settings

ROOT_LINK = re.compile(r'(?<=[\s"])(href|src|data-[a-z-]+)="/(?!/)')
TOKEN = re.compile(r"<p>\ue000(\d{1,9})\ue001</p>|\ue000(\d{1,9})\ue001")
TERMS = {"aanvraag": APPLICATION_TERM, "storting": DEPOSIT_TERM}
INLINE = ("<a ", "<time ")
PICTURE = re.compile(r'(?<=\ssrc=")/img/')
ALIGNED = re.compile(r'(?<=<t[hd]) style="text-align: (left|center|right);"')
"""How Python-Markdown writes the colons of `|---:|`; here a class says it, for the policy forbids styles."""

TABLE = re.compile("<table>.*?</table>", re.DOTALL)
SCROLLING = r'<div class="scroll" role="group" aria-label="Tabel" tabindex="0">\g<0></div>'
"""A table may be wider than a phone: then it scrolls by itself, also for whoever has only a keyboard."""

EXTENSIONS = (
    "admonition",
    "attr_list",
    "def_list",
    "fenced_code",
    "footnotes",
    "md_in_html",
    "sane_lists",
    "tables",
    "toc",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The converted body of a page, None if it cannot be, with its headings of the second level as (id, text)."""

    html: Markup | None
    headings: tuple[tuple[str, str], ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def make_templates(source: Path, settings: Settings, shared: Mapping[str, object]) -> jinja2.Environment:
    """Make the environment of the templates of a source, with what all of them may show."""
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(source / "templates"),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters.update(amount=write_amount, date=write_date, weekday=write_weekday, rate=write_rate)
    templates.globals.update(shared, site=settings, aanbieder=settings.provider, figures=figures_now())
    templates.filters["last_day"] = last_day
    return templates


class Renderer:
    """Renders pages of one source; keeps the templates and the converted bodies between pages."""

    def __init__(self, source: Path, settings: Settings, known: Known, shared: Mapping[str, object]) -> None:
        self.source = source
        self.settings = settings
        self.templates = make_templates(source, settings, shared)
        self.pictures = str(shared.get("plaatjes", "/img/"))
        self.offers = cast("tuple[Offer, ...]", shared.get("courses", ()))
        self.names = {"aanbieder": settings.provider, **figures_now()}
        self.known = known
        self.bodies: dict[tuple[str, str], Body] = {}
        self.markdown = make_markdown(EXTENSIONS)

    def page(self, page: Page, context: Mapping[str, object]) -> tuple[str, tuple[Diagnostic, ...]]:
        """Give the HTML of a whole page, if it can be made, and everything that is wrong with the page.

        `context` holds what the page shows of other pages.
        """
        try:
            body = self.body(page)
            if body.html is None:
                return "", body.diagnostics
            data = describe_page(page, body.html, self.settings, self.offers)
            template = self.templates.get_template(f"pages/{page.template}.html")
            return template.render(context, page=page, body=body, structured_data=data), body.diagnostics
        except jinja2.TemplateError as error:
            if isinstance(error, jinja2.TemplateNotFound) and error.name == f"pages/{page.template}.html":
                return "", ()  # reported with the front matter already
            return "", (self.template_diagnostic(error),)

    def body(self, page: Page) -> Body:
        """Convert the body of a page, or say everything that is wrong with it."""
        key = (page.place, page.body)
        if key not in self.bodies:
            try:
                self.bodies[key] = self.convert(page)
            except RecursionError:
                self.bodies[key] = Body(html=None, headings=(), diagnostics=(too_deep(page),))
        return self.bodies[key]

    def convert(self, page: Page) -> Body:
        """Fill in the figures of a page and convert its Markdown."""
        if heavy := tuple(find_heavy_blocks(page)):
            return Body(html=None, headings=(), diagnostics=heavy)
        text, examples, diagnostics = take_examples(page)
        parts = [self.templates.get_template("worked_example.html").render(example=example) for example in examples]
        filled, unfilled = evaluate(page, text, self.names, self.known, lambda *asked: self.part(parts, *asked))
        diagnostics = [*diagnostics, *unfilled, *check_prose(page)]
        if unfilled and any(opening in filled for opening in OPENINGS):
            return Body(html=None, headings=(), diagnostics=tuple(diagnostics))
        self.markdown.reset()
        html = PICTURE.sub(self.pictures, self.markdown.convert(filled))
        html = ALIGNED.sub(r' class="\1"', html)
        if forbidden := [locate(page, mistake, {}) for mistake in find_forbidden(html)]:
            return Body(html=None, headings=(), diagnostics=(*diagnostics, *forbidden))
        html = TABLE.sub(SCROLLING, html)
        tokens = getattr(self.markdown, "toc_tokens", [])
        return Body(
            html=Markup(TOKEN.sub(lambda token: put_part(token, parts), html)),  # noqa: S704
            headings=tuple((token["id"], token["name"]) for token in tokens),
            diagnostics=tuple(diagnostics),
        )

    def part(self, parts: list[str], name: str, arguments: list[str]) -> str:
        """Make a shortcode; give what stands for it in the text until that is HTML."""
        named = named_arguments(name, arguments)
        html = self.templates.get_template(f"shortcodes/{name}.html").render(named)
        parts.append(html)
        return f"\ue000{len(parts) - 1}\ue001"

    def template_diagnostic(self, error: jinja2.TemplateError) -> Diagnostic:
        """Return the diagnostic of a template that cannot be read or that shows what does not exist."""
        folder = self.source / "templates"
        file, line = None, getattr(error, "lineno", None)
        trace = error.__traceback__
        while trace is not None:
            if Path(trace.tb_frame.f_code.co_filename).is_relative_to(folder):
                file, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
            trace = trace.tb_next
        path = Path(getattr(error, "filename", None) or file or folder / "base.html")
        remedy = "vraag het aan wie de sjablonen maakt, of zet de vorige versie terug"
        return Diagnostic(place_of(path, self.source), line or 1, 1, "KMO015", f"het sjabloon hapert ({error})", remedy)


def last_day(day: str, term: str) -> date:
    """Give the last day of a term that starts on `day`.

    >>> last_day("2026-11-09", "aanvraag")
    datetime.date(2026, 11, 23)
    """
    return date.fromisoformat(day) + TERMS[term]


def too_deep(page: Page) -> Diagnostic:
    """Say that what a page holds stands in one another further than anything reads."""
    remedy = "haal lijsten, citaten of haakjes uit elkaar"
    return Diagnostic(page.place, page.first_line, 1, "KMO123", "hier staat te veel in elkaar", remedy)


def put_part(token: re.Match[str], parts: list[str]) -> str:
    """Give the part that takes the place of a token; one that is no sentence takes its paragraph's place too."""
    number = int(token[1] or token[2])
    if number >= len(parts):
        return token[0]  # typed by an editor, and found where nothing of it belongs
    part = parts[number]
    return f"<p>{part}</p>" if token[1] and part.startswith(INLINE) else part


def link_relatively(html: str, root: str) -> str:
    """Turn links from the site's root into links that work under any path; `root` leads to the root.

    >>> link_relatively('<a href="/kosten/">', "../")
    '<a href="../kosten/">'
    """
    return ROOT_LINK.sub(lambda match: f'{match[1]}="{root or "./"}', html)
