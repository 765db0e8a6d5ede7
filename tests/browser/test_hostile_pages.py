"""A real browser sees in a page's text only what the check allows, however hostile the Markdown."""

from random import Random

from playwright.sync_api import Page

from sitegen.markup.html_policy import ADDRESSES, ELEMENTS, EVERYWHERE, find_forbidden, is_safe
from sitegen.markup.markdown import SCROLLING, make_markdown
from sitegen.pages.relative_addresses import make_relative
from sitegen.pages.renderer import EXTENSIONS
from tests.support.hostile_markdown import HARMLESS, make_up_markdown

SEED = 20261124
TEXTS = 3_000
TEMPLATE = '<main id="m"><article id="a">{}<p id="na">na</p></article></main><footer id="voet">voet</footer>'

READ = """
(pages) => pages.map((page) => {
  const seen = new DOMParser().parseFromString(page, "text/html");
  return {
    elements: [...seen.querySelectorAll("*")].map((element) => [
      element.localName, [...element.attributes].map(({ name, value }) => [name, value]),
    ]),
    whole: seen.getElementById("na")?.parentElement?.id === "a"
      && seen.getElementById("voet")?.parentElement === seen.body,
    schemes: [...seen.querySelectorAll("[href], [src]")].map((element) => new URL(
      element.getAttribute("href") ?? element.getAttribute("src"), "https://kmo.example.org/pagina/",
    ).protocol),
  };
})
"""
OURS = {"html", "head", "body", "main", "article", "footer"}


def finish(html: str) -> str:
    """Return a page's text as it is written: nothing else changes it after the check."""
    return make_relative(html, "../", "/assets/img.0123456789ab/")


def test_a_browser_finds_nothing_in_a_page_that_the_check_let_through_and_should_not(tab: Page) -> None:
    random, markdown = Random(SEED), make_markdown(EXTENSIONS)
    passed = []
    for _ in range(TEXTS):
        html = markdown.reset().convert(make_up_markdown(random))
        if not list(find_forbidden(html)):
            passed.append(finish(html))
    passed += [finish(markdown.reset().convert(text)) for text in HARMLESS.values()]
    assert len(passed) > TEXTS / 20
    tab.goto("about:blank")  # a page of ours would refuse to read markup
    for html, seen in zip(passed, tab.evaluate(READ, [TEMPLATE.format(html) for html in passed]), strict=True):
        assert seen["whole"], html
        assert set(seen["schemes"]) <= {"http:", "https:", "mailto:", "tel:"}, html
        for tag, attributes in seen["elements"]:
            if tag in OURS:
                assert [name for name, _ in attributes if name != "id"] == [], html
                continue
            allowed = SCROLLING.keys() if dict(attributes) == SCROLLING else ELEMENTS[tag] | EVERYWHERE
            assert {name for name, _ in attributes} <= allowed, html
            assert all(is_safe(value) for name, value in attributes if name in ADDRESSES), html
