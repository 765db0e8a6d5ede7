/**
 * Starts the worker before the page is parsed, where the visitor came with a share link and waits for an answer, and has
 * the page begin with that. Nothing waits for it: where the page's own script runs first, that starts the worker.
 */

import { makePolicy } from "../python/script-addresses.js";
import { beginWithAnswer } from "./arrival.js";

const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);

if (!window.early && location.hash.startsWith(`#v=${LINK_VERSION}&`) && window.Worker) startEarly();

function startEarly() {
  const policy = makePolicy(src);
  const early = { policy, worker: new Worker(policy.createScriptURL("worker"), { type: "module" }) };
  early.worker.addEventListener("error", (event) => {
    /* before anybody listens: the next one tells why */
    event.preventDefault();
    early.worker = null;
  });
  window.early = early;
  beginWithAnswer();
}
