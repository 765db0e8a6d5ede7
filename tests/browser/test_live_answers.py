"""Answers follow each change: as soon as there can be one, and never from older questions than the last."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.calculator import (
    ANSWER,
    RECEIVED,
    SAVES_DATA,
    calculator,
    expect_outcome,
    link_to,
    open_link,
    open_part,
    outcome_of,
    wait_until,
    written,
)

TYPE_EVERYTHING_AT_ONCE = """
(amounts) => {
  const outcome = document.querySelector('[data-outcome="eligible_cost"]');
  window.shown = [];
  new MutationObserver(() => shown.push(outcome.textContent)).observe(outcome, { childList: true });
  const field = document.querySelector('[name="costs.deelname"]');
  for (const amount of amounts) {
    field.value = amount;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
"""


def test_the_outcome_comes_by_itself_once_everything_required_is_there(tab: Page) -> None:
    tab.goto("/bereken/")
    wait_until(tab, "ready")
    tab.get_by_role("radio", name="Een opleiding").check()
    tab.get_by_role("radio", name="Klein").check()
    tab.get_by_label("Deelnameprijs", exact=True).fill("1000")
    expect(calculator(tab)).to_have_attribute("data-outcome-status", "ongeldig")
    expect(outcome_of(tab, "subsidy")).to_be_hidden()
    expect(tab.locator("[data-invalid]")).to_have_count(0)
    tab.get_by_label("Thema", exact=True).select_option("Innovatie")
    expect_outcome(tab, subsidy="€ 300,00")


def test_the_outcome_follows_each_change_without_pressing_a_button(tab: Page) -> None:
    open_link(tab, ANSWER)
    expect_outcome(tab, subsidy="€ 795,00")
    tab.get_by_label("Thema", exact=True).select_option("Cybersecurity")
    expect_outcome(tab, subsidy="€ 1.192,50", rate="45 %")
    tab.get_by_role("radio", name="Middelgroot").check()
    expect_outcome(tab, subsidy="€ 927,50", rate="35 %")
    open_part(tab, RECEIVED)
    tab.get_by_label("Al gekregen subsidie dit jaar", exact=True).fill("7000")
    expect_outcome(tab, subsidy="€ 500,00", ceiling_left="€ 0,00")


def test_the_answer_is_that_of_the_latest_question(tab: Page) -> None:
    open_link(tab, link_to())
    tab.evaluate(TYPE_EVERYTHING_AT_ONCE, [str(amount) for amount in range(1000, 1051)])
    wait_until(tab, "ready")
    expect_outcome(tab, eligible_cost="€ 1.050,00", subsidy="€ 315,00")
    assert tab.evaluate("shown") == ["€\xa01.050,00"]


def test_an_amount_that_is_half_typed_greys_the_answer_until_there_is_a_new_one(tab: Page) -> None:
    open_link(tab, link_to())
    height = tab.evaluate("document.documentElement.scrollHeight")
    tab.get_by_label("Deelnameprijs", exact=True).fill("2000,")
    expect(calculator(tab)).to_have_attribute("data-stale", "")
    expect_outcome(tab, subsidy="€ 750,00")
    expect(tab.locator("[data-invalid]")).to_have_count(0)
    assert tab.evaluate("document.documentElement.scrollHeight") == height
    tab.get_by_label("Deelnameprijs", exact=True).press_sequentially("5")
    expect_outcome(tab, subsidy="€ 600,15")
    expect(calculator(tab)).not_to_have_attribute("data-stale", "")


def test_a_date_that_is_half_typed_gives_no_outcome_and_no_refusal(tab: Page) -> None:
    open_link(tab, link_to())
    tab.get_by_label("Start van de opleiding of het advies", exact=True).focus()
    tab.keyboard.type("121220")  # the twelfth of the twelfth, and the year 0020 on the way to 2026
    expect(calculator(tab)).to_have_attribute("data-outcome-status", "ongeldig")
    expect(tab.locator(".reasons li").filter(visible=True)).to_have_count(0)
    tab.keyboard.type("26")
    expect_outcome(tab, apply_by="26 december 2026")


def test_a_refusal_is_not_shown_beside_what_is_half_typed(tab: Page) -> None:
    open_link(tab, link_to(start="2026-10-01"))
    reasons = tab.locator(".reasons li").filter(visible=True)
    expect(reasons).to_have_count(1)
    tab.get_by_label("Deelnameprijs", exact=True).fill("2000,")
    expect(calculator(tab)).to_have_attribute("data-stale", "")
    expect(reasons).to_have_count(0)
    expect(tab.locator('[data-part="footbar"]')).to_have_css("visibility", "hidden")
    tab.get_by_label("Deelnameprijs", exact=True).press_sequentially("5")
    expect(reasons).to_have_count(1)


def test_what_is_typed_while_python_loads_is_answered_by_itself(page: Page) -> None:
    page.context.route("**/*.wasm", lambda _: None)
    page.goto("/bereken/")
    page.get_by_role("radio", name="Een opleiding").check()
    page.get_by_role("radio", name="Klein").check()
    page.get_by_label("Thema", exact=True).select_option("Innovatie")
    page.get_by_label("Deelnameprijs", exact=True).fill("1000")
    wait_until(page, "loading")
    expect(page.get_by_role("progressbar", name="Laden")).to_be_visible()
    expect(page.get_by_text("de uitkomst komt vanzelf")).to_be_visible()
    page.get_by_label("Deelnameprijs", exact=True).fill("2000")
    page.get_by_role("button", name="Bereken", exact=True).click()
    expect(page.get_by_role("heading", name="Uw uitkomst")).to_be_focused()
    page.context.unroute("**/*.wasm")
    expect_outcome(page, subsidy="€ 600,00")
    expect(page.get_by_role("heading", name="Uw uitkomst")).to_be_focused()
    expect(page.get_by_role("progressbar")).to_be_hidden()


def test_a_slow_network_shows_how_much_has_come_and_then_the_answer(page: Page) -> None:
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    slow = {"offline": False, "latency": 20, "downloadThroughput": 200_000, "uploadThroughput": 1_000_000}
    seen: list[str] = []
    page.expose_function("seen", lambda line: seen.append(line))  # noqa: PLW0108 # a built-in takes no attributes
    page.add_init_script("""
      addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
        const { max, value } = document.querySelector("progress");
        seen(`${document.querySelector('[data-part="progress-text"]').textContent.trim()}|${value / max}`);
      }).observe(document.querySelector('[data-part="progress"]'), {
        subtree: true,
        childList: true,
        attributes: true,
      }));
    """)
    network.send("Network.emulateNetworkConditions", slow)
    page.goto(link_to())
    expect_outcome(page, subsidy="€ 750,00")
    loading = [line.split("|") for line in seen if "geladen" in line]
    shares = [float(share) for _, share in loading]
    assert len({text for text, _ in loading}) > 3
    assert {text for text, _ in loading} == {
        written(f"De rekenmachine wordt geladen: {round(100 * share)} %.") for share in shares
    }
    assert shares == sorted(shares)
    assert max(shares) <= 1
    assert any("start" in line for line in seen)


@pytest.mark.parametrize(("place", "situation"), [("/", ""), ("/bereken/", SAVES_DATA)], ids=["short", "saves data"])
def test_python_waits_for_the_first_use_where_not_everybody_uses_it(tab: Page, place: str, situation: str) -> None:
    tab.add_init_script(situation)
    tab.goto(place, wait_until="networkidle")
    wait_until(tab, "idle")
    tab.get_by_role("radio", name="Klein" if situation else "Minder dan 50").check()
    wait_until(tab, "ready")
