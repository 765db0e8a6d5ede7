/**
 * Starts the worker before the page is there, where the visitor came with a share link and waits for an answer.
 */

/**
 * Make a worker.
 * @param {string} [name] "memory" for one that only keeps the memory of its start, "whole" for one that starts
 *   where another failed
 */
export function makeWorker(name = "") {
  return new Worker(new URL("./worker.js", import.meta.url), { type: "module", name });
}

let early = globalThis.location?.hash.startsWith("#v=") && globalThis.Worker ? makeWorker() : null;

/** Give the worker that was started early, once; null if there is none. */
export function takeEarlyWorker() {
  const worker = early;
  early = null;
  return worker;
}
