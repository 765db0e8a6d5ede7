"""Whatever comes of a file, it ends in the right answer or in an honest sentence with a retry."""

from collections.abc import Callable
from itertools import product

import pytest
from playwright.sync_api import BrowserContext, Route

from tests.support.failures import ANSWERED, expect_answer, expect_honest_failure, refuse

type Spoil = Callable[[Route], None]


def miss(route: Route) -> None:
    route.fulfill(status=404, body="niet gevonden")


def truncate(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.body()[: len(answer.body()) // 2])


def alter(route: Route) -> None:
    answer = route.fetch()
    body = bytearray(answer.body())
    for place in range(len(body) // 2, len(body) // 2 + 400):
        body[place] ^= 0xFF
    route.fulfill(response=answer, body=bytes(body))


def mistype(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, headers=answer.headers | {"content-type": "text/plain"})


def answer_with_a_page(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body="<!doctype html><title>Meld u aan</title>")


BROKEN = [refuse, miss, truncate, answer_with_a_page]
SCRIPTS = ["pyodide.mjs", "pyodide.asm.js"]
CHECKED = ["pyodide.asm.wasm", "library.*.zip"]
"""What the worker compares with its hash, so that an altered file is a broken one."""


def name_of(case: str | Spoil) -> str:
    return case if isinstance(case, str) else case.__name__


@pytest.mark.full_runtime
@pytest.mark.parametrize("spoil", BROKEN, ids=name_of)
@pytest.mark.parametrize("file", ["*.wasm", "worker.*.js"])
def test_a_broken_file_ends_in_a_sentence_and_a_retry_that_works(
    visitor: BrowserContext, file: str, spoil: Spoil
) -> None:
    pattern = f"**/{file}"
    visitor.route(pattern, spoil)
    page = visitor.new_page()
    page.goto(ANSWERED)
    expect_honest_failure(page)
    visitor.unroute(pattern)
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect_answer(page)


@pytest.mark.full_runtime
@pytest.mark.parametrize("spoil", [*BROKEN, alter], ids=name_of)
@pytest.mark.parametrize("file", ["python.*.wasm", "snapshot.*.wasm"])
def test_where_the_quick_way_fails_the_whole_one_answers(visitor: BrowserContext, file: str, spoil: Spoil) -> None:
    visitor.route(f"**/{file}", spoil)
    page = visitor.new_page()
    page.goto(ANSWERED)
    expect_answer(page)


@pytest.mark.full_runtime
@pytest.mark.parametrize(
    ("file", "spoil"), [*product(SCRIPTS, BROKEN), *product(CHECKED, [*BROKEN, alter])], ids=name_of
)
def test_where_the_whole_way_fails_too_it_ends_in_a_sentence_and_a_retry_that_works(
    visitor: BrowserContext, file: str, spoil: Spoil
) -> None:
    visitor.route("**/snapshot.*.wasm", refuse)
    visitor.route(f"**/{file}", spoil)
    page = visitor.new_page()
    page.clock.install(time=0)
    page.clock.pause_at(1000)  # nothing is left to the time after which silence is a failure
    page.goto(ANSWERED)
    expect_honest_failure(page)
    visitor.unroute(f"**/{file}")
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect_answer(page)


def test_a_host_that_calls_webassembly_something_else_costs_no_answer(visitor: BrowserContext) -> None:
    visitor.route("**/*.wasm", mistype)
    page = visitor.new_page()
    page.goto(ANSWERED)
    expect_answer(page)


def test_a_file_that_fails_once_is_fetched_again_by_itself(visitor: BrowserContext) -> None:
    left = [1]

    def fail_once(route: Route) -> None:
        if left:
            left.pop()
            route.abort()
        else:
            route.continue_()

    visitor.route("**/snapshot.*.wasm", fail_once)
    page = visitor.new_page()
    page.goto(ANSWERED)
    expect_answer(page)
