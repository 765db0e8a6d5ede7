"""The browser's Python answers as this Python does, letter for letter, through the page's own worker."""

import json
from collections.abc import Iterator
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page

from calculator import calculate_json
from calculator.page.form import application_of
from sitegen.preview.static_server import make_server
from sitegen.site import build_site
from tests.conftest import ROOT, TODAY
from tests.parity.applications import applications
from tests.support.examples import page_examples
from tests.support.worked_cases import all_cases

ASK_ALL = """(texts) => {
  const calculator = document.querySelector("subsidy-calculator");
  return Promise.all(texts.map((text) => calculator.calculate(text)));
}"""
PORTION = 500
"""Applications that travel to the browser at a time."""


@pytest.fixture(scope="module")
def full_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site with Pyodide's own modules, nothing standing in for them."""
    out = tmp_path_factory.mktemp("full") / "dist"
    build_site(ROOT / "site_src", out, TODAY, print, slim=False)
    with make_server(out, 8500) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def ask_all(page: Page, texts: list[str]) -> list[str]:
    answers: list[str] = []
    for start in range(0, len(texts), PORTION):
        answers += page.evaluate(ASK_ALL, texts[start : start + PORTION])
    return answers


def requests_of(page: Page) -> list[str]:
    """Give a list to which the name of every file is added that is asked for."""
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    return asked


def test_every_worked_case_has_the_same_outcome_in_the_browser(page: Page) -> None:
    page.goto("/bereken/")
    texts = [case.text for case in all_cases()]
    assert ask_all(page, texts) == [calculate_json(text) for text in texts]


def test_every_worked_case_has_the_same_outcome_with_pyodides_own_modules(browser: Browser, full_site: str) -> None:
    page = browser.new_page()
    asked = requests_of(page)
    page.goto(f"{full_site}/bereken/")
    texts = [case.text for case in all_cases()]
    assert ask_all(page, texts) == [calculate_json(text) for text in texts]
    assert not [name for name in asked if name.startswith("pyodide.mjs")]
    page.close()


def test_ten_thousand_applications_have_the_same_outcome_in_the_browser(page: Page) -> None:
    asked = requests_of(page)
    page.goto("/bereken/")
    texts = applications(10_000)
    differing = [text for text, there in zip(texts, ask_all(page, texts), strict=True) if there != calculate_json(text)]
    assert differing == []
    assert any(name.startswith("snapshot.") for name in asked)
    assert not [name for name in asked if name.startswith("pyodide.mjs")], (
        "a function was left out: uv run --group test python -m tools.find_wasm_functions"
    )


def test_every_example_on_a_page_has_the_same_outcome_in_the_browser(page: Page) -> None:
    page.goto("/bereken/")
    examples = page_examples()
    texts = [json.dumps(application_of(example.values)) for example in examples]
    assert [json.loads(there) for there in ask_all(page, texts)] == [dict(example.outcome) for example in examples]
