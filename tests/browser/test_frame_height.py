"""The height of the frame on another site shows all that is in it, and tells nothing of what was typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect

from tests.support.frames import FITS, FITTED, NEEDED, STEP
from tests.support.servers import plain

CHOICES = "v=1&enterprise.size=klein&project.service=opleiding&project.theme=innovatie"
AMOUNTS = ("1000", "1001", "999", "100,50", "12345,67", "123456,78")
DAYS = ("2027-05-03", "2027-09-29", "2027-12-30")
WIDTHS = range(280, 1_000, 11)
"""66 widths of a frame, from a telephone to a desk."""

PROVIDER = """<!doctype html>
<html lang="nl">
<title>Een cursus</title>
<script>
  window.heard = [];
  addEventListener("message", ({{ data }}) => heard.push(data.height));
</script>
{frames}
{script}
"""
FRAME = '<iframe src="{address}/insluiten/rekenmachine/#{choices}" title="Rekenmachine"></iframe>'
SCRIPT = '<script async src="{address}/insluiten/hoogte.js"></script>'

NARROW = "(width) => { for (const frame of document.querySelectorAll('iframe')) frame.style.width = `${width}px`; }"
NEEDED_AT = f"() => new Promise((told) => requestAnimationFrame(() => told({NEEDED})))"
FLOOD = """() => {
  for (let left = 500; left; left--) frames[0].postMessage("height?", "*");
}"""
LET_ALL_PASS = """async () => {
  const [before] = [heard.length];
  for (let left = 5; left; left--) await new Promise((next) => requestIdleCallback(next));
  return heard.length - before;
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a provider of courses."""
    return tmp_path_factory.mktemp("cursussen")


@pytest.fixture(scope="module")
def provider(folder: Path) -> Iterator[str]:
    """The origin of that provider's pages."""
    with plain(folder) as port:
        yield f"http://localhost:{port}"


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    # all frames in sight: a browser lays out none that nobody sees
    context = browser.new_context(locale="nl-BE", viewport={"width": 3300, "height": 2500})
    yield context
    context.close()


def open_frames(
    visitor: BrowserContext, folder: Path, provider: str, address: str, choices: list[str], script: str = SCRIPT
) -> tuple[Page, list[Frame]]:
    """Open a page of the provider with a frame for each of the choices, and wait until each has answered."""
    frames = "\n".join(FRAME.format(address=address, choices=each.replace("&", "&amp;")) for each in choices)
    text = PROVIDER.format(frames=frames, script=script.format(address=address))
    (folder / "cursus.html").write_text(text, "utf-8")
    page = visitor.new_page()
    page.goto(f"{provider}/cursus.html")
    found = page.frames[1:]
    for frame in found:
        expect(frame.locator("subsidy-calculator")).to_have_attribute("data-outcome-status", "subsidie")
        expect(frame.locator("subsidy-calculator")).to_have_attribute("data-state", "ready")
    return page, found


def heights_over_widths(page: Page, frames: list[Frame]) -> list[list[int]]:
    """Return the heights of all frames, at each of the widths, once everything fits."""
    heights = []
    for width in WIDTHS:
        page.evaluate(NARROW, width)
        for frame in frames:
            frame.wait_for_function(f"(width) => innerWidth === width && {FITTED}", arg=width)
        heights.append([frame.evaluate("innerHeight") for frame in frames])
    return heights


def test_two_amounts_give_the_same_heights_over_many_widths(
    visitor: BrowserContext, folder: Path, provider: str, address: str
) -> None:
    choices = [f"{CHOICES}&costs.deelname={amount}" for amount in AMOUNTS[:3]]
    page, frames = open_frames(visitor, folder, provider, address, choices)
    heights = heights_over_widths(page, frames)
    assert len(heights) == 66
    assert [each for each in heights if len(set(each)) > 1] == []
    page.close()


@pytest.mark.parametrize(
    "name_and_values", [("costs.deelname", AMOUNTS), ("costs.deelname=1000&project.starts_on", DAYS)]
)
def test_what_is_in_the_frame_is_as_high_whatever_the_amounts_and_the_days(
    visitor: BrowserContext, folder: Path, provider: str, address: str, name_and_values: tuple[str, tuple[str, ...]]
) -> None:
    name, values = name_and_values
    page, frames = open_frames(
        visitor, folder, provider, address, [f"{CHOICES}&{name}={value}" for value in values], script=""
    )
    for width in WIDTHS:
        page.evaluate(NARROW, width)
        for frame in frames:
            frame.wait_for_function("(width) => innerWidth === width", arg=width)
        assert len({frame.evaluate(NEEDED_AT) for frame in frames}) == 1, width
    page.close()


def test_the_height_follows_what_is_in_the_frame_by_whole_steps(
    visitor: BrowserContext, folder: Path, provider: str, address: str
) -> None:
    page, [frame] = open_frames(visitor, folder, provider, address, [f"{CHOICES}&costs.deelname=1000"])
    page.evaluate(NARROW, 320)
    frame.wait_for_function(f"() => innerWidth === 320 && {FITTED}")
    high = frame.evaluate("innerHeight")
    page.evaluate(NARROW, 900)
    frame.wait_for_function(f"(high) => innerHeight <= high - 2 * {STEP} && {FITTED}", arg=high)
    heard = page.evaluate("heard")
    assert [height % STEP for height in heard] == [0] * len(heard)
    assert [fall for fall in map(int.__sub__, heard, heard[1:]) if fall == STEP] == []
    page.close()


def test_a_flood_of_questions_gets_no_flood_of_answers(
    visitor: BrowserContext, folder: Path, provider: str, address: str
) -> None:
    page, [frame] = open_frames(visitor, folder, provider, address, [f"{CHOICES}&costs.deelname=1000"])
    frame.wait_for_function(FITS)
    before = page.evaluate("heard.length")
    page.evaluate(FLOOD)
    page.wait_for_function("(before) => heard.length > before", arg=before)
    page.evaluate(LET_ALL_PASS)
    assert page.evaluate("heard.length") - before < 10
    page.close()
