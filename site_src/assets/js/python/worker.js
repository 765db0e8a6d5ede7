/**
 * The worker: starts Python once, then answers calls. The page's thread never runs Python.
 *
 * In:  {id, name, text}, or {hello} to hear the latest state again.
 * Out: {loaded: share}, {state: "starting"}, {state: "ready"}, {failed: reason, line: whether the network failed},
 *      {id, text}, or {id, stopped: reason} for a call that needs the full runtime.
 *
 * Python is restored from the snapshot of the build, and restored anew after a call at which it stopped. A worker with the
 * name "full-runtime" boots all of Pyodide instead.
 */

import { boot, FULL_NAMES } from "./full-runtime.js";
import { restore } from "./snapshot.js";

const QUICK_NAMES = ["interpreter", "snapshot"];
const STEP = 50_000; /* bytes between two reports */
const QUICK = 250; /* milliseconds within which everything arrives on a quick line */

const { fetch } = self; /* as it is before the full runtime intercepts it */

class LineError extends Error {}

const full = self.name === "full-runtime";
const names = full ? FULL_NAMES : QUICK_NAMES;
const loaded = {}; /* bytes of each file */
let latest = { loaded: 0 };
let modules = null;
let started = startPython();
started.then(() => report({ state: "ready" }), reportFailure);

self.onmessage = async ({ data: { hello, id, name, text } }) => {
  if (hello) {
    self.postMessage(latest);
    return;
  }
  let awaited, call;
  do {
    awaited = started;
    call = await awaited.catch(() => null);
  } while (awaited !== started); /* another call stopped that Python meanwhile */
  if (!call || "failed" in latest) return;
  try {
    self.postMessage({ id, text: call(name, text) });
  } catch (error) {
    if (full) reportFailure(error);
    else startAnew(id, error);
  }
};

/** Take another Python, for one that stopped halfway could answer wrongly, and say which call needs the full runtime. */
function startAnew(id, error) {
  started = startPython();
  started.catch(reportFailure);
  self.postMessage({ id, stopped: String(error) });
}

function reportFailure(error) {
  report({ failed: String(error), line: error instanceof LineError });
}

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
  const call = full ? await boot(fetchFile, reportFetched) : await restoreSnapshot();
  if (call(SELF_TEST.name, SELF_TEST.input) !== SELF_TEST.output) throw new Error("the known answer differs");
  return call;
}

/** Restore Python from the interpreter and the snapshot, which are fetched side by side, once. */
async function restoreSnapshot() {
  modules ??= fetchModules();
  const [interpreter, snapshot] = await modules;
  return restore(interpreter, snapshot);
}

async function fetchModules() {
  const compile = async (file) => WebAssembly.compile(await fetchFile(file));
  const compiled = await Promise.all(QUICK_NAMES.map(compile));
  reportFetched();
  return compiled;
}

function reportFetched() {
  report({ state: "starting" });
}

/**
 * Return the verified bytes of a file, fetched once more if that fails, and past the caches if they are others. Throw a
 * LineError if the network fails again.
 */
async function fetchFile(file) {
  for (let triesLeft = 1, cache = /** @type {RequestCache} */ ("default"); ; triesLeft--) {
    try {
      return await fetchVerified(file, cache);
    } catch (error) {
      const isOfNetwork = error instanceof TypeError;
      if (!triesLeft) throw isOfNetwork ? new LineError(String(error)) : error;
      if (!isOfNetwork) cache = "reload";
    }
  }
}

/** Return the bytes of a file. Throw if they are not those of the build; without a secure context only their number is known. */
async function fetchVerified(file, cache) {
  const { address, length, sha256 } = FILES[file];
  const response = await fetch(new URL(address, import.meta.url), { credentials: "same-origin", cache });
  if (!response.ok) throw new Error(`${response.status} for ${file}`);
  count(file, response.clone()).catch(() => {}); /* what went wrong shows in the file itself */
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length !== length) throw new Error(`${file} has another length`);
  if (self.crypto.subtle && (await sumOf(bytes)) !== sha256) throw new Error(`${file} has other content`);
  return bytes;
}

/** Report how much of a file has arrived, until all is there; only on a slow line, for counting takes time. */
async function count(file, { body }) {
  await new Promise((resolve) => setTimeout(resolve, QUICK));
  loaded[file] = 0;
  const reader = body.getReader();
  for (let part = await reader.read(); !part.done && "loaded" in latest; part = await reader.read()) {
    const before = loaded[file];
    loaded[file] += part.value.length;
    if (Math.floor(loaded[file] / STEP) > Math.floor(before / STEP)) report({ loaded: shareLoaded() });
  }
  await reader.cancel();
}

function shareLoaded() {
  const sum = (numbers) => numbers.reduce((one, other) => one + other);
  return sum(Object.values(loaded)) / sum(names.map((name) => FILES[name].length));
}

async function sumOf(bytes) {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
