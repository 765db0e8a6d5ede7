"""From a page to its HTML: expressions are evaluated, Markdown is converted, and the template is rendered."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import jinja2
from markupsafe import Markup

from calculator.engine.deadlines import APPLICATION_TERM, DEPOSIT_TERM
from calculator.notation import write_amount, write_date, write_rate, write_weekday
from calculator.page.calendar_file import escape
from sitegen.checks.links import locate
from sitegen.common.diagnostics import Diagnostic, place_of
from sitegen.figures.rule_topics import first_day, rules_of_site
from sitegen.markup.expressions import OPENINGS, Vocabulary, evaluate
from sitegen.markup.html_policy import find_forbidden
from sitegen.markup.markdown import make_markdown
from sitegen.markup.shortcodes import Known, named_arguments
from sitegen.markup.slips import check_markdown
from sitegen.markup.typed_figures import check_prose, find_expressions_on_top, find_heavy_blocks
from sitegen.markup.worked_examples import take_examples
from sitegen.pages.context import PageContext, SharedContext
from sitegen.pages.structured_data import describe_page
from sitegen.source.files import TEMPLATES
from sitegen.source.pages import Page

TOKEN = re.compile(r"<p>\ue000(\d{1,9})\ue001</p>|\ue000(\d{1,9})\ue001")
MOST_UNFOLDED = 3
"""The most worked examples that a page shows whole; of more, it shows the answers and folds the rest."""

TERMS = {"aanvraag": APPLICATION_TERM, "storting": DEPOSIT_TERM}
INLINE = ("<a ", "<time ")
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
    """The HTML of a page's body, None if it cannot be converted, with its second-level headings as (id, text)."""

    html: Markup | None
    headings: tuple[tuple[str, str], ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def make_templates(source: Path, variables: Mapping[str, object]) -> jinja2.Environment:
    """Return the templates of a source, with the variables that all of them may show."""
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(source / TEMPLATES),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters.update(
        amount=write_amount, ical=escape, date=write_date, weekday=write_weekday, rate=write_rate, last_day=last_day
    )
    templates.globals.update(variables)
    if isinstance(today := variables.get("today"), date):
        templates.globals["since"] = lambda topic: write_date(first_day(topic, rules_of_site(today)))
    return templates


class Renderer:
    """Renders the pages of one source; keeps templates and converted bodies from one build to the next."""

    def __init__(self, source: Path, known: Known, shared: SharedContext) -> None:
        self.source = source
        self.shared = shared
        self.templates = make_templates(source, vars(shared))
        names = {"aanbieder": shared.aanbieder, **shared.figures}
        self.vocabulary = Vocabulary(names, known, rules_of_site(shared.today))
        self.bodies: dict[Page, Body] = {}
        self.markdown = make_markdown(EXTENSIONS)

    def page(self, page: Page, context: PageContext) -> tuple[str, tuple[Diagnostic, ...]]:
        """Return the HTML of a whole page, empty if it cannot be made, and everything that is wrong with it."""
        try:
            body = self.body(page)
            if body.html is None:
                return "", body.diagnostics
            data = describe_page(page, body.html, self.shared.site, self.shared.courses)
            template = self.templates.get_template(f"pages/{page.template}.html")
            return template.render(vars(context), page=page, body=body, structured_data=data), body.diagnostics
        except jinja2.TemplateError as error:
            if isinstance(error, jinja2.TemplateNotFound) and error.name == f"pages/{page.template}.html":
                return "", ()  # the front matter's diagnostic is told already
            return "", (self.template_diagnostic(error),)

    def body(self, page: Page) -> Body:
        """Return the converted body of a page, with everything that is wrong with it."""
        if page not in self.bodies:
            try:
                self.bodies[page] = self.convert(page)
            except RecursionError:
                self.markdown = make_markdown(EXTENSIONS)  # the old one still believes to be within what it was reading
                self.bodies[page] = Body(html=None, headings=(), diagnostics=(too_deep(page),))
        return self.bodies[page]

    def convert(self, page: Page) -> Body:
        """Evaluate the expressions of a page and convert its Markdown."""
        if heavy := (*find_heavy_blocks(page), *find_expressions_on_top(page)):
            return Body(html=None, headings=(), diagnostics=heavy)
        text, examples, diagnostics = take_examples(page)
        template, folded = self.templates.get_template("worked_example.html"), len(examples) > MOST_UNFOLDED
        parts = [template.render(example=example, folded=folded) for example in examples]
        filled, unfilled = evaluate(page, text, self.vocabulary, partial(self.part, parts))
        diagnostics = [*diagnostics, *unfilled, *check_prose(page), *check_markdown(page, self.shared.site.address)]
        if unfilled and any(opening in filled for opening in OPENINGS):
            return Body(html=None, headings=(), diagnostics=tuple(diagnostics))
        self.markdown.reset()
        html = self.markdown.convert(filled)
        if forbidden := [locate(page, mistake, {}) for mistake in find_forbidden(html)]:
            return Body(html=None, headings=(), diagnostics=(*diagnostics, *forbidden))
        tokens = getattr(self.markdown, "toc_tokens", [])
        return Body(
            html=Markup(TOKEN.sub(lambda token: part_of(token, parts), html)),  # noqa: S704
            headings=tuple((token["id"], token["name"]) for token in tokens),
            diagnostics=tuple(diagnostics),
        )

    def part(self, parts: list[str], name: str, arguments: list[str]) -> str:
        """Render a shortcode into `parts`; return the token that takes its place until the text is HTML."""
        named = named_arguments(name, arguments)
        html = self.templates.get_template(f"shortcodes/{name}.html").render(named)
        parts.append(html)
        return f"\ue000{len(parts) - 1}\ue001"

    def template_diagnostic(self, error: jinja2.TemplateError) -> Diagnostic:
        """Return the diagnostic of a template that cannot be read, or whose variables do not exist."""
        folder = self.source / TEMPLATES
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
    """Return the last day of a term that starts on `day`.

    >>> last_day("2026-11-09", "aanvraag")
    datetime.date(2026, 11, 23)
    """
    return date.fromisoformat(day) + TERMS[term]


def too_deep(page: Page) -> Diagnostic:
    """Return the diagnostic of a page whose lists, quotes or brackets are nested too deep."""
    remedy = "haal lijsten, citaten of haakjes uit elkaar"
    return Diagnostic(page.place, page.first_line, 1, "KMO123", "hier staat te veel in elkaar", remedy)


def part_of(token: re.Match[str], parts: list[str]) -> str:
    """Return the rendered shortcode of a token; a block takes the place of its paragraph too."""
    number = int(token[1] or token[2])
    if number >= len(parts):
        return token[0]  # typed by an editor, and found where nothing of it belongs
    part = parts[number]
    return f"<p>{part}</p>" if token[1] and part.startswith(INLINE) else part
