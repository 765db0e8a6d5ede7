"""The calculator page as a person meets it: links into it, fields to fill, states to wait for."""

import re

from playwright.sync_api import Locator, Page, expect

START = (
    "/bereken/#v=1&submitted_on={day}{received}{size}&enterprise.in_flanders=true"
    "&enterprise.legal_form=vennootschap&project.service={service}&project.theme={theme}"
    "&project.starts_on={start}&project.vat_rate=21&costs.deelname={fee}"
)
CATERING = "&costs.catering=180&costs.catering.persons=2&costs.catering.days=3"


SAVES_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
"""Has a visitor who saves data: the page starts Python only once somebody uses the form, and keeps nothing."""

FORGET_ANSWER = """() => {
  document.querySelector("subsidy-calculator")?.removeAttribute("data-outcome-status");
  if (location.hash) history.replaceState(null, "", location.pathname);
}"""


SET = """(control, value) => {
  if (control.type === "radio") control.checked = value;
  else control.value = value;
  control.dispatchEvent(new Event("change", { bubbles: true }));
}"""


def link_to(
    *,
    size: str = "klein",
    service: str = "opleiding",
    theme: str = "digitalisering",
    start: str = "2026-12-01",
    fee: str = "2500",
    received: str = "",
    day: str = "2026-11-23",
) -> str:
    """Return the share link for an application that differs from a plain one in what is named."""
    return START.format(
        size=f"&enterprise.size={size}" if size else "",
        received=f"&subsidy_received={received}" if received else "",
        service=service,
        theme=theme,
        start=start,
        fee=fee,
        day=day,
    )


ANSWER = link_to() + CATERING
RAISED = link_to(theme="cybersecurity") + CATERING
INVOICE = "Staat er nog iets op de factuur?"
RECEIVED = "Kreeg u dit jaar al subsidie?"
GROUP = "Hoort uw onderneming bij een groep?"
CONDITIONS = "Komt u in aanmerking?"
"""The parts of the form that start closed."""
CEILING_REACHED = link_to(fee="20000", received="2500")
REFUSED = link_to(size="groot", service="advies", theme="bedrijfsstrategie", fee="300")
UNCERTAIN = link_to(size="", theme="cybersecurity")


def calculator(page: Page) -> Locator:
    """Return the calculator's element."""
    return page.locator("subsidy-calculator, year-planner")


def wait_until(page: Page, state: str) -> None:
    """Wait for a state of the calculator or the planner."""
    expect(calculator(page)).to_have_attribute("data-state", state)


def open_link(page: Page, link: str) -> None:
    """Open a share link, and wait for its answer; a page that is open already keeps its Python."""
    page.evaluate(FORGET_ANSWER)
    page.goto(link)
    expect(calculator(page)).to_have_attribute("data-outcome-status", re.compile("."))
    wait_until(page, "ready")


def open_part(page: Page, name: str) -> None:
    """Open a part of the form that starts closed."""
    page.get_by_role("button", name=name).click()


def press_calculate(page: Page) -> None:
    """Press the button under the form."""
    page.get_by_role("button", name="Bereken", exact=True).click()


def outcome_of(page: Page, name: str) -> Locator:
    """Return the place of one figure of the outcome."""
    return page.locator(f'[data-outcome="{name}"]')


def expect_outcome(page: Page, **texts: str) -> None:
    """Expect figures of the outcome, with plain spaces for the no-break ones."""
    for name, text in texts.items():
        expect(outcome_of(page, name)).to_have_text(written(text))


def written(text: str) -> str:
    """Write an amount or a percentage with the no-break space that belongs in it."""
    return text.replace("€ ", "€\xa0").replace(" %", "\xa0%")


def set_by_program(control: Locator, value: str | bool) -> None:
    """Fill in a control as programs do: no keys and no "input", only a "change"."""
    control.evaluate(SET, value)
