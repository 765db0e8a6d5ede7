"""Wait for a state of the page that only an asynchronous function can tell."""

from playwright.sync_api import Page

LONGEST = 30_000
"""Milliseconds after which the state will not come."""

WAIT = """async () => {
  const end = performance.now() + %d;
  while (!(await (%s)())) {
    if (performance.now() > end) throw new Error("the state did not come");
    await new Promise((again) => setTimeout(again, 20));
  }
}"""


def wait_until(page: Page, state: str) -> None:
    """Wait until an asynchronous function of JavaScript returns a true value. Raises an error if it never does."""
    page.evaluate(WAIT % (LONGEST, state))
