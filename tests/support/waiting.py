"""Waiting for a state of the page that takes a promise to know."""

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
    """Wait until an asynchronous function of JavaScript gives a true value; raises an error if it never does."""
    page.evaluate(WAIT % (LONGEST, state))
