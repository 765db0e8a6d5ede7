"""The year planner: one picture of the year, that keeps itself, gives advice, and goes wherever a plan goes."""

import re
from collections.abc import Iterator
from pathlib import Path

import icalendar
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.support.calculator import expect_outcome, link_to, wait_until, written
from tests.support.planner import (
    add_row,
    download_text,
    expect_subsidy,
    expect_total,
    fill_row,
    fill_year,
    names_on,
    open_planner,
    planned_row,
    totals_on,
    upload,
)

REACHED = "Deze aanvraag maakt uw plafond van dat jaar vol."
SIX = (
    ("Boekhouden", "2026-12-01", "Financiële geletterdheid", "4000"),
    ("Phishing", "2026-12-02", "Cybersecurity", "6000"),
    ("Leidinggeven", "2026-12-03", "Personeelsmanagement", "6.000"),
    ("Excel; deel 1", "2026-12-04", "Digitalisering", "400"),
    ("'t Atelier", "2026-12-07", "Innovatie", "4000"),
    ("AI", "2027-01-04", "Digitalisering", "1200"),
)
ALL_SIX = ["1.200,00", "2.700,00", "1.800,00", "120,00", "1.200,00", "360,00"]

OPEN_WHILE_THE_ADDRESS_IS_WRITTEN = """() => {
  const before = location.hash;
  location.hash = before.replace("costs.deelname=8000", "costs.deelname=4000");
  history.replaceState(null, "", before);
}"""


@pytest.fixture
def elsewhere(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """The browser of somebody else."""
    context = browser.new_context(base_url=address, locale="nl-BE", accept_downloads=True)
    yield context
    context.close()


def fill_six(page: Page) -> None:
    """Type a year of six trainings of a small enterprise."""
    open_planner(page)
    for number, (name, day, theme, cost) in enumerate(SIX, start=1):
        if number > 1:
            add_row(page)
        fill_row(page, number, name=name, day=day, theme=theme, cost=cost)
    expect_subsidies(page, ALL_SIX)


def table_on(page: Page) -> Locator:
    """Return the table with a line for each row."""
    return page.get_by_role("table", name="Elke aanvraag")


def expect_subsidies(page: Page, amounts: list[str]) -> None:
    """Expect a line in the table for each row, with these subsidies."""
    expect(table_on(page).locator("tbody tr")).to_have_text(
        [re.compile(re.escape(f"€\xa0{amount}")) for amount in amounts]
    )


def download(page: Page, button: str, folder: Path) -> bytes:
    """Press a button that saves a file, and return what is in it."""
    with page.expect_download() as saved:
        page.get_by_role("button", name=button).click()
    saved.value.save_as(folder / saved.value.suggested_filename)
    return (folder / saved.value.suggested_filename).read_bytes()


def test_a_year_of_six_is_typed_kept_shared_saved_opened_and_put_in_a_calendar(
    tab: Page, elsewhere: BrowserContext, tmp_path: Path
) -> None:
    fill_six(tab)
    tab.wait_for_function("() => location.hash.includes('plan.5.costs.deelname=1200')")
    tab.reload()
    expect_subsidies(tab, ALL_SIX)
    other = elsewhere.new_page()
    other.goto(tab.url)
    expect_subsidies(other, ALL_SIX)
    assert names_on(other) == [name for name, *_ in SIX]
    table = download(other, "Bewaar als CSV", tmp_path)
    third = elsewhere.new_page()
    third.clock.set_fixed_time("2026-01-02T12:00:00Z")
    third.goto("/jaarplan/")
    wait_until(third, "ready")
    upload(third, table)
    expect_subsidies(third, ALL_SIX)
    expect(third.get_by_role("radio", name="Klein")).to_be_checked()
    assert names_on(third) == [name for name, *_ in SIX]
    calendar = icalendar.Calendar.from_ical(download(third, "Zet de data in uw agenda", tmp_path).decode())
    summaries = {str(event["SUMMARY"]) for event in calendar.walk("VEVENT")}
    asked = {f"kmo-portefeuille, {name}: doe de aanvraag" for name in ("Excel; deel 1", "AI")}
    assert asked <= summaries
    assert len(calendar.walk("VEVENT")) == len({str(event["UID"]) for event in calendar.walk("VEVENT")}) == 24


def test_twelve_rows_print_on_one_sheet(tab: Page) -> None:
    fill_six(tab)
    text = download_text(tab)
    lines = text.splitlines()
    upload(tab, "\r\n".join([lines[0], *lines[1:], *lines[1:]]))
    expect(table_on(tab).locator("tbody tr")).to_have_count(12)
    pages = tab.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    assert pages == 1
    tab.emulate_media(media="print")
    expect(table_on(tab).get_by_role("cell", name="1 december 2026").first).to_be_visible()
    expect(planned_row(tab, 1)).to_be_hidden()


def test_each_training_gets_what_those_before_it_left_of_the_ceiling(tab: Page) -> None:
    fill_year(tab)
    expect(planned_row(tab, 1)).to_contain_text(written("€ 2.400,00 subsidie (30 %)"))
    expect(planned_row(tab, 1)).to_contain_text(written("Nog over van het plafond: € 5.100,00."))
    expect(planned_row(tab, 2)).to_contain_text(written("€ 4.050,00 subsidie (45 %)"))
    expect(planned_row(tab, 3)).to_contain_text(written("€ 1.050,00 subsidie"))
    expect_subsidy(tab, "€ 7.500,00")
    expect_total(tab, "U betaalt, zonder btw", "€ 15.500,00")
    expect_total(tab, "U betaalt, met btw", "€ 15.500,00")
    expect(totals_on(tab).get_by_text("Bij minstens één aanvraag staat geen btw-tarief.")).to_be_visible()


def test_the_picture_names_each_block_and_hatches_what_was_cut(tab: Page) -> None:
    fill_year(tab)
    picture = totals_on(tab).get_by_role("img")
    expect(picture).to_have_accessible_name(
        written(
            "Balk van onder naar boven, tot het plafond van 2026: Boekhouden € 2.400,00; "
            "Phishing herkenn… € 4.050,00; Leidinggeven € 1.050,00. De tabel hieronder zegt hetzelfde."
        )
    )
    kinds = picture.locator("[data-kind]").evaluate_all("parts => parts.map(({ dataset }) => dataset.kind)")
    assert kinds == ["cut", "granted", "granted"]
    tab.get_by_label("Al gekregen subsidie dit jaar").fill("500")
    expect(picture.locator('[data-kind="received"]')).to_contain_text(written("Al gekregen"))
    planned_row(tab, 3).get_by_label("Deelnameprijs").fill("300")
    expect(picture.locator('[data-kind="left"]')).to_contain_text(written("€ 460,00"))


def test_the_training_that_reaches_the_ceiling_says_what_it_costs_and_only_that_one(tab: Page) -> None:
    fill_year(tab)
    expect(planned_row(tab, 3).get_by_text(REACHED)).to_contain_text(written("Zonder plafond kreeg u € 750,00 meer."))
    expect(tab.get_by_text(REACHED).filter(visible=True)).to_have_count(1)


def test_the_advice_names_the_day_and_the_gain_and_following_it_gains_that(tab: Page) -> None:
    open_planner(tab)
    fill_row(tab, 1, name="Eerst", day="2026-12-01", theme="Innovatie", cost="20000")
    add_row(tab)
    fill_row(tab, 2, name="Excel", day="2026-12-02", theme="Innovatie", cost="10000")
    advice = totals_on(tab).locator("[data-advice]").filter(has_text="Excel")
    expect(advice).to_contain_text("Vraag Excel aan vanaf 1 januari 2027", use_inner_text=True)
    expect(advice).to_contain_text(written("+ € 1.500,00").replace("+ ", "+\xa0"))
    expect(advice).to_contain_text("dan mag ze niet voor 18 december 2026 starten")
    expect(advice).to_contain_text("De regels van dat jaar zijn nog niet bekend")
    expect_subsidy(tab, "€ 7.500,00")
    advice.get_by_role("button", name="Neem die dag over").click()
    expect_subsidy(tab, "€ 9.000,00")
    expect(planned_row(tab, 2)).to_be_focused()
    expect(advice).to_have_count(0)


def test_of_an_unknown_size_there_is_a_range_and_the_question_to_answer(tab: Page) -> None:
    tab.goto("/jaarplan/")
    fill_row(tab, 1, name="Excel", day="2026-12-01", theme="Innovatie", cost="1000")
    expect(planned_row(tab, 1)).to_contain_text(written("tussen € 0,00 en € 300,00 subsidie"))
    expect(totals_on(tab).get_by_text("Kies hoe groot uw onderneming is")).to_be_visible()
    tab.get_by_role("radio", name="Weet ik niet").first.check()
    tab.get_by_label("Werknemers (vte)", exact=True).first.fill("60")
    tab.get_by_label("Jaaromzet", exact=True).first.fill("1.000.000")
    expect(planned_row(tab, 1)).to_contain_text(written("€ 200,00 subsidie (20 %)"))


def test_after_the_ceiling_is_reached_a_training_gets_nothing_with_what_to_do(tab: Page) -> None:
    fill_year(tab)
    add_row(tab)
    fill_row(tab, 4, name="Nog een", day="2026-11-02", theme="Innovatie", cost="1000")
    expect(planned_row(tab, 4)).to_contain_text("U hebt uw steunplafond van dit jaar al volledig gebruikt.")
    planned_row(tab, 4).get_by_label("Datum van de aanvraag").fill("2027-01-04")
    expect(planned_row(tab, 4)).to_contain_text(written("€ 300,00 subsidie"))
    expect(totals_on(tab).get_by_role("figure")).to_have_text(
        [re.compile(written("2026: € 7.500,00 subsidie")), re.compile(written("2027: € 300,00 subsidie"))],
        use_inner_text=True,
    )


def test_a_calculation_goes_into_the_plan_and_a_row_goes_out_and_comes_back(tab: Page) -> None:
    fill_year(tab)
    expect_subsidy(tab, "€ 7.500,00")
    planned_row(tab, 2).get_by_role("link", name="Reken dit na").click()
    expect_outcome(tab, subsidy="€ 4.050,00")
    tab.get_by_label("Deelnameprijs", exact=True).fill("1000")
    expect_outcome(tab, subsidy="€ 450,00")
    tab.get_by_role("link", name="Zet deze in mijn jaarplan").click()
    expect(planned_row(tab, 2)).to_contain_text(written("Phishing herkennen: € 450,00 subsidie"))
    assert names_on(tab) == ["Boekhouden", "Phishing herkennen", "Leidinggeven"]
    expect_subsidy(tab, "€ 4.650,00")


def test_a_shared_calculation_does_not_hold_the_plan_it_came_from(tab: Page) -> None:
    fill_year(tab)
    expect_subsidy(tab, "€ 7.500,00")
    planned_row(tab, 2).get_by_role("link", name="Reken dit na").click()
    expect_outcome(tab, subsidy="€ 4.050,00")
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.get_by_role("button", name="Kopieer de link").click()
    expect(tab.get_by_text("De link is gekopieerd.")).to_be_visible()
    assert "Boekhouden" not in tab.evaluate("navigator.clipboard.readText()")


def test_a_plan_kept_on_this_device_takes_calculations_in_and_keeps_what_changes(elsewhere: BrowserContext) -> None:
    page = elsewhere.new_page()
    fill_year(page)
    expect_subsidy(page, "€ 7.500,00")
    page.get_by_role("button", name="Bewaar op dit toestel").click()
    expect(page.get_by_text("Bewaard op dit toestel, ook wat u nog wijzigt.")).to_be_visible()
    page.get_by_label("Al gekregen subsidie dit jaar").fill("1000")
    page.reload()
    planned_row(page, 3).get_by_role("button", name="Gegevens").click()
    planned_row(page, 3).get_by_label("Deelnameprijs").fill("5000")
    planned_row(page, 2).get_by_role("link", name="Reken dit na").click()
    page.get_by_label("Deelnameprijs", exact=True).fill("8000")
    expect_outcome(page, subsidy="€ 3.600,00")
    page.get_by_role("link", name="Zet deze in mijn jaarplan").click()
    expect(page.get_by_text("De aanvraag staat in uw jaarplan.")).to_be_in_viewport()
    page.goto("about:blank")
    page.goto("/jaarplan/")
    expect(table_on(page).locator("tbody tr")).to_have_count(3)
    expect(planned_row(page, 2)).to_contain_text(written("€ 3.600,00 subsidie"))
    expect(planned_row(page, 3).get_by_label("Deelnameprijs")).to_have_value("5000")
    page.goto(link_to(fee="500", day="2027-01-05", start="2027-01-10"))
    expect_outcome(page, subsidy="€ 150,00")
    page.get_by_role("link", name="Zet deze in mijn jaarplan").click()
    expect(table_on(page).locator("tbody tr")).to_have_count(4)
    expect(page.get_by_text("De aanvraag staat in uw jaarplan.")).to_be_visible()
    page.goto("/jaarplan/")
    expect(table_on(page).locator("tbody tr")).to_have_count(4)
    expect(page.get_by_label("Al gekregen subsidie dit jaar")).to_have_value("1000")
    page.get_by_role("button", name="Wis wat bewaard is").click()
    page.goto("/hoeveel/")
    page.goto("/jaarplan/")
    assert names_on(page) == [""]


def test_the_order_decides_who_goes_first_among_applications_of_one_day(tab: Page) -> None:
    open_planner(tab)
    fill_row(tab, 1, name="Groot", day="2026-03-02", theme="Innovatie", cost="20000")
    add_row(tab)
    fill_row(tab, 2, name="Klein", day="2026-03-02", theme="Innovatie", cost="10000")
    expect(planned_row(tab, 2)).to_contain_text(written("€ 1.500,00 subsidie"))
    tab.get_by_role("button", name="Naar boven met aanvraag 2").click()
    expect(planned_row(tab, 1)).to_contain_text(written("€ 3.000,00 subsidie"))
    expect(planned_row(tab, 2)).to_contain_text(written("€ 4.500,00 subsidie"))


def test_a_link_wins_from_the_answer_that_writes_its_own_into_the_address_meanwhile(tab: Page) -> None:
    fill_year(tab)
    expect_subsidy(tab, "€ 7.500,00")
    expect(tab).to_have_url(re.compile("plan.0"))
    tab.evaluate(OPEN_WHILE_THE_ADDRESS_IS_WRITTEN)
    expect_subsidy(tab, "€ 7.050,00")


def test_a_link_that_was_cut_off_says_so_and_shows_what_it_holds(tab: Page) -> None:
    tab.goto("/jaarplan/#v=1&enterprise.size=klein&plan.0.name=Excel&plan.0.costs.deelname=")
    expect(tab.locator('[data-part="link-notice"]')).to_contain_text("Een deel van deze link ontbreekt")
    assert names_on(tab) == ["Excel"]


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_of_a_plan_is_wider_than_its_window(tab: Page, width: int) -> None:
    fill_year(tab)
    tab.set_viewport_size({"width": width, "height": 900})
    assert tab.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.full_runtime
def test_a_planner_whose_python_cannot_start_says_so_and_tries_again(page: Page) -> None:
    page.context.route("**/*.wasm", lambda route: route.abort())
    page.goto("/jaarplan/")
    page.get_by_role("radio", name="Klein").check()
    fill_row(page, 1, name="Boekhouden", day="2026-03-02", theme="Innovatie", cost="8000")
    wait_until(page, "failed")
    expect(page.get_by_text("Daarom tonen wij geen bedrag")).to_be_visible()
    page.context.unroute_all()
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect(planned_row(page, 1)).to_contain_text(written("€ 2.400,00 subsidie"))
