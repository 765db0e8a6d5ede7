"""Obstacles on a page: violations that axe finds, elements that are too wide, and targets that are too small."""

from playwright.sync_api import Page

from tests.conftest import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (1280, 320)
SMALLEST_TARGET = 44

RUN_AXE = """
async () => (await axe.run()).violations.flatMap(({ id, nodes }) =>
  nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
"""
TOO_SMALL = """
(smallest) => {
  const isInText = (target) =>
    target.matches("a") &&
    getComputedStyle(target).display === "inline" &&
    (target.closest("sup") ?? target).parentElement.textContent.trim() !== target.textContent.trim();
  return [...document.querySelectorAll("a[href], button, input, select, summary")]
  .map((element) => ["radio", "checkbox", "file"].includes(element.type) ? element.closest("label") : element)
  .filter((target) => target.checkVisibility() && !isInText(target))
  .map((target) => [target, target.getBoundingClientRect()])
  .filter(([, { width, height }]) => width < smallest - 0.5 || height < smallest - 0.5)
  .map(([target, { width, height }]) => `${target.outerHTML.slice(0, 120)} ${width}x${height}`);
}
"""
TOO_WIDE = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"


def obstacles_on(page: Page) -> list[str]:
    """Return the obstacles on a page in both colour schemes and at both widths."""
    page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{width}: {target}" for target in page.evaluate(TOO_SMALL, SMALLEST_TARGET)]
        found += [f"{width}: {excess} too wide" for excess in [page.evaluate(TOO_WIDE)] if excess > 0]
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            found += [f"{width} {scheme}: {violation}" for violation in page.evaluate(RUN_AXE)]
    return found
