"""Fills a page with its figures, converts its Markdown and puts it in its template."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import jinja2
from jinja2 import meta, nodes
from markdown import Markdown
from markupsafe import Markup

from calculator.notation import write_date
from sitegen.content import Page, Settings
from sitegen.errors import BuildError, Fault, suggest
from sitegen.examples import Example, fence_examples
from sitegen.figures import figures_now, figures_on

ROOT_LINK = re.compile(r'(?<=[\s"])(href|src|data-[a-z-]+)="/(?!/)')
TOKEN = re.compile(r"<p>\ue000(\d+)\ue001</p>|\ue000(\d+)\ue001")
LONG_PAGE = 4
"""Headings from which a page gets a table of contents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The converted body of a page, with its headings of the second level as (id, text)."""

    html: Markup
    headings: tuple[tuple[str, str], ...]


class Renderer:
    """Renders pages of one source; keeps the templates and the Markdown converter between pages."""

    def __init__(self, source: Path, settings: Settings, shared: Mapping[str, object]) -> None:
        self.templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(source / "templates"),
            undefined=jinja2.StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.templates.filters["datum"] = write_date
        self.templates.globals.update(shared, site=settings, aanbieder=settings.provider, cijfers=figures_now())
        self.pages = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True, keep_trailing_newline=True)
        self.pages.globals = {"aanbieder": settings.provider, "op": figures_on, **figures_now()}
        self.shortcodes = {name.removesuffix(".html"): f"onderdelen/{name}" for name in part_names(source)}
        self.markdown = Markdown(
            extensions=[
                "admonition",
                "attr_list",
                "def_list",
                "footnotes",
                "md_in_html",
                "sane_lists",
                "tables",
                "toc",
            ],
            output_format="html",
        )

    def page(self, page: Page, context: Mapping[str, object]) -> str:
        """Give the HTML of a whole page; `context` holds what the page shows of other pages."""
        template = self.templates.get_template(f"{page.template}.html")
        return template.render(context, page=page, body=self.body(page))

    def body(self, page: Page) -> Body:
        """Convert the body of a page. Raises BuildError with every figure that does not exist."""
        text, examples = fence_examples(page)
        parts = [self.example(example) for example in examples]
        tree = self.parse(text, page)
        faults = list(self.find_faults(tree, text, page))
        if faults:
            raise BuildError(faults)
        filled = self.fill(text, page, parts)
        self.markdown.reset()
        html = self.markdown.convert(filled)
        tokens = getattr(self.markdown, "toc_tokens", [])
        return Body(
            html=Markup(TOKEN.sub(lambda match: parts[int(match[1] or match[2])], html)),  # noqa: S704
            headings=tuple((token["id"], token["name"]) for token in tokens),
        )

    def parse(self, text: str, page: Page) -> nodes.Template:
        """Parse the template expressions of a body. Raises BuildError where they make no sense."""
        try:
            return self.pages.parse(text)
        except jinja2.TemplateSyntaxError as error:
            line = page.first_line + error.lineno - 1
            remedy = "schrijf een cijfer als {{ steunplafond }}"
            raise BuildError(
                [Fault(page.place, line, 1, "KMO011", f"onleesbare uitdrukking ({error.message})", remedy)]
            ) from None

    def find_faults(self, tree: nodes.Template, text: str, page: Page) -> Iterable[Fault]:
        """Find names that are no figure and no shortcode."""
        unknown = meta.find_undeclared_variables(tree) - set(self.pages.globals) - set(self.shortcodes)
        lines = text.splitlines()
        for name in tree.find_all(nodes.Name):
            if name.name in unknown:
                row = name.lineno - 1
                found = re.search(rf"\b{re.escape(name.name)}\b", lines[row])
                column = found.start() + 1 if found else 1
                remedy = suggest(
                    name.name, [*self.pages.globals, *self.shortcodes], "zie de lijst met cijfers in de handleiding"
                )
                yield Fault(
                    page.place, page.first_line + row, column, "KMO010", f'onbekend cijfer "{name.name}"', remedy
                )

    def fill(self, text: str, page: Page, parts: list[str]) -> str:
        """Fill in the figures; a shortcode leaves a token for the part that takes its place."""

        def shortcode(name: str) -> object:
            def place(*arguments: str) -> str:
                template = self.templates.get_template(self.shortcodes[name])
                parts.append(template.render(arguments=arguments, page=page))
                return f"\ue000{len(parts) - 1}\ue001"

            return place

        try:
            return self.pages.from_string(text).render({name: shortcode(name) for name in self.shortcodes})
        except (jinja2.UndefinedError, jinja2.TemplateNotFound, LookupError, ValueError) as error:
            line = page.first_line + line_in_template(error) - 1
            remedy = "zie de lijst met cijfers in de handleiding"
            raise BuildError(
                [Fault(page.place, line, 1, "KMO010", f"dit is niet in te vullen ({error})", remedy)]
            ) from None

    def example(self, example: Example) -> str:
        """Give the HTML of a worked example."""
        return self.templates.get_template("voorbeeld.html").render(voorbeeld=example)


def part_names(source: Path) -> list[str]:
    """Give the templates that pages may use as a shortcode."""
    return sorted(path.name for path in (source / "templates" / "onderdelen").glob("*.html"))


def line_in_template(error: BaseException) -> int:
    """Give the line of a page's body on which filling it in went wrong."""
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def link_relatively(html: str, root: str) -> str:
    """Turn links from the site's root into links that work under any path; `root` leads to the root.

    >>> link_relatively('<a href="/kosten/">', "../")
    '<a href="../kosten/">'
    """
    return ROOT_LINK.sub(lambda match: f'{match[1]}="{root or "./"}', html)
