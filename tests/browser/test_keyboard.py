"""By keyboard alone, and for whoever listens: from the top to the outcome and back, each thing said once."""

from playwright.sync_api import Page, expect

from tests.support.calculator import CONDITIONS, RAISED, expect_outcome, open_link, wait_until

FOCUSED_NAME = "() => document.activeElement.name ?? ''"
COVERED = """
() => {
  const element = document.activeElement;
  const { left, top, width, height } = element.getBoundingClientRect();
  const inside = { x: Math.max(left, 0) + Math.min(width, innerWidth) / 2, y: top + height / 2 };
  const seen = document.elementFromPoint(inside.x, inside.y);
  return seen === null || !(element.contains(seen) || seen.contains(element)) ? element.outerHTML.slice(0, 100) : "";
}
"""
RECORD = """
() => {
  window.said = [];
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) window.said.push(node.textContent);
  }).observe(document.querySelector('[role="status"][data-part="announcement"]'), { childList: true });
}
"""
TYPE = """
async (field, text) => {
  for (let length = 1; length <= text.length; length++) {
    field.value = text.slice(0, length);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
"""
"""Types as a quick typist does, in the page itself: a busy machine makes no pause of it."""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control with that name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED_NAME) == name:
            return
    raise AssertionError(name)


def test_one_walks_from_the_top_to_the_outcome_and_back_by_keyboard_alone(tab: Page) -> None:
    tab.goto("/bereken/")
    wait_until(tab, "ready")
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    tab.keyboard.press("Enter")
    tab_to(tab, "project.service")
    tab.keyboard.press("Space")
    expect(tab.get_by_role("radio", name="Een opleiding")).to_be_checked()
    tab_to(tab, "enterprise.size")
    tab.keyboard.press("Space")
    expect(tab.get_by_role("radio", name="Klein")).to_be_checked()
    tab_to(tab, "project.theme")
    tab.keyboard.type("Cyber")
    tab_to(tab, "costs.deelname")
    tab.keyboard.type("2500")
    expect_outcome(tab, subsidy="€ 1.125,00")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", name="Uw uitkomst")).to_be_focused()
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("link", name="Kies dan met btw.")).to_be_focused()
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("link", name="Vul de start in")).to_be_focused()
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("link", name="Wat moet u nu doen?")).to_be_focused()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", name="Wat moet u nu doen?")).to_be_focused()
    tab.keyboard.press("Shift+Tab")
    expect(tab.get_by_role("button", name=CONDITIONS)).to_be_focused()
    for _ in range(4):
        tab.keyboard.press("Shift+Tab")
    expect(tab.get_by_role("link", name="Hoe rekenden wij?")).to_be_focused()
    for _ in range(4):
        tab.keyboard.press("Shift+Tab")
    expect(tab.get_by_role("button", name="Bereken", exact=True)).to_be_focused()


def test_everything_that_has_the_focus_can_be_seen_on_a_phone(tab: Page) -> None:
    tab.set_viewport_size({"width": 320, "height": 640})
    open_link(tab, RAISED)
    covered: list[str] = []
    tab.get_by_role("link", name="Naar de inhoud").focus()
    while True:
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.closest('footer, body > :not(main, header, a)') !== null"):
            break
        covered += [found for found in [tab.evaluate(COVERED)] if found]
    assert covered == []


def test_the_bar_at_the_foot_of_a_phone_shows_the_amount_and_leads_to_the_outcome(tab: Page) -> None:
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.goto("/bereken/")
    wait_until(tab, "ready")
    tab.get_by_role("radio", name="Een opleiding").check()
    tab.get_by_role("radio", name="Klein").check()
    tab.get_by_label("Thema", exact=True).select_option("Innovatie")
    tab.get_by_label("Deelnameprijs", exact=True).fill("2500")
    bar = tab.get_by_role("button", name="U krijgt € 750,00 Bekijk de uitkomst")
    expect(bar).to_be_in_viewport()
    bar.click()
    expect(tab.get_by_role("heading", name="Uw uitkomst")).to_be_focused()
    expect(tab.get_by_role("heading", name="Uw uitkomst")).to_be_in_viewport()
    expect(bar).to_be_hidden()


def test_the_outcome_is_said_once_and_not_at_each_key(tab: Page) -> None:
    tab.goto("/bereken/")
    wait_until(tab, "ready")
    tab.evaluate(RECORD)
    tab.get_by_role("radio", name="Een opleiding").check()
    tab.get_by_role("radio", name="Klein").check()
    tab.get_by_label("Thema", exact=True).select_option("Innovatie")
    tab.get_by_label("Deelnameprijs", exact=True).evaluate(TYPE, "2500,00")
    expect(tab.locator('[data-part="announcement"]')).to_contain_text("U krijgt € 750,00. Samen betaalt u € 1.750,00.")
    assert tab.evaluate("window.said.length") == 1


def test_the_planners_total_is_said_once(tab: Page) -> None:
    tab.goto("/jaarplan/")
    wait_until(tab, "ready")
    tab.evaluate(RECORD)
    tab.get_by_role("radio", name="Klein").check()
    tab.get_by_label("Thema").select_option("Innovatie")
    tab.get_by_label("Deelnameprijs").evaluate(TYPE, "2500,00")
    expect(tab.locator('[data-part="announcement"]')).to_have_text(
        "Alle subsidies samen: € 750,00. U betaalt € 1.750,00."
    )
    assert tab.evaluate("window.said.length") == 1
