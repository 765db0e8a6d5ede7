/**
 * Repairs a page of which a script or a style sheet is not what was built: such a file stays in the browser's cache for
 * a year. Imports nothing, so that it runs whatever else is broken, and stands before all other scripts.
 */

/** @type {NodeListOf<HTMLLinkElement>} */
const styles = document.querySelectorAll("link[rel='stylesheet']");

addEventListener("error", ({ target }) => target instanceof HTMLScriptElement && repair(), { capture: true });
addEventListener("load", () => {
  if (document.querySelector(":not(:defined)") || lacksStyle()) repair();
});

function lacksStyle() {
  return [...styles].some(({ sheet }) => !sheet);
}

/**
 * Load the page anew if the server has the right file where the cache holds another; and once if it lacks a style sheet
 * that the cache holds, for another page may have put it there meanwhile.
 */
async function repair() {
  /** @type {NodeListOf<HTMLLinkElement | HTMLScriptElement>} */
  const files = document.querySelectorAll("link[integrity], script[integrity]");
  const found = await Promise.all([...files].map(find));
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  const isRepaired = visit.type !== "reload" && lacksStyle() && found.every((cache) => cache === "force-cache");
  if (found.includes("reload") || isRepaired) location.reload();
}

/** Fetch a file past the cache if that holds something else; return how the right one came, null if it did not. */
async function find(file) {
  for (const cache of /** @type {RequestCache[]} */ (["force-cache", "reload"])) {
    const options = { integrity: file.integrity, cache };
    if (await fetch(file.src ?? file.href, options).catch(() => null)) return cache;
  }
  return null;
}
