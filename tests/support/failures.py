"""The calculator where something goes wrong: an answered link, a file that is refused, how it ends."""

from playwright.sync_api import Page, Route, expect

ANSWERED = (
    "/bereken/#v=1&submitted_on=2026-11-23&enterprise.size=klein&project.service=opleiding"
    "&project.theme=innovatie&costs.deelname=1000"
)


def refuse(route: Route) -> None:
    route.abort()


def expect_answer(page: Page) -> None:
    expect(page.locator('[data-outcome="subsidy"]')).to_have_text("€\xa0300,00")


def expect_honest_failure(page: Page) -> None:
    expect(page.locator("subsidy-calculator")).to_have_attribute("data-state", "failed")
    expect(page.get_by_text("Daarom tonen wij geen bedrag")).to_be_visible()
    expect(page.get_by_role("button", name="Probeer opnieuw")).to_be_visible()
    expect(page.locator('[data-outcome="subsidy"]')).to_be_empty()
    expect(page.locator('[data-part="progress"]')).to_be_hidden()
