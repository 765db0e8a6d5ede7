"""The browser's Python answers as this Python does, letter for letter, through the page's own worker."""

import json
from collections.abc import Iterator, Sequence
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page

from calculator.page.form import application_of
from sitegen.bundle.exports import call
from sitegen.preview.static_server import make_server
from sitegen.site import build_site
from tests.conftest import ROOT, TODAY
from tests.parity.questions import Question, questions
from tests.support.examples import page_examples
from tests.support.worked_cases import all_cases

ASK_ALL = """(questions) => {
  const { client } = document.querySelector("subsidy-calculator");
  return Promise.all(questions.map(([name, text]) => client.call(name, text)));
}"""
PORTION = 500
"""Questions that travel to the browser at a time."""

SEED = 20261123


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


def ask_all(page: Page, asked: Sequence[Question]) -> list[str]:
    answers: list[str] = []
    for start in range(0, len(asked), PORTION):
        answers += page.evaluate(ASK_ALL, asked[start : start + PORTION])
    return answers


def worked_cases() -> list[Question]:
    return [("calculate", case.text) for case in all_cases()]


def test_every_worked_case_has_the_same_outcome_in_the_browser(page: Page) -> None:
    page.goto("/bereken/")
    assert ask_all(page, worked_cases()) == [call(*question) for question in worked_cases()]


def test_every_worked_case_has_the_same_outcome_with_pyodides_own_modules(browser: Browser, full_site: str) -> None:
    page = browser.new_page()
    page.goto(f"{full_site}/bereken/")
    assert ask_all(page, worked_cases()) == [call(*question) for question in worked_cases()]
    page.close()


def test_ten_thousand_questions_to_all_functions_have_the_same_answer_in_the_browser(page: Page) -> None:
    page.goto("/bereken/")
    asked = questions(SEED, 10_000)
    compared = zip(asked, ask_all(page, asked), strict=True)
    assert [question for question, there in compared if there != call(*question)] == []


def test_every_example_on_a_page_has_the_same_outcome_in_the_browser(page: Page) -> None:
    page.goto("/bereken/")
    examples = page_examples()
    texts = [json.dumps(application_of(example.values)) for example in examples]
    answers = ask_all(page, [("calculate", text) for text in texts])
    assert [json.loads(there) for there in answers] == [dict(example.outcome) for example in examples]
