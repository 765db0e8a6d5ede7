"""Makes sources of many pages: the real pages again and again, each with words of its own, as plain Markdown."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sitegen.source.pages import Page, read_pages

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "site_src"
DAY = "2026-11-23"

OURS_ONLY = re.compile(
    r"^```voorbeeld\n.*?^```$|^\{%.*?%\}$|^\{\{ \w+\(.*?\) \}\}$|\{\{ op\(.*?\)\.\w+ \}\}", re.MULTILINE | re.DOTALL
)
ADDRESS, FIGURE = re.compile(r"(?<=\()(?:mailto:)?\{\{ [\w.]+ \}\}"), re.compile(r"\{\{ [\w.]+ \}\}")
EXTENSIONS = (
    "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "sane_lists", "tables", "toc"
)  # fmt: skip


@dataclass(frozen=True)
class Article:
    """A page that every generator can read."""

    slug: str
    title: str
    description: str
    body: str


def articles(count: int) -> Iterator[Article]:
    """Give so many articles; the first are the real pages, so that links lead somewhere."""
    pages = [page for page in read_pages(SOURCE)[0] if page.slug != "404" and page.template == "pagina"]
    for number in range(count):
        page = pages[number % len(pages)]
        turn = number // len(pages)
        yield Article(
            slug=f"{page.slug}-{turn}" if turn else page.slug,
            title=f"{page.title} (deel {turn})" if turn else page.title,
            description=page.description,
            body=f"Dit is pagina {number} van {count}.\n\n{plain(page)}",
        )


def plain(page: Page) -> str:
    """Give the Markdown of a page without what only our generator reads."""
    return OURS_ONLY.sub("", FIGURE.sub("iets", ADDRESS.sub("https://aanbieder.example/", page.body)))


def write_ours(folder: Path, count: int) -> Path:
    """Write a source for our generator: the real templates and assets, and the articles."""
    source = Path(shutil.copytree(SOURCE, folder / "ours"))
    special = [page for page in read_pages(SOURCE)[0] if page.slug == "404" or page.template != "pagina"]
    kept = {f"{page.slug}.md" for page in special}
    for path in (source / "pages").glob("*.md"):
        if path.name not in kept:
            path.unlink()
    write_articles(source / "pages", count - len(special), our_front_matter)
    return source


def our_front_matter(article: Article) -> str:
    """Write the front matter of an article for our generator."""
    values = {"titel": f'"{article.title}"', "omschrijving": f'"{article.description}"', "nagekeken_op": DAY}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in values.items()) + "---\n"


def write_articles(folder: Path, count: int, top: Callable[[Article], str]) -> None:
    """Write the articles, each with what a generator wants on top."""
    folder.mkdir(parents=True, exist_ok=True)
    for article in articles(count):
        (folder / f"{article.slug}.md").write_text(top(article) + article.body, "utf-8")
