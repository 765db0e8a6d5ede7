/**
 * Boots the full runtime: Pyodide by its own scripts, with all of its WebAssembly. It is slower than the snapshot, and takes
 * its place where that failed.
 */

/**
 * Boot Pyodide.
 * @param {(file: string) => Promise<Uint8Array<ArrayBuffer>>} fetchVerified gives the bytes of "fullRuntime" and "library", or fails
 * @param {() => void} onfetched told when both are there
 * @returns {Promise<(name: string, text: string) => string>} calls a function of the calculator by its name
 */
export async function boot(fetchVerified, onfetched) {
  const [wasm, library] = ["fullRuntime", "library"].map(fetchVerified);
  const fetched = Promise.all([wasm, library]).then(onfetched);
  const broken = instantiate(wasm);
  interceptFetch({
    [absolute(FILES.fullRuntime.address)]: () => new Response(),
    [absolute(FILES.library.address)]: async () => new Response(await library),
  });
  const python = await Promise.race([broken, failureOf(fetched), load()]);
  const functions = {}; /* a proxy each, for life */
  return (name, text) => (functions[name] ??= python.pyimport(EXPORTS[name][0])[EXPORTS[name][1]])(text);
}

async function load() {
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

/** Have Pyodide's own fetches get what is under way already. */
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

/** A promise that only ever fails, with the other. */
function failureOf(promise) {
  return new Promise((_, reject) => promise.catch(reject));
}

function absolute(address) {
  return new URL(address, import.meta.url).href;
}
