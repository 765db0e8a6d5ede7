"""The pages, and the states of the calculator and the planner, for tests and pictures of each of them."""

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.support import calculator, pages, planner

type Visit = Callable[[Page], object]


def open_empty(page: Page) -> None:
    """Show the form before anything is filled in."""
    page.goto("/bereken/")
    calculator.wait_until(page, "ready")


def opening(link: str) -> Visit:
    """Return a visit to the answer behind a share link."""
    return lambda page: calculator.open_link(page, link)


def reading(address: str) -> Visit:
    """Return a visit to a page."""
    return lambda page: page.goto(address)


def open_loading(page: Page) -> None:
    """Show the form while the runtime is loading, until the page is closed."""

    def hold(route: Route) -> None:
        page.once("close", lambda _: route.abort())

    page.route("**/*.wasm", hold)
    page.goto(calculator.ANSWER)
    expect(page.get_by_role("progressbar")).to_be_visible()


def open_errors(page: Page) -> None:
    """Show what is wrong with a form that is sent too early."""
    open_empty(page)
    page.get_by_label("Deelnameprijs", exact=True).fill("1,234.56")
    calculator.open_part(page, calculator.INVOICE)
    page.get_by_label("Catering", exact=True).fill("180")
    calculator.press_calculate(page)
    expect(page.get_by_role("alert").filter(has_text="Er klopt iets niet")).to_be_focused()


def open_framed(page: Page) -> None:
    """Show an answer as it stands in the page of another site, in an accent of its own."""
    calculator.open_link(page, calculator.RAISED.replace("/bereken/", "/insluiten/rekenmachine/?accent=7a1fa2"))


def open_builder(page: Page) -> None:
    """Show the code for the page of another site, in a colour that cannot be read everywhere."""
    page.goto("/insluiten/")
    page.get_by_label("Thema", exact=True).select_option("Cybersecurity")
    page.get_by_label("Kleur van knoppen en links").fill("#7a1fa2")
    expect(page.locator("code", has_text="accent=7a1fa2#v=1&amp;project.service=opleiding")).to_be_visible()


def open_builder_with_errors(page: Page) -> None:
    """Show what is wrong with a price."""
    page.goto("/insluiten/")
    page.get_by_label("Deelnameprijs", exact=True).fill("veel")
    expect(page.get_by_text("Verbeter eerst")).to_be_visible()


def open_failed(page: Page) -> None:
    """Show what a visitor sees whose browser cannot start the runtime."""
    page.route("**/*.wasm", lambda route: route.abort())
    page.goto(calculator.ANSWER)
    calculator.wait_until(page, "failed")


def open_empty_plan(page: Page) -> None:
    """Show the planner before anything is filled in."""
    page.goto("/jaarplan/")
    calculator.wait_until(page, "ready")


def open_plan(page: Page) -> None:
    """Show a year of trainings."""
    planner.fill_year(page)
    expect(page.get_by_text("maakt uw plafond van dat jaar vol").filter(visible=True)).to_have_count(1)


def open_plan_with_errors(page: Page) -> None:
    """Show what is wrong with a plan that is sent too early."""
    page.goto("/jaarplan/")
    planner.planned_row(page, 1).get_by_label("Deelnameprijs").fill("veel")
    calculator.press_calculate(page)
    expect(page.locator("[aria-invalid]")).to_have_count(2)


def open_refused_plan(page: Page) -> None:
    """Show a plan with an application that gets nothing."""
    page.goto("/jaarplan/")
    page.get_by_role("radio", name="Klein").check()
    planner.fill_row(page, 1, name="Te klein", day="2026-03-02", theme="Innovatie", cost="20")
    expect(page.get_by_text("De kosten die meetellen zijn te laag").filter(visible=True)).to_have_count(1)


CALCULATOR: dict[str, Visit] = {
    "leeg": open_empty,
    "antwoord": opening(calculator.ANSWER),
    "verhoogd": opening(calculator.RAISED),
    "plafond": opening(calculator.CEILING_REACHED),
    "fouten": open_errors,
    "geweigerd": opening(calculator.REFUSED),
    "onzeker": opening(calculator.UNCERTAIN),
}
PLANNER: dict[str, Visit] = {
    "jaarplan-leeg": open_empty_plan,
    "jaarplan": open_plan,
    "jaarplan-fouten": open_plan_with_errors,
    "jaarplan-geweigerd": open_refused_plan,
}
FOR_PROVIDERS: dict[str, Visit] = {
    "ingesloten": open_framed,
    "insluiten": open_builder,
    "insluiten-fouten": open_builder_with_errors,
}
WITHOUT_RUNTIME: dict[str, Visit] = {"laden": open_loading, "mislukt": open_failed}
PAGES: dict[str, Visit] = {f"pagina-{page.slug.replace('/', '-')}": reading(page.address) for page in pages.PAGES}
