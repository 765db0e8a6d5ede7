"""Test every page with axe and write the report from which the statement is made: `python -m tools.accessibility`."""

from collections import defaultdict

from playwright.sync_api import Browser, Page, sync_playwright

from sitegen.source.accessibility_report import AccessibilityReport, Finding, write_accessibility_report
from sitegen.source.schedule import today_in_brussels
from sitegen.source.settings import read_settings
from tests.support.browser import FLAGS, browser_path
from tests.support.obstacles import AXE
from tests.support.pages import PAGES, SOURCE
from tools.screenshots import SCHEMES, new_context, served_site

WIDTHS = (1280, 320)

RUN = """async () => {
  const { testEngine, passes, violations, incomplete } = await axe.run();
  const names = (results) => results.map(({ id }) => id);
  return { axe: testEngine.version, passed: names(passes), wrong: names(violations), unsure: names(incomplete) };
}"""

type Found = dict[str, set[str]]
"""The pages on which each rule found something."""


class Run:
    """The findings of a run of axe over the pages so far."""

    def __init__(self) -> None:
        self.axe = ""
        self.passed: set[str] = set()
        self.wrong: Found = defaultdict(set)
        self.unsure: Found = defaultdict(set)

    def look_at(self, page: Page, slug: str) -> None:
        """Test one page as it is shown now."""
        page.evaluate(AXE.read_text("utf-8"))
        said = page.evaluate(RUN)
        self.axe = said["axe"]
        self.passed.update(said["passed"])
        for found, rules in ((self.wrong, said["wrong"]), (self.unsure, said["unsure"])):
            for rule in rules:
                found[rule].add(slug)


def main() -> None:
    """Test every page at both widths, light and dark, and write the report into the source."""
    with served_site() as address, sync_playwright() as playwright:
        path = browser_path(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        run = look_at_pages(browser, address)
        write_accessibility_report(report_of(run, f"Chromium {browser.version}"), SOURCE)
        browser.close()
    for rule, slugs in sorted(run.wrong.items()):
        print(f"{rule}: {', '.join(sorted(slugs))}")
    print(f"{len(PAGES)} pages, {len(run.wrong)} rules broken, {len(run.unsure)} undecided")


def look_at_pages(browser: Browser, address: str) -> Run:
    """Test every page at both widths, light and dark."""
    run = Run()
    for width in WIDTHS:
        for scheme in SCHEMES:
            context = new_context(browser, address, width, scheme)
            page = context.new_page()
            for source in PAGES:
                page.goto(source.address)
                run.look_at(page, source.slug)
            context.close()
    return run


def report_of(run: Run, browser: str) -> AccessibilityReport:
    """Return the report of a run, dated today."""
    settings, _ = read_settings(SOURCE)
    return AccessibilityReport(
        day=today_in_brussels(),
        axe=run.axe,
        browser=browser,
        widths=WIDTHS,
        accents=(settings.light.accent, settings.dark.accent),
        pages=tuple(sorted(page.slug for page in PAGES)),
        rules=len(run.passed - run.wrong.keys()),
        violations=findings_of(run.wrong),
        undecided=findings_of(run.unsure),
    )


def findings_of(found: Found) -> tuple[Finding, ...]:
    """Return the findings in order, so that two equal runs write the same."""
    return tuple(Finding(rule, tuple(sorted(slugs))) for rule, slugs in sorted(found.items()))


if __name__ == "__main__":
    main()
