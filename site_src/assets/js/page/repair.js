/**
 * Repairs a page of which a script or a style sheet is not what was built: such a file stays in the browser's cache for
 * a year. Imports nothing, so that it runs whatever else is broken, and stands before all other scripts.
 */

/** @type {NodeListOf<HTMLLinkElement>} */
const styles = document.querySelectorAll("link[rel='stylesheet']");

addEventListener("error", ({ target }) => target instanceof HTMLScriptElement && repair(), { capture: true });
addEventListener("load", () => {
  if (document.querySelector(":not(:defined)") || [...styles].some(({ sheet }) => !sheet)) repair();
});

/** Load the page anew if the server has the right file where the cache holds another. */
async function repair() {
  /** @type {NodeListOf<HTMLLinkElement | HTMLScriptElement>} */
  const files = document.querySelectorAll("link[integrity], script[integrity]");
  if ((await Promise.all([...files].map(replace))).includes(true)) location.reload();
}

/** Fetch a file past the cache if that holds something else; return whether the right one came. */
async function replace(file) {
  const fetched = (/** @type {RequestCache} */ cache) =>
    fetch(file.src ?? file.href, { integrity: file.integrity, cache }).then(
      () => true,
      () => false,
    );
  return !(await fetched("force-cache")) && fetched("reload");
}
