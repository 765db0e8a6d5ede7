/**
 * Starts Python as Pyodide's makers meant it, by its own scripts and with its whole WebAssembly: slower, and only where the
 * quick way failed.
 */

import { DOORS, FILES, LOCK, RUNTIME } from "./settings.js";

/**
 * Boot Pyodide.
 * @param {(file: string) => Promise<Uint8Array>} fetchSound gives the bytes of "whole" and "library", or fails
 * @param {() => void} onfetched told when both are there
 * @returns {Promise<(door: string) => (text: string) => string>} gives a function of the calculator by its name
 */
export async function boot(fetchSound, onfetched) {
  const [wasm, library] = ["whole", "library"].map(fetchSound);
  const fetched = Promise.all([wasm, library]).then(onfetched);
  const broken = instantiate(wasm);
  lend({ [FILES.whole]: () => new Response(), [FILES.library]: async () => new Response(await library) });
  const python = await Promise.race([broken, failureOf(fetched), load()]);
  const opened = {}; /* a proxy each, for life */
  return (door) => (opened[door] ??= python.pyimport(DOORS[door][0])[DOORS[door][1]]);
}

async function load() {
  const [{ loadPyodide }] = await Promise.all([import(`${RUNTIME}pyodide.mjs`), import(`${RUNTIME}pyodide.asm.js`)]);
  return loadPyodide({
    indexURL: RUNTIME,
    stdLibURL: FILES.library,
    lockFileContents: LOCK,
    packageBaseUrl: RUNTIME,
    env: { PYTHONHASHSEED: "0" },
    jsglobals: Object.freeze({}),
    enableRunUntilComplete: false,
  });
}

/** Have Pyodide's own fetches get what is under way already. */
function lend(responses) {
  const original = self.fetch;
  self.fetch = (address, ...more) => (responses[String(address)] ?? original)(address, ...more);
}

/**
 * Have Pyodide instantiate these bytes.
 * @returns {Promise<never>} fails when that does: Pyodide itself would then wait for ever
 */
function instantiate(wasm) {
  return new Promise((_, reject) => {
    WebAssembly.instantiateStreaming = async (_response, imports) => {
      try {
        return await WebAssembly.instantiate(await wasm, imports);
      } catch (error) {
        reject(error);
        throw error;
      }
    };
  });
}

/** A promise that only ever fails, with the other. */
function failureOf(promise) {
  return new Promise((_, reject) => promise.catch(reject));
}
