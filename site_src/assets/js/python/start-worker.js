/**
 * Starts the worker before the page is there, where the visitor came with a share link and waits for an answer.
 *
 * Here stands the page's one trusted policy too: the browser runs no other address than these.
 */

const SCRIPTS = { worker: WORKER, offline: SERVICE_WORKER };
const rules = { createScriptURL: (name) => new URL(SCRIPTS[name], import.meta.url).href };
const policy = globalThis.trustedTypes?.createPolicy(POLICY, rules) ?? rules;

/** The address of "worker" or "offline", in the form that the browser trusts. */
export function scriptAddress(name) {
  return policy.createScriptURL(name);
}

/**
 * Make a worker.
 * @param {string} [name] "full-runtime" for one that starts where another failed
 */
export function makeWorker(name = "") {
  return new Worker(scriptAddress("worker"), { type: "module", name });
}

let early = globalThis.location?.hash.startsWith(`#v=${LINK_VERSION}&`) && globalThis.Worker ? makeWorker() : null;
early?.addEventListener("error", (event) => {
  /* before anybody listens: the next one tells why */
  event.preventDefault();
  early = null;
});

/** Give the worker that was started early, once; null if there is none. */
export function takeEarlyWorker() {
  const worker = early;
  early = null;
  return worker;
}
