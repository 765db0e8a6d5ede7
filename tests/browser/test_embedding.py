"""The calculator in the page of another site: as high as its content, filled in, and telling nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Locator, Page, expect

from calculator.notation import write_date
from calculator.rules import CHECKED_ON
from sitegen.figures.rule_topics import rules_of_site
from tests.conftest import TODAY
from tests.support.calculator import written
from tests.support.frames import FITS, FITTED, NEEDED, STEP
from tests.support.servers import plain

CHOICES = (
    "v=1&submitted_on=2026-11-23&project.service=opleiding&project.theme=cybersecurity"
    "&project.vat_rate=21&costs.deelname=1200"
)
COURSE = """<!doctype html>
<html lang="nl">
<title>Een cursus</title>
<script>
  window.heard = [];
  addEventListener("message", ({{ data, origin }}) => heard.push([origin, data]));
</script>
<p>Voor de rekenmachine</p>
{frame}
{script}
<p>Na de rekenmachine</p>
"""
FRAME = (
    '<iframe src="{address}/insluiten/rekenmachine/{query}#{choices}" title="Rekenmachine" width="{width}"></iframe>'
)
SCRIPT = '<script async src="{address}/insluiten/hoogte.js"></script>'
EMPTY = "<!doctype html><html lang=nl><title>Een ander</title>"

SPY = "ServiceWorkerContainer.prototype.register = async () => { window.registered = true; }"
SHOUT_HEIGHT = "(height) => parent.postMessage({ height }, '*')"
ADD_FRAME = """(src) => new Promise((resolve) => {
  const frame = document.createElement("iframe");
  frame.onload = () => resolve();
  frame.src = src;
  document.body.append(frame);
})"""
LISTEN = "window.heard = []; addEventListener('message', ({ data }) => heard.push(data))"
ASK = """() => new Promise((resolve) => {
  addEventListener("message", ({ data }) => resolve(data), { once: true });
  document.querySelector("iframe").contentWindow.postMessage("height?", "*");
})"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, address: str) -> Path:
    """The pages of a provider of courses."""
    folder = tmp_path_factory.mktemp("cursussen")
    script = SCRIPT.format(address=address)
    for name, width, query, its_script in (
        ("cursus", "100%", "", script),
        ("paars", "100%", "?accent=7A1FA2", script),
        ("geel", "100%", "?accent=ffd500", script),
        ("grijs", "100%", "?accent=808080", script),
        ("zonder-script", "100%", "", ""),
    ):
        frame = FRAME.format(address=address, query=query, choices=CHOICES.replace("&", "&amp;"), width=width)
        (folder / f"{name}.html").write_text(COURSE.format(frame=frame, script=its_script), "utf-8")
    (folder / "ander.html").write_text(EMPTY, "utf-8")
    return folder


@pytest.fixture(scope="module")
def port(folder: Path) -> Iterator[int]:
    """The port of that provider's server; it answers to two names, which are two origins."""
    with plain(folder) as port:
        yield port


@pytest.fixture(scope="module")
def provider(port: int) -> str:
    """The origin of the provider's pages."""
    return f"http://localhost:{port}"


@pytest.fixture(scope="module")
def stranger(port: int) -> str:
    """The origin of a page of someone else."""
    return f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="nl-BE")
    yield context
    context.close()


@pytest.fixture
def visitor(context: BrowserContext) -> Iterator[BrowserContext]:
    """A browser in which Python started before, with no page open."""
    yield context
    for page in context.pages:
        page.close()


def open_course(visitor: BrowserContext, provider: str, name: str = "cursus") -> tuple[Page, Frame]:
    """Open a page of the provider, and wait until the calculator in it has answered."""
    page = visitor.new_page()
    page.goto(f"{provider}/{name}.html")
    handle = page.locator("iframe").element_handle()
    frame = handle.content_frame()
    assert frame is not None
    expect(frame.locator("subsidy-calculator")).to_have_attribute("data-outcome-status", re.compile("."))
    return page, frame


def subsidy_in(frame: Frame) -> Locator:
    return frame.locator('[data-outcome="subsidy"]')


def price_in(frame: Frame) -> Locator:
    return frame.get_by_label("Prijs per deelnemer", exact=True)


def say_small(frame: Frame) -> None:
    """Choose a small enterprise."""
    frame.get_by_role("radio", name="Minder dan 50").check()


def heard_by(page: Page) -> list[tuple[str, object]]:
    heard: list[tuple[str, object]] = [(origin, data) for origin, data in page.evaluate("heard")]
    return heard


def height_of(page: Page) -> str:
    height: str = page.locator("iframe").first.evaluate("frame => frame.style.height")
    return height


def test_the_frame_is_filled_in_and_answers_with_the_right_amounts(visitor: BrowserContext, provider: str) -> None:
    _, frame = open_course(visitor, provider)
    expect(price_in(frame)).to_have_value("1200")
    say_small(frame)
    expect(subsidy_in(frame)).to_have_text(written("€ 540,00"))
    expect(frame.locator('[data-outcome="outlay"]')).to_have_text(written("€ 912,00"))


def test_the_frame_grows_with_what_is_in_it(visitor: BrowserContext, provider: str) -> None:
    page, frame = open_course(visitor, provider)
    frame.wait_for_function(FITS)
    before = height_of(page)
    say_small(frame)
    frame.wait_for_function(f"(before) => innerHeight > parseInt(before) + 100 && {FITTED}", arg=before)
    page.set_viewport_size({"width": 320, "height": 640})
    frame.wait_for_function(FITS)
    assert frame.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_on_a_phone_the_filled_in_questions_stay_in_sight(visitor: BrowserContext, provider: str) -> None:
    page, frame = open_course(visitor, provider)
    page.set_viewport_size({"width": 360, "height": 780})
    say_small(frame)
    expect(subsidy_in(frame)).to_have_text(written("€ 540,00"))
    expect(frame.get_by_label("Waarover gaat het?", exact=True)).to_be_visible()
    expect(price_in(frame)).to_be_visible()


def test_the_page_around_hears_heights_and_nothing_that_was_typed(visitor: BrowserContext, provider: str) -> None:
    page, frame = open_course(visitor, provider)
    price_in(frame).fill("3333")
    say_small(frame)
    expect(subsidy_in(frame)).to_have_text(written("€ 1.499,85"))
    frame.wait_for_function(FITS)
    heard = heard_by(page)
    assert heard
    for origin, data in heard:
        assert origin == frame.evaluate("origin")
        assert isinstance(data, dict)
        assert [*data] == ["height"]
        assert isinstance(data["height"], int)


@pytest.fixture
def mistakes(visitor: BrowserContext) -> list[str]:
    """What goes wrong in scripts of any page."""
    found: list[str] = []
    visitor.on("weberror", lambda error: found.append(str(error.error)))
    return found


def test_a_page_that_does_not_ask_is_told_nothing(visitor: BrowserContext, provider: str, mistakes: list[str]) -> None:
    page, frame = open_course(visitor, provider, "zonder-script")
    say_small(frame)
    expect(subsidy_in(frame)).to_have_text(written("€ 540,00"))
    page.evaluate("document.querySelector('iframe').contentWindow.postMessage('hoogte', '*')")
    height = page.evaluate(ASK)["height"]
    assert height - STEP < frame.evaluate(NEEDED) <= height
    assert len(heard_by(page)) == 1
    assert mistakes == []


def test_only_the_page_around_gets_an_answer(visitor: BrowserContext, provider: str, stranger: str) -> None:
    page, frame = open_course(visitor, provider, "zonder-script")
    page.evaluate(ADD_FRAME, f"{stranger}/ander.html")
    other = page.frames[-1]
    other.evaluate(LISTEN)
    frame.evaluate(LISTEN)
    page.evaluate(ASK)
    other.evaluate("parent.frames[0].postMessage('height?', '*')")
    frame.evaluate("postMessage('height?', '*')")
    frame.wait_for_function("() => heard.length === 3")
    told = len(heard_by(page))
    say_small(frame)
    page.wait_for_function("(told) => heard.length > told", arg=told)
    assert {origin for origin, _ in heard_by(page)} == {frame.evaluate("origin")}
    assert other.evaluate("heard") == []


def test_a_page_that_stands_by_itself_tells_nobody(visitor: BrowserContext, address: str) -> None:
    page = visitor.new_page()
    page.goto(f"{address}/insluiten/rekenmachine/#{CHOICES}")
    page.evaluate(LISTEN)
    page.evaluate("postMessage('height?', '*')")
    page.evaluate("postMessage('last', '*')")
    page.wait_for_function("() => heard.includes('last')")
    assert page.evaluate("heard") == ["height?", "last"]


def test_heights_from_another_origin_are_ignored(visitor: BrowserContext, provider: str, stranger: str) -> None:
    page, frame = open_course(visitor, provider)
    frame.wait_for_function(FITS)
    before = height_of(page)
    page.evaluate(ADD_FRAME, f"{stranger}/ander.html")
    page.frames[-1].evaluate(SHOUT_HEIGHT, 7)
    page.wait_for_function("() => heard.some(([, data]) => data.height === 7)")
    assert height_of(page) == before
    frame.goto(f"{stranger}/ander.html")  # the right window, which now shows someone else's page
    frame.evaluate(SHOUT_HEIGHT, 8)
    page.wait_for_function("() => heard.some(([, data]) => data.height === 8)")
    assert height_of(page) == before


def test_heights_from_another_window_of_the_right_origin_are_ignored(
    visitor: BrowserContext, provider: str, address: str
) -> None:
    page, frame = open_course(visitor, provider)
    frame.wait_for_function(FITS)
    before = height_of(page)
    page.evaluate(ADD_FRAME, f"{address}/insluiten/hoogte.js")
    page.frames[-1].evaluate(SHOUT_HEIGHT, 7)
    page.wait_for_function("() => heard.some(([, data]) => data.height === 7)")
    assert height_of(page) == before
    assert page.locator("iframe").last.get_attribute("style") is None


@pytest.mark.parametrize("nonsense", ["9px", -9, 0, None, [], {"a": 9}])
def test_what_is_no_height_is_ignored(visitor: BrowserContext, provider: str, nonsense: object) -> None:
    page, frame = open_course(visitor, provider)
    frame.wait_for_function(FITS)
    before = height_of(page)
    told = len(heard_by(page))
    frame.evaluate(SHOUT_HEIGHT, nonsense)
    page.wait_for_function("(told) => heard.length === told + 1", arg=told)
    assert height_of(page) == before


def test_links_open_beside_the_page_and_the_whole_page_has_the_answers(visitor: BrowserContext, provider: str) -> None:
    page, frame = open_course(visitor, provider)
    say_small(frame)
    frame.wait_for_function("() => location.hash.includes('enterprise.size=klein')")
    with visitor.expect_page() as opened:
        frame.get_by_role("link", name="Open de volledige pagina").click()
    expect(opened.value.locator('[data-outcome="subsidy"]')).to_have_text(written("€ 540,00"))
    expect(opened.value).to_have_url(re.compile("/bereken/#v=1&"))
    with visitor.expect_page() as opened:
        frame.get_by_role("link", name="Kijk na of u in aanmerking komt").click()
    expect(opened.value.get_by_role("group", name="Hebt u een vestiging in het Vlaamse Gewest?")).to_be_visible()
    expect(opened.value.locator('[data-outcome="subsidy"]')).to_have_text(written("€ 540,00"))
    assert page.url == f"{provider}/cursus.html"


def test_the_site_is_kept_for_offline_where_one_visits_it_and_not_in_the_page_of_another(
    visitor: BrowserContext, provider: str, address: str
) -> None:
    page = visitor.new_page()
    page.add_init_script(SPY)
    page.goto(f"{provider}/cursus.html")
    page.frame_locator("iframe").get_by_role("radio", name="Minder dan 50").check()
    page.frames[1].wait_for_function("() => location.hash.includes('enterprise.size=klein')")
    assert page.frames[1].evaluate("window.registered") is None
    page.goto(f"{address}/bereken/#{CHOICES}")
    page.wait_for_function("() => window.registered")


def test_the_frame_says_whose_it_is_how_new_and_how_certain(visitor: BrowserContext, provider: str) -> None:
    _, frame = open_course(visitor, provider)
    foot = frame.get_by_role("contentinfo")
    days = [write_date(day) for day in (rules_of_site(TODAY).in_force_from, CHECKED_ON)]
    for words in ("indicatief", "ie-net ingenieursvereniging", *days, "nieuw tabblad"):
        expect(foot).to_contain_text(words)
    expect(frame.get_by_role("navigation")).to_have_count(0)
    expect(frame.get_by_role("banner")).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "light", "dark"),
    [
        ("cursus", "rgb(43, 70, 185)", "rgb(170, 185, 255)"),
        ("paars", "rgb(122, 31, 162)", "rgb(170, 185, 255)"),
        ("geel", "rgb(43, 70, 185)", "rgb(255, 213, 0)"),
        ("grijs", "rgb(43, 70, 185)", "rgb(170, 185, 255)"),
    ],
)
def test_a_colour_is_taken_only_where_it_can_be_read(
    visitor: BrowserContext, provider: str, name: str, light: str, dark: str
) -> None:
    page, frame = open_course(visitor, provider, name)
    button = frame.get_by_role("button", name="Bereken", exact=True)
    page.emulate_media(color_scheme="light")
    expect(button).to_have_css("background-color", light)
    page.emulate_media(color_scheme="dark")
    expect(button).to_have_css("background-color", dark)


@pytest.mark.parametrize("accent", ["red", "fff", "0a5f63;color:red", "%22%3E%3Cb%3E", "0a5f6g"])
def test_what_is_no_colour_changes_nothing(visitor: BrowserContext, address: str, accent: str) -> None:
    page = visitor.new_page()
    page.goto(f"{address}/insluiten/rekenmachine/?accent={accent}#{CHOICES}")
    expect(page.get_by_role("button", name="Bereken", exact=True)).to_have_css("background-color", "rgb(43, 70, 185)")
    assert page.locator("html").get_attribute("style") is None


@pytest.mark.full_runtime
def test_worked_amounts_stand_in_the_frame_only_where_the_calculator_cannot_run(
    visitor: BrowserContext, provider: str
) -> None:
    page, frame = open_course(visitor, provider)
    expect(frame.get_by_role("heading", name="Uitgewerkte bedragen")).to_be_hidden()
    visitor.route("**/*.wasm", lambda route: route.abort())
    page.reload()
    there = page.frame_locator("iframe")
    expect(there.get_by_text("Daarom tonen wij geen bedrag")).to_be_visible()
    expect(there.get_by_role("heading", name="Uitgewerkte bedragen")).to_be_visible()
    visitor.unroute_all()
