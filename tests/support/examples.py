"""The worked examples on the pages, as cases for every place where the calculator runs."""

from sitegen.markup.worked_examples import Example, take_examples
from sitegen.source.pages import read_pages
from tests.conftest import ROOT


def page_examples() -> list[Example]:
    """Return every worked example of every page, in order."""
    pages, _ = read_pages(ROOT / "site_src")
    return [example for page in pages for example in take_examples(page)[1]]
