/**
 * Finds why the calculator cannot start, for the sentence that says what to do about it.
 */

const PATIENCE = 5_000; /* milliseconds within which the server answers */
const ENGINE = /WebAssembly|CompileError|LinkError|RuntimeError|RangeError|memory/;

/**
 * Return what keeps the calculator from starting: a newer version of the site that took the place of this one, the browser
 * itself, the connection, or something between the server and this page that holds files back or changes them.
 * @param {string} reason the client's
 * @returns {Promise<"browser" | "connection" | "outdated" | "blocked">}
 */
export async function findCause(reason) {
  const page = await fetchPage().catch(() => null);
  if (page !== null && !ownScripts().every((name) => page.includes(name))) return "outdated";
  if (!window.Worker || !window.WebAssembly || ENGINE.test(reason)) return "browser";
  return page === null || reason === "silence" ? "connection" : "blocked";
}

/** Return the text of this page as the server has it now. Throw if it does not answer. */
async function fetchPage() {
  const response = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE) });
  if (!response.ok) throw new Error(String(response.status));
  return response.text();
}

/** Return the names of the scripts that this page starts; each holds a hash of all that it imports. */
function ownScripts() {
  const folder = new URL(".", import.meta.url).href;
  return Array.from(document.scripts, ({ src }) => src)
    .filter((src) => src.startsWith(folder))
    .map((src) => src.slice(folder.length));
}
