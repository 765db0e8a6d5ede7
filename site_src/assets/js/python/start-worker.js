/**
 * Starts the worker before the page is parsed, where the visitor came with a share link and waits for an answer, and has the
 * page begin with that.
 *
 * It has the page's one trusted types policy: the browser starts scripts from no other addresses than these.
 */

const SCRIPTS = { worker: WORKER, offline: SERVICE_WORKER };
const rules = { createScriptURL: (name) => new URL(SCRIPTS[name], import.meta.url).href };
const policy = globalThis.trustedTypes?.createPolicy(POLICY, rules) ?? rules;

/** Return the address of "worker" or "offline", in the form that the browser trusts. */
export function scriptAddress(name) {
  return policy.createScriptURL(name);
}

/**
 * Start a worker.
 * @param {string} [name] "full-runtime" for one that takes the place of a worker that failed
 */
export function makeWorker(name = "") {
  return new Worker(scriptAddress("worker"), { type: "module", name });
}

/** Fetch the worker's script past the caches, which may hold something else. Throw if the server sends that too. */
export async function renewWorker() {
  await fetch(new URL(WORKER, import.meta.url), { integrity: WORKER_INTEGRITY, cache: "reload" });
}

let early = globalThis.location?.hash.startsWith(`#v=${LINK_VERSION}&`) && globalThis.Worker ? makeWorker() : null;
early?.addEventListener("error", (event) => {
  /* before anybody listens: the next one tells why */
  event.preventDefault();
  early = null;
});

if (early) beginWithAnswer();

/** Have the page begin with its answer, and keep its questions for a tap, if the visitor opened somebody's link. */
export function beginWithAnswer() {
  const leadsToQuestions = new URLSearchParams(location.search).has("nakijken");
  document.documentElement.toggleAttribute("data-shared", !leadsToQuestions && comesFromElsewhere());
}

/** Return whether the visitor neither loads this page anew nor comes from another page of this site. */
export function comesFromElsewhere() {
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  return visit?.type === "navigate" && !document.referrer.startsWith(`${location.origin}/`);
}

/** Return the worker that was started early, once; null if there is none. */
export function takeEarlyWorker() {
  const worker = early;
  early = null;
  return worker;
}
