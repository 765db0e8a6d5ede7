/**
 * Starts workers, and takes the one that was started before the page was parsed (`start-early.js`).
 */

import { makePolicy } from "./script-addresses.js";

const early = (window.early ??= { policy: makePolicy(import.meta.url), worker: null });

/** Return the address of "worker" or "offline", in the form that the browser trusts. */
export function scriptAddress(name) {
  return early.policy.createScriptURL(name);
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

/** Return the worker that was started early, once; null if there is none. */
export function takeEarlyWorker() {
  const { worker } = early;
  early.worker = null;
  return worker;
}
