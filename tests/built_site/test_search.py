"""Searching the site, in the browser, under a strict policy and any path."""

import json
import re
import tomllib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Thread
from typing import NamedTuple, TypedDict, override

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from sitegen.preview.static_server import HOST, StaticHandler, find_port
from tests.conftest import ROOT

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'"
)
FAQ = "/veelgestelde-vragen/"
FAQ_QUESTION = re.compile(r"^### (.+?) \{: #([a-z0-9-]+) \}$", re.MULTILINE)
NEIGHBOURS = """marks => marks.map(mark => [
    (mark.previousSibling?.textContent ?? "").slice(-1), (mark.nextSibling?.textContent ?? "").slice(0, 1)
])"""


class Question(NamedTuple):
    """What people type, the section that answers it, and words that the section holds."""

    asked: str
    section: str
    words: str


class Section(TypedDict):
    """A section as the search reads it."""

    address: str
    heading: str
    text: str
    last: bool


def read_questions() -> list[Question]:
    cases = tomllib.loads((ROOT / "tests" / "built_site" / "zoekvragen.toml").read_text("utf-8"))["vraag"]
    return [Question(case["vraag"], f"{case['pagina']}#{case['kop']}", case["zin"]) for case in cases]


def read_faq() -> list[Question]:
    text = (ROOT / "site_src" / "pages" / "veelgestelde-vragen.md").read_text("utf-8")
    return [Question(heading, f"{FAQ}#{anchor}", heading) for heading, anchor in FAQ_QUESTION.findall(text)]


QUESTIONS = read_questions()
ALL_QUESTIONS = [*QUESTIONS, *read_faq()]


class StrictHandler(StaticHandler):
    """A host that sends the strictest policy under which the site must work."""

    @override
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture(scope="module")
def below(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site on a strict host, under a path."""
    root = tmp_path_factory.mktemp("host")
    (root / "kmo").symlink_to(built_site, target_is_directory=True)
    with find_port(partial(StrictHandler, directory=str(root)), 8400) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://{HOST}:{server.server_port}/kmo"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def open_search(browser: Browser, below: str) -> Iterator[Page]:
    """A tab with the search page, for all tests that only type in it."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{below}/zoeken/")
    yield page
    context.close()


@pytest.fixture(scope="module")
def sections(built_site: Path) -> dict[str, Section]:
    """Every section that the search knows, by its address."""
    known: list[Section] = json.loads((built_site / "zoek" / "index.json").read_text("utf-8"))
    return {section["address"]: section for section in known}


def box(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Wat zoekt u?")


def hits(page: Page) -> Locator:
    return page.get_by_role("main").get_by_role("listitem").filter(has=page.locator('[data-part="excerpt"]'))


def addresses(page: Page, below: str) -> list[str]:
    """The addresses of the hits within the site, in order."""
    links: list[str] = hits(page).get_by_role("link").evaluate_all("links => links.map(link => link.href)")
    assert all(link.startswith(f"{below}/") for link in links)
    return [link.removeprefix(below) for link in links]


def ask(page: Page, question: str) -> None:
    box(page).fill(question)
    box(page).press("Enter")
    expect(page.get_by_role("status")).to_be_visible()


@pytest.mark.parametrize("question", ALL_QUESTIONS, ids=[question.asked for question in ALL_QUESTIONS])
def test_a_question_leads_within_three_hits_to_the_section_that_answers_it(
    open_search: Page, below: str, sections: dict[str, Section], question: Question
) -> None:
    section = sections[question.section]
    assert question.words in f"{section['heading']} {section['text']}"
    ask(open_search, question.asked)
    expect(hits(open_search).first).to_be_visible()
    assert question.section in addresses(open_search, below)[:3]


def test_there_are_sixty_questions_besides_those_of_the_page_of_questions() -> None:
    assert (
        len({question.asked.casefold() for question in QUESTIONS} - {faq.asked.casefold() for faq in read_faq()}) >= 60
    )


@pytest.mark.parametrize(
    "part", ["cybersecur", "scheque", "kappersmat", "portefeui", "opleidingschequebeheer", "te", "hoe dan"]
)
def test_a_part_of_a_word_a_word_that_stands_nowhere_and_only_small_words_find_nothing(
    open_search: Page, part: str
) -> None:
    ask(open_search, part)
    expect(open_search.get_by_role("status")).to_contain_text("Niets gevonden")
    expect(hits(open_search)).to_have_count(0)


@pytest.mark.parametrize("word", ["ziek", "heftruck", "Pluxee", "syllabus", "pentest", "bijberoep", "webinar"])
def test_every_hit_has_the_word_itself(open_search: Page, below: str, sections: dict[str, Section], word: str) -> None:
    ask(open_search, word)
    expect(hits(open_search).first).to_be_visible()
    for address in addresses(open_search, below):
        section = sections[address]
        assert re.search(rf"\b{word}\b", f"{section['heading']} {section['text']}", re.IGNORECASE), address


def test_a_synonym_leads_to_the_word_of_the_site_and_that_is_marked(open_search: Page) -> None:
    ask(open_search, "eigen aandeel")
    expect(hits(open_search).first.locator("mark").first).to_be_visible()
    marked = hits(open_search).locator("mark").all_inner_texts()
    assert {"eigen", "deel"} <= {text.casefold() for text in marked}
    ask(open_search, "inloggen")
    expect(hits(open_search).first).to_contain_text("aanmelden")


def test_only_whole_words_are_marked(open_search: Page) -> None:
    ask(open_search, "te laat storten op de rekening")
    expect(hits(open_search).first).to_be_visible()
    marks = hits(open_search).locator("mark")
    assert {"te", "op", "de"}.isdisjoint(text.casefold() for text in marks.all_inner_texts())
    neighbours = marks.evaluate_all(NEIGHBOURS)
    assert neighbours
    assert not [pair for pair in neighbours if any(character.isalnum() for character in pair)]


def test_a_word_that_is_being_typed_shows_what_starts_so_until_it_is_whole(open_search: Page) -> None:
    box(open_search).fill("")
    box(open_search).press_sequentially("cybersecurity")
    expect(open_search.get_by_role("status")).to_contain_text("antwoorden gevonden")
    box(open_search).fill("cybersec")
    expect(open_search.get_by_role("status")).to_contain_text("woord dat zo begint")
    expect(hits(open_search).first.locator("mark").first).to_have_text(re.compile("^cybersecurity$", re.IGNORECASE))
    box(open_search).press("Enter")
    expect(open_search.get_by_role("status")).to_contain_text("Niets gevonden")


def test_pages_about_the_site_itself_come_last(open_search: Page, below: str, sections: dict[str, Section]) -> None:
    for question in ("website", "dienstverlener", "kosten"):
        ask(open_search, question)
        expect(hits(open_search).first).to_be_visible()
        assert not [address for address in addresses(open_search, below)[:3] if sections[address]["last"]], question
    ask(open_search, "cookies")
    expect(hits(open_search).first.get_by_role("link")).to_contain_text("Privacy")


def test_an_excerpt_reads_as_it_stands_on_the_page(open_search: Page) -> None:
    ask(open_search, "hotel")
    expect(hits(open_search).first).to_contain_text("Uw verblijf, zoals een hotel · niet bekend")


def test_the_first_hit_opens_at_its_section_and_nothing_complains(page: Page, below: str) -> None:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(f"{below}/zoeken/")
    ask(page, "Sodexo")
    hits(page).first.get_by_role("link").click()
    expect(page).to_have_url(re.compile(f"^{re.escape(below)}/.*#sodexo$"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert problems == []


def test_what_is_typed_stays_in_the_address_after_a_reload_and_when_coming_back(page: Page, below: str) -> None:
    page.goto(f"{below}/zoeken/")
    box(page).press_sequentially("catering & co")
    expect(page).to_have_url(f"{below}/zoeken/#q=catering%20%26%20co")
    page.reload()
    expect(box(page)).to_have_value("catering & co")
    hits(page).first.get_by_role("link").click()
    expect(page).to_have_url(re.compile("/kosten/"))
    page.go_back()
    expect(box(page)).to_have_value("catering & co")
    expect(hits(page).first).to_be_visible()
    box(page).fill("")
    expect(page).to_have_url(f"{below}/zoeken/")
    expect(hits(page)).to_have_count(0)


def test_what_is_sought_leaves_with_no_request(page: Page, below: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{below}/zoeken/#q=catering")
    expect(box(page)).to_have_value("catering")
    expect(hits(page).first).to_be_visible()
    ask(page, "personeel")
    expect(page).to_have_url(f"{below}/zoeken/#q=personeel")
    assert not [url for url in asked if "catering" in url.partition("#")[0] or "personeel" in url.partition("#")[0]]


def test_a_search_that_could_not_be_fetched_says_so_and_is_fetched_the_next_time(page: Page, below: str) -> None:
    page.route("**/zoek/index.json", lambda route: route.abort())
    page.goto(f"{below}/zoeken/#q=catering")
    expect(page.get_by_role("status")).to_contain_text("Zoeken lukt nu niet")
    page.unroute("**/zoek/index.json")
    box(page).press("Enter")
    expect(hits(page).first).to_be_visible()


def test_without_scripts_there_is_a_list_and_no_form(browser: Browser, below: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{below}/zoeken/")
    expect(page.locator("form")).to_be_hidden()
    expect(page.get_by_role("main").get_by_role("link", name="Welke kosten tellen mee?")).to_be_visible()
    context.close()
