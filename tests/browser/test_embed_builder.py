"""The page on which a provider makes the code that shows the calculator on another site."""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from sitegen.source.settings import read_settings
from tests.conftest import ROOT, TODAY
from tests.support.calculator import written
from tests.support.frames import FITS
from tests.support.servers import plain

NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
HOME = read_settings(ROOT / "site_src")[0].address
SOURCE_OF_FRAME = re.compile(r'<iframe src="([^"]*)"')


@pytest.fixture
def builder(tab: Page) -> Page:
    """The builder, on the day of the tests."""
    tab.clock.set_fixed_time(NOON)
    tab.goto("/insluiten/")
    return tab


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The folder and the address of another site."""
    with plain(tmp_path) as port:
        yield tmp_path, f"http://localhost:{port}/"


def choose(page: Page, *, theme: str = "Cybersecurity", price: str = "1.200", vat: str = "21") -> None:
    """Choose what is filled in, and wait for the code."""
    page.get_by_label("Thema", exact=True).select_option(theme)
    page.get_by_label("Deelnameprijs", exact=True).fill(price)
    page.get_by_label("Btw-tarief", exact=True).fill(vat)
    expect(page.locator("embed-builder")).to_have_attribute("data-state", "ready")


def code_on(page: Page) -> Locator:
    return page.locator("pre code")


def address_in(code: str) -> str:
    """Give the address of the frame, as a browser reads it in the code."""
    found = SOURCE_OF_FRAME.search(code)
    assert found
    return html.unescape(found[1])


def test_the_code_begins_without_choices_and_is_whole(builder: Page) -> None:
    code = code_on(builder).inner_text()
    assert address_in(code) == f"{HOME}insluiten/rekenmachine/"
    assert f'<script async src="{HOME}insluiten/hoogte.js"></script>' in code


def test_the_choices_stand_in_the_code_as_in_a_share_link(builder: Page) -> None:
    choose(builder)
    builder.get_by_role("radio", name="Middelgroot").check()
    builder.get_by_role("radio", name="Advies").check()
    expect(code_on(builder)).to_contain_text("enterprise.size=middelgroot&amp;project.service=advies")
    assert address_in(code_on(builder).inner_text()) == (
        f"{HOME}insluiten/rekenmachine/#v=1&enterprise.size=middelgroot&project.service=advies"
        "&project.theme=cybersecurity&project.vat_rate=21&project.prices_include_vat=false&costs.deelname=1.200"
    )


def test_the_preview_follows_each_choice_with_the_right_amount(builder: Page) -> None:
    choose(builder)
    builder.get_by_role("radio", name="Klein").check()
    preview = builder.frame_locator("iframe")
    expect(preview.locator('[data-outcome="subsidy"]')).to_have_text(written("€ 540,00"))
    choose(builder, theme="Innovatie")
    expect(preview.locator('[data-outcome="subsidy"]')).to_have_text(written("€ 360,00"))
    expect(preview.locator('[data-outcome="outlay"]')).to_have_text(written("€ 1.092,00"))
    builder.frames[1].wait_for_function(FITS)
    builder.go_back()
    expect(builder).not_to_have_url(re.compile("/insluiten/"))


def test_the_code_works_once_it_is_pasted_elsewhere(
    builder: Page, window: BrowserContext, elsewhere: tuple[Path, str], address: str
) -> None:
    choose(builder)
    builder.get_by_role("radio", name="Klein").check()
    expect(code_on(builder)).to_contain_text("size=klein")
    code = code_on(builder).inner_text().replace(HOME, f"{address}/")
    folder, other_site = elsewhere
    (folder / "index.html").write_text(f"<!doctype html><title>Cursus</title>{code}", "utf-8")
    page = window.new_page()
    page.clock.set_fixed_time(NOON)
    page.goto(other_site)
    frame = page.frame_locator("iframe")
    expect(frame.locator('[data-outcome="subsidy"]')).to_have_text(written("€ 540,00"))
    page.frames[1].wait_for_function(FITS)
    assert page.frames[1].evaluate("innerHeight") != 1200
    page.close()


def test_a_price_that_cannot_be_read_is_said_at_its_field_and_gives_no_code(builder: Page) -> None:
    choose(builder, price="duizend")
    price = builder.get_by_label("Deelnameprijs", exact=True)
    expect(price).to_have_accessible_description(re.compile("^Dit kunnen wij niet lezen"))
    expect(code_on(builder)).to_be_hidden()
    expect(builder.get_by_role("button", name="Kopieer de code")).to_be_hidden()
    expect(builder.get_by_text("Verbeter eerst")).to_be_visible()
    builder.get_by_role("button", name="Maak de code").click()
    expect(price).to_be_focused()
    price.fill("1.200")
    expect(code_on(builder)).to_contain_text("costs.deelname=1.200")
    expect(builder.locator("[aria-invalid]")).to_have_count(0)


@pytest.mark.parametrize(
    ("colour", "light", "dark", "query"),
    [
        ("#7a1fa2", "goed te lezen", "niet goed genoeg te lezen", "/?accent=7a1fa2#"),
        ("#ffd500", "niet goed genoeg te lezen", "goed te lezen", "/?accent=ffd500#"),
        ("#808080", "niet goed genoeg te lezen", "niet goed genoeg te lezen", "/#"),
    ],
)
def test_a_colour_is_judged_in_words_and_refused_where_it_cannot_be_read(
    builder: Page, colour: str, light: str, dark: str, query: str
) -> None:
    choose(builder)
    builder.get_by_label("Kleur van knoppen en links").fill(colour)
    verdict = builder.locator("#accent-oordeel p")
    expect(verdict.nth(0)).to_contain_text(f"Op een lichte achtergrond is deze kleur {light}")
    expect(verdict.nth(1)).to_contain_text(f"Op een donkere achtergrond is deze kleur {dark}")
    expect(code_on(builder)).to_contain_text(f"rekenmachine{query}v=1")


def test_the_code_is_copied_as_it_stands(builder: Page, window: BrowserContext) -> None:
    window.grant_permissions(["clipboard-read", "clipboard-write"])
    choose(builder)
    builder.get_by_role("button", name="Kopieer de code").click()
    expect(builder.get_by_text("De code is gekopieerd.")).to_be_visible()
    assert builder.evaluate("navigator.clipboard.readText()") == code_on(builder).inner_text()


def test_all_choices_are_made_by_keyboard(builder: Page) -> None:
    builder.get_by_role("radio", name="Een opleiding").focus()
    builder.keyboard.press("Tab")
    builder.keyboard.type("Cyber")
    builder.keyboard.press("Tab")
    builder.keyboard.type("900")
    builder.keyboard.press("Tab")
    builder.keyboard.press("Tab")
    builder.keyboard.press("ArrowDown")
    expect(builder.get_by_role("radio", name="Klein")).to_be_checked()
    builder.keyboard.press("Tab")
    expect(builder.get_by_label("Kleur van knoppen en links")).to_be_focused()
    builder.keyboard.press("Tab")
    builder.keyboard.press("Enter")
    expect(builder.get_by_role("heading", name="De code voor uw pagina")).to_be_focused()
    builder.keyboard.press("Tab")
    expect(builder.get_by_role("button", name="Kopieer de code")).to_be_focused()
    expect(code_on(builder)).to_contain_text("size=klein&amp;project.service=opleiding&amp;project.theme=cybersecurity")


@pytest.mark.full_runtime
def test_a_builder_whose_python_cannot_start_says_so_and_tries_again(page: Page) -> None:
    page.context.route("**/*.wasm", lambda route: route.abort())
    page.goto("/insluiten/")
    page.get_by_label("Deelnameprijs", exact=True).fill("900")
    expect(page.locator("embed-builder")).to_have_attribute("data-state", "failed")
    expect(page.get_by_text("Daarom maken wij geen code")).to_be_visible()
    expect(code_on(page)).to_be_hidden()
    page.context.unroute_all()
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect(code_on(page)).to_contain_text("costs.deelname=900")


def test_providers_are_led_to_the_builder(tab: Page) -> None:
    tab.goto("/voor-dienstverleners/")
    tab.get_by_role("link", name="Kies wat al ingevuld is en kopieer de code").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("De rekenmachine op uw eigen website")
