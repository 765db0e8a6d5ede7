/**
 * Boots the full runtime: Pyodide by its own scripts, with all of its WebAssembly. It is slower than the snapshot, and takes
 * its place where that failed.
 */

/** The files that it fetches. */
export const FULL_NAMES = ["fullRuntime", "library", "fullRuntimeLoader", "fullRuntimeScript"];

/**
 * Boot Pyodide.
 * @param {(file: string) => Promise<Uint8Array<ArrayBuffer>>} fetchFile returns the bytes of a file, or fails
 * @param {() => void} onfetched called when all files have arrived
 * @returns {Promise<(name: string, text: string) => string>} a function that calls one of the calculator's by its name
 */
export async function boot(fetchFile, onfetched) {
  const [wasm, library, ...scripts] = FULL_NAMES.map(fetchFile);
  const fetched = Promise.all([wasm, library]).then(onfetched);
  const broken = instantiate(wasm);
  interceptFetch({
    [absolute(FILES.fullRuntime.address)]: () => new Response(),
    [absolute(FILES.library.address)]: async () => new Response(await library),
  });
  const python = await Promise.race([broken, failureOf(fetched), load(scripts)]);
  const functions = {}; /* a proxy each, for life */
  return (name, text) => (functions[name] ??= python.pyimport(EXPORTS[name][0])[EXPORTS[name][1]])(text);
}

/** Have Pyodide load itself, by scripts of which the browser's cache then holds what was verified. */
async function load(scripts) {
  await Promise.all(scripts);
  const folder = absolute(RUNTIME);
  const [{ loadPyodide }] = await Promise.all([import(`${folder}pyodide.mjs`), import(`${folder}pyodide.asm.js`)]);
  return loadPyodide({
    indexURL: folder,
    stdLibURL: absolute(FILES.library.address),
    lockFileContents: LOCK,
    packageBaseUrl: folder,
    env: { PYTHONHASHSEED: "0" },
    jsglobals: Object.freeze({}),
    enableRunUntilComplete: false,
  });
}

/** Have Pyodide's own calls of `fetch` get the files that were fetched already. */
function interceptFetch(responses) {
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

/** Return a promise that fails when the other does, and never settles otherwise. */
function failureOf(promise) {
  return new Promise((_, reject) => promise.catch(reject));
}

function absolute(address) {
  return new URL(address, import.meta.url).href;
}
