"""The editors' handbook as pages of the preview: one task a page, in the look of the site itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from markdown import Markdown

from sitegen.common.paths import ROOT

PLACE = "/__kmo/handboek/"
DOCS = ROOT / "docs"
HANDBOOK = "redactie.md"
MISTAKES = "fouten.md"
MISTAKES_PAGE = "fouten"
EXTENSIONS = ("attr_list", "fenced_code", "tables", "toc")
MAIN = re.compile(r'(<main id="inhoud">).*(</main>)', re.DOTALL)
TITLE = re.compile(r"(<title>).*?( \|.*</title>|</title>)")
OWN_SCRIPTS = re.compile(r"^ *<script .*</script>\n", re.MULTILINE)
CODE_HEADING = re.compile(r'<h3 id="kmo(\d{3})[^"]*"')
CURRENT = ' aria-current="page"'
PICTURES = ".png"
STYLE = '  <link rel="stylesheet" href="/__kmo/live.css" data-kmo>\n</head>'


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of the handbook: its title, and its text as Markdown without that title."""

    title: str
    text: str


def read_chapters() -> Mapping[str, Chapter]:
    """Return the pages by the last part of their address: the beginning is "", each task follows, the mistakes end."""
    first, *tasks = re.split(r"^## ", (DOCS / HANDBOOK).read_text("utf-8"), flags=re.MULTILINE)
    mistakes = (DOCS / MISTAKES).read_text("utf-8")
    chapters = {"": chapter_of(first.removeprefix("# "))}
    chapters |= {slug_of(task.title): task for task in map(chapter_of, tasks)}
    return chapters | {MISTAKES_PAGE: chapter_of(mistakes.removeprefix("# "))}


def chapter_of(text: str) -> Chapter:
    """Return the chapter that begins with its title."""
    title, _, rest = text.partition("\n")
    return Chapter(title, rest)


def slug_of(title: str) -> str:
    """Return the anchor of a title, which is the page's address.

    >>> slug_of("Het blok bovenaan")
    'het-blok-bovenaan'
    """
    return re.sub(r"[^\w]+", "-", title.lower()).strip("-")


def page_at(path: str, shell: str) -> str | None:
    """Return the page at an address below PLACE, within another page of the site; None if there is none."""
    chapters = read_chapters()
    slug = path.removeprefix(PLACE).strip("/")
    if slug not in chapters:
        return None
    chapter = chapters[slug]
    main = f'<article class="text kmo-handbook"><h1>{escape(chapter.title)}</h1>\n{html_of(chapter.text)}\n'
    main += f"{contents(chapters, slug)}</article>"
    whole = MAIN.sub(lambda found: f"{found[1]}\n{main}\n{found[2]}", shell)
    return TITLE.sub(lambda found: found[1] + escape(chapter.title) + found[2], OWN_SCRIPTS.sub("", whole)).replace(
        "</head>", STYLE, 1
    )


def contents(chapters: Mapping[str, Chapter], here: str) -> str:
    """Return the list of all pages, the one that is shown marked."""
    items = ""
    for slug, page in chapters.items():
        address = f"{PLACE}{slug}/" if slug else PLACE
        items += f'<li><a href="{address}"{CURRENT if slug == here else ""}>{escape(page.title)}</a></li>'
    return f'<nav aria-labelledby="handboek"><h2 id="handboek">Het handboek</h2>\n<ul>{items}</ul></nav>'


def html_of(text: str) -> str:
    """Return a text as HTML, with its links to documents as addresses of these pages.

    >>> html_of("[de cijfers](redactie.md#de-cijfers) en [KMO010](fouten.md)")
    '<p><a href="/__kmo/handboek/de-cijfers/">de cijfers</a> en <a href="/__kmo/handboek/fouten/">KMO010</a></p>'
    """
    text = re.sub(rf"\]\({re.escape(HANDBOOK)}#([\w-]+)\)", rf"]({PLACE}\1/)", text)
    text = text.replace(f"]({MISTAKES}", f"]({PLACE}{MISTAKES_PAGE}/")
    html: str = Markdown(extensions=EXTENSIONS, output_format="html").convert(text)
    html = re.sub(r'src="([\w-]+\.png)"', rf'src="{PLACE}\1"', html)
    return (
        CODE_HEADING.sub(r'<h3 id="KMO\1"', html)
        .replace("<table>", '<div class="scroll"><table>')
        .replace("</table>", "</table></div>")
    )


def picture_at(path: str) -> Path | None:
    """Return the file of a picture at an address below PLACE; None if there is none."""
    file = DOCS / Path(path).name
    return file if file.suffix == PICTURES and file.is_file() else None
