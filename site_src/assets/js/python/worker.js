/**
 * The worker: starts Python once, then answers calls. The page's thread never runs Python.
 *
 * In:  {id, name, text}, or {hello} to hear the latest state again.
 * Out: {loaded: bytes}, {state: "starting"}, {state: "ready"}, {failed: reason}, or {id, text}.
 *
 * Python is restored from the snapshot of the build. A worker with the name "full-runtime" boots all of Pyodide instead: it
 * takes the place of a worker that failed.
 */

import { boot } from "./full-runtime.js";
import { restore } from "./snapshot.js";

const STEP = 250_000; /* bytes between two reports */
const QUICK = 250; /* milliseconds within which everything arrives on a quick line */

let latest = { loaded: 0 };
let loaded = 0;
const started = startPython();
started.then(
  () => report({ state: "ready" }),
  (error) => report({ failed: String(error) }),
);

self.onmessage = async ({ data: { hello, id, name, text } }) => {
  if (hello) {
    self.postMessage(latest);
    return;
  }
  try {
    const call = await started;
    if ("failed" in latest) return; /* a Python that stopped halfway could answer wrongly */
    self.postMessage({ id, text: call(name, text) });
  } catch (error) {
    report({ failed: String(error) });
  }
};

/** Send the page a state. */
function report(state) {
  latest = state;
  self.postMessage(state);
}

/**
 * Start Python, and check that it gives the output of the build for one input.
 * @returns {Promise<(name: string, text: string) => string>} a function that calls one of the calculator's by its name
 */
async function startPython() {
  if (typeof WebAssembly !== "object") throw new Error("no WebAssembly");
  const full = self.name === "full-runtime";
  const call = full ? await boot(fetchVerified, reportFetched) : await restoreSnapshot();
  if (call(SELF_TEST.name, SELF_TEST.input) !== SELF_TEST.output) throw new Error("the known answer differs");
  return call;
}

/** Fetch the interpreter and the snapshot side by side, and restore Python from them. */
async function restoreSnapshot() {
  const compile = async (file) => WebAssembly.compile(await fetchVerified(file));
  const [interpreter, snapshot] = await Promise.all([compile("interpreter"), compile("snapshot")]);
  reportFetched();
  return restore(interpreter, snapshot);
}

function reportFetched() {
  report({ state: "starting" });
}

/** Return the bytes of a file. Throw if they are not those of the build; without a secure context only their number is known. */
async function fetchVerified(file) {
  const { address, length, sha256 } = FILES[file];
  const response = await fetch(new URL(address, import.meta.url), { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${response.status} for ${file}`);
  count(response.clone()).catch(() => {}); /* what went wrong shows in the file itself */
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length !== length) throw new Error(`${file} has another length`);
  if (self.crypto.subtle && (await sumOf(bytes)) !== sha256) throw new Error(`${file} has other content`);
  return bytes;
}

/** Report how much of a file has arrived, until all is there; only on a slow line, for counting takes time. */
async function count({ body }) {
  await new Promise((resolve) => setTimeout(resolve, QUICK));
  const reader = body.getReader();
  for (let part = await reader.read(); !part.done && "loaded" in latest; part = await reader.read()) {
    const before = loaded;
    loaded += part.value.length;
    if (Math.floor(loaded / STEP) > Math.floor(before / STEP)) report({ loaded });
  }
  await reader.cancel();
}

async function sumOf(bytes) {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
