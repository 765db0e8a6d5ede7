/**
 * The worker: starts Python once, then answers calls. The page's thread never runs Python.
 *
 * In:  {id, door, text}.
 * Out: {loaded: bytes}, {state: "starting" | "ready"}, {id, text}, or {failed: reason}.
 */

import { startPython } from "./runtime.js";

const started = startPython((sign) => self.postMessage(sign));
started.then(
  () => self.postMessage({ state: "ready" }),
  (error) => self.postMessage({ failed: String(error) }),
);

self.onmessage = async ({ data: { id, door, text } }) => {
  try {
    const open = await started;
    self.postMessage({ id, text: open(door)(text) });
  } catch (error) {
    self.postMessage({ failed: String(error) });
  }
};
