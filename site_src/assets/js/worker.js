/**
 * The worker: starts Python once, then answers calls. The page's thread never runs Python.
 *
 * In:  {id, door, text}, or {hello} to hear the latest sign of life again.
 * Out: {loaded: bytes}, {state: "starting"}, {state: "ready", remembered}, {failed: reason}, or {id, text}.
 *
 * A worker with the name "memory" answers nobody: it keeps the memory of its own start, for the next visit.
 * One with the name "whole" trusts nothing that was left out or kept: it starts where another failed.
 */

import { DOORS, KNOWN, LIBRARY, LOCK, RUNTIME, SUMS, WASM } from "./settings.js";

const SNAPSHOTS = "python";
const SNAPSHOT = `${LIBRARY}?geheugen`;
const REMEMBERING = self.name === "memory";
const WHOLE = self.name === "whole";
const PAGE = 65_536; /* bytes of memory that are kept or left out together */
const STEP = 250_000; /* bytes between two signs of life */

let latest = { loaded: 0 };
const started = startPython();
started.then(
  async () => tell({ state: "ready", remembered: await remembered() }),
  async (error) => {
    await forgetSnapshot();
    tell({ failed: String(error) });
  },
);

self.onmessage = async ({ data: { hello, id, door, text } }) => {
  if (hello) {
    self.postMessage(latest);
    return;
  }
  try {
    const open = await started;
    self.postMessage({ id, text: open(door)(text) });
  } catch (error) {
    tell({ failed: String(error) });
  }
};

/** Tell the page a sign of life. */
function tell(sign) {
  latest = sign;
  self.postMessage(sign);
}

/**
 * Fetch everything side by side, check it, and start Python.
 * @returns {Promise<(door: string) => (text: string) => string>} gives a function of the calculator by its name
 */
async function startPython() {
  if (typeof WebAssembly !== "object") throw new Error("no WebAssembly");
  const read = readCounting();
  const name = WHOLE ? WASM.whole : WASM.first;
  const wasm = fetchWell(`${RUNTIME}${name}`); /* untouched, or the browser would lose its compiled code */
  const sound = wasm.then((response) => read(response.clone())).then((bytes) => check(bytes, SUMS[name]));
  const library = fetchWell(LIBRARY).then(read).then((bytes) => check(bytes, SUMS.library));
  const broken = compileEarly(wasm);
  lend({ [`${RUNTIME}${WASM.whole}`]: wasm, [LIBRARY]: library.then((bytes) => new Response(bytes)) });
  Promise.all([sound, library]).then(() => tell({ state: "starting" }), () => {});
  const snapshot = REMEMBERING || WHOLE ? null : loadSnapshot();
  const scripts = Promise.all([import(`${RUNTIME}pyodide.mjs`), import(`${RUNTIME}pyodide.asm.js`)]);
  const booted = Promise.all([snapshot, scripts]).then(([memory, [pyodide]]) => boot(pyodide, memory));
  const python = await Promise.race([broken, failureOf(sound), failureOf(library), booted]);
  const opened = {}; /* a proxy each, for life */
  const open = (door) => (opened[door] ??= python.pyimport(DOORS[door][0])[DOORS[door][1]]);
  open("answer");
  if (open("calculate")(KNOWN.question) !== KNOWN.answer) throw new Error("the known answer differs");
  await sound;
  if (REMEMBERING) await keepSnapshot(python);
  return open;
}

/** Tell whether the memory of a start is kept on this device, or cannot be. */
async function remembered() {
  try {
    return (await (await caches.open(SNAPSHOTS)).match(SNAPSHOT)) !== undefined;
  } catch {
    return true;
  }
}

/** Boot Python, from memory if there is one. */
function boot({ loadPyodide }, memory) {
  return loadPyodide({
    indexURL: RUNTIME,
    stdLibURL: LIBRARY,
    lockFileContents: LOCK,
    packageBaseUrl: RUNTIME,
    env: { PYTHONHASHSEED: "0" },
    jsglobals: Object.freeze({}),
    enableRunUntilComplete: false,
    ...(memory && { _loadSnapshot: memory }),
    _makeSnapshot: REMEMBERING,
  });
}

/** The memory of an earlier start on this device, in this very browser; null if there is none. */
async function loadSnapshot() {
  try {
    const kept = await (await caches.open(SNAPSHOTS)).match(SNAPSHOT);
    if (kept?.headers.get("user-agent") !== navigator.userAgent) return null;
    const { length, pages } = JSON.parse(kept.headers.get("pages"));
    const parts = new Uint8Array(await kept.arrayBuffer());
    const memory = new Uint8Array(length);
    pages.forEach((page, place) => memory.set(partOf(parts, place), page * PAGE));
    return memory;
  } catch {
    return null; /* no secure context, or a browser that keeps nothing */
  }
}

/** Keep the memory as it is now, before anything was typed, for a faster start next time; what is empty is left out. */
async function keepSnapshot(python) {
  try {
    const memory = new Uint8Array(python.makeMemorySnapshot());
    const pages = [...Array(Math.ceil(memory.length / PAGE)).keys()].filter((page) => partOf(memory, page).some(Boolean));
    const headers = { "user-agent": navigator.userAgent, pages: JSON.stringify({ length: memory.length, pages }) };
    const body = new Blob(pages.map((page) => partOf(memory, page)));
    const cache = await caches.open(SNAPSHOTS);
    for (const old of await cache.keys()) await cache.delete(old);
    await cache.put(SNAPSHOT, new Response(body, { headers }));
  } catch {
    /* no room, or a browser that keeps nothing: the next start is only slower */
  }
}

/** One page of a memory. */
function partOf(memory, page) {
  return memory.subarray(page * PAGE, (page + 1) * PAGE);
}

/** Forget the memory of an earlier start, which may be what made this one fail. */
async function forgetSnapshot() {
  await self.caches?.delete(SNAPSHOTS).catch(() => {});
}

/** Fetch a file that must be there. */
async function fetchWell(address) {
  const response = await fetch(address, { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${response.status} for ${address}`);
  return response;
}

/** Gives what reads the bytes of a response, and tells the sum of all that was read. */
function readCounting() {
  let loaded = 0;
  let told = 0;
  return async (response) => {
    const parts = [];
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      loaded += part.value.length;
      if (latest.loaded === undefined || loaded < told + STEP) continue;
      told = loaded;
      tell({ loaded });
    }
    return joined(parts);
  };
}

/** Put the parts of a file together, at once: what waits for another thread would be heard only when Python runs. */
function joined(parts) {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Give the bytes if they are those of the build; without a secure context only their number is checked. */
async function check(bytes, { length, sha256 }) {
  if (bytes.length !== length) throw new Error("a file has another length");
  if (self.crypto.subtle) {
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const hex = Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("");
    if (hex !== sha256) throw new Error("a file has other content");
  }
  return bytes;
}

/** Have Pyodide's own fetches get what is under way already. */
function lend(responses) {
  const original = self.fetch;
  self.fetch = (address, ...more) => responses[String(address)] ?? original(address, ...more);
}

/**
 * Compile while the scripts still load, and have Pyodide instantiate what comes of it.
 * @returns {Promise<never>} fails when WebAssembly does: Pyodide itself would then wait for ever
 */
function compileEarly(wasm) {
  const compiled = WebAssembly.compileStreaming(wasm);
  return new Promise((_, reject) => {
    WebAssembly.instantiateStreaming = async (_response, imports) => {
      try {
        const module = await compiled;
        return { module, instance: await WebAssembly.instantiate(module, imports) };
      } catch (error) {
        reject(error);
        throw error;
      }
    };
    compiled.catch(reject);
  });
}

/** A promise that only ever fails, with the other. */
function failureOf(promise) {
  return new Promise((_, reject) => promise.catch(reject));
}
