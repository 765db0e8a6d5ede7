/**
 * The worker: starts Python once, then answers calls. The page's thread never runs Python.
 *
 * In:  {start: {runtime, library, calculator}} once, then {id, door, text}.
 * Out: {progress: {loaded}}, {state: "starting" | "ready"}, {id, text}, or {failed: reason}.
 */

const LOCK = {
  info: { abi_version: "2025_0", arch: "wasm32", platform: "emscripten_4_0_9", python: "3.13.2" },
  packages: {},
};

/** The calculator's functions that the page may call: module and name. */
const DOORS = {
  calculate: ["calculator", "calculate_json"],
  answer: ["calculator.answer", "answer_json"],
  calendar: ["calculator.calendar_file", "calendar_json"],
  plan: ["calculator.planner", "planner_json"],
};

/** Gives a function by the name of its door, once Python runs. @type {Promise<(door: string) => Function>} */
let started;

self.onmessage = async ({ data }) => {
  try {
    if (data.start) {
      started = start(data.start);
      await started;
      self.postMessage({ state: "ready" });
    } else {
      const open = await started;
      self.postMessage({ id: data.id, text: open(data.door)(data.text) });
    }
  } catch (error) {
    self.postMessage({ failed: String(error) });
  }
};

/** Fetch the runtime, the library and the calculator side by side; gives what opens a door. */
async function start({ runtime, library, calculator }) {
  if (typeof WebAssembly !== "object") throw new Error("no WebAssembly");
  countBytes();
  const broken = failureOfWasm();
  const wheel = fetchBytes(calculator);
  const { loadPyodide } = await import(`${runtime}pyodide.mjs`);
  const python = await Promise.race([
    broken,
    loadPyodide({
      indexURL: runtime,
      stdLibURL: library,
      lockFileContents: LOCK,
      packageBaseUrl: runtime,
      env: { PYTHONHASHSEED: "0" },
      jsglobals: Object.freeze({}),
      enableRunUntilComplete: false,
    }),
  ]);
  self.postMessage({ state: "starting" });
  python.unpackArchive(await wheel, "wheel");
  const opened = {}; /* a proxy each, for life */
  const open = (door) => {
    const [module, name] = DOORS[door];
    return (opened[door] ??= python.pyimport(module)[name]);
  };
  open("answer");
  return open;
}

/** Fetch a file whole; a status that is no success is an error. */
async function fetchBytes(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} for ${address}`);
  return response.arrayBuffer();
}

/**
 * Tell the page how many bytes have arrived. The response itself passes untouched: a wrapped one
 * would lose the browser's copy of the compiled code.
 */
function countBytes() {
  const original = self.fetch;
  let loaded = 0;
  self.fetch = async (...request) => {
    const response = await original(...request);
    if (!response.ok) throw new Error(`${response.status} for ${response.url}`);
    count(response.clone());
    return response;
  };

  async function count(response) {
    for await (const chunk of response.body) {
      loaded += chunk.length;
      self.postMessage({ progress: { loaded } });
    }
  }
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
