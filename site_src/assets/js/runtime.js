/**
 * Starts Python in a worker: fetches everything side by side, checks it, and opens the calculator's doors.
 */

import { DOORS, KNOWN, LIBRARY, LIBRARY_BYTES, LIBRARY_SHA256, LOCK, RUNTIME } from "./settings.js";

/**
 * @param {(sign: {loaded: number} | {state: string}) => void} tell told every sign of life
 * @returns {Promise<(door: string) => (text: string) => string>} gives a function of the calculator by its name
 */
export async function startPython(tell) {
  if (typeof WebAssembly !== "object") throw new Error("no WebAssembly");
  const arrived = countBytes(tell);
  const broken = failureOfWasm();
  const wasm = fetchWhole(`${RUNTIME}pyodide.asm.wasm`, arrived);
  const library = fetchWhole(LIBRARY, arrived).then(checkLibrary);
  lend({ [`${RUNTIME}pyodide.asm.wasm`]: wasm, [LIBRARY]: library });
  const [{ loadPyodide }] = await Promise.all([import(`${RUNTIME}pyodide.mjs`), import(`${RUNTIME}pyodide.asm.js`)]);
  Promise.all([wasm, library]).then(() => tell({ state: "starting" }), () => {});
  const python = await Promise.race([
    broken,
    rejectionOf(wasm),
    rejectionOf(library),
    loadPyodide({
      indexURL: RUNTIME,
      stdLibURL: LIBRARY,
      lockFileContents: LOCK,
      packageBaseUrl: RUNTIME,
      env: { PYTHONHASHSEED: "0" },
      jsglobals: Object.freeze({}),
      enableRunUntilComplete: false,
    }),
  ]);
  const opened = {}; /* a proxy each, for life */
  const open = (door) => (opened[door] ??= python.pyimport(DOORS[door][0])[DOORS[door][1]]);
  open("answer");
  if (open("calculate")(KNOWN.question) !== KNOWN.answer) throw new Error("the known answer differs");
  return open;
}

/** Fetch a file; the response itself passes untouched, or the browser would lose its compiled code. */
async function fetchWhole(address, arrived) {
  const response = await fetch(address, { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${response.status} for ${address}`);
  arrived(response.clone());
  return response;
}

/** Have Pyodide's own fetches get what is under way already. */
function lend(responses) {
  const original = self.fetch;
  self.fetch = (address, ...more) => responses[String(address)] ?? original(address, ...more);
}

/** Gives what counts the bytes of a response, and tells the sum of all. */
function countBytes(tell) {
  let loaded = 0;
  return async (response) => {
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      loaded += part.value.length;
      tell({ loaded });
    }
  };
}

/** Give the response anew if its bytes are those of the build. Without a secure context only their number is checked. */
async function checkLibrary(response) {
  const bytes = await response.arrayBuffer();
  if (bytes.byteLength !== LIBRARY_BYTES) throw new Error("the library has another length");
  if (self.crypto.subtle) {
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const hex = Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("");
    if (hex !== LIBRARY_SHA256) throw new Error("the library has other content");
  }
  return new Response(bytes);
}

/** A promise that only ever fails. */
function rejectionOf(promise) {
  return new Promise((_, reject) => promise.catch(reject));
}

/** A promise that fails when WebAssembly does: Pyodide itself would then wait for ever. */
function failureOfWasm() {
  return new Promise((_, reject) => {
    for (const name of ["instantiateStreaming", "instantiate"]) {
      const original = WebAssembly[name];
      WebAssembly[name] = (...given) => {
        const made = original.apply(WebAssembly, given);
        made.catch(reject);
        return made;
      };
    }
  });
}
