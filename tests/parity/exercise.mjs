/**
 * Has Pyodide do under Node whatever the page may ever have it do, as in a browser's worker; V8 itself then tells which
 * functions ran (--trace-wasm-compilation-times), for it compiles one when it is first called.
 *
 * Arguments: the folder of Pyodide, the library, and a JSON file with {lock, doors, questions, thresholds}.
 */

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const node = process;
const [folder, library, job] = node.argv.slice(2);
const { lock, doors, questions, thresholds } = JSON.parse(readFileSync(job, "utf8"));
const runtime = `${pathToFileURL(folder).href}/`;

/* A worker of a browser, as far as Pyodide can tell. */
globalThis.self = globalThis;
globalThis.location = new URL(runtime);
globalThis.WorkerGlobalScope = class {
  static [Symbol.hasInstance]() {
    return true;
  }
};
globalThis.fetch = async (address) => {
  const file = new URL(address);
  const type = file.pathname.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
  return new Response(readFileSync(file), { headers: { "content-type": type } });
};
delete globalThis.process;
const { loadPyodide } = await import(`${runtime}pyodide.mjs`);
await import(`${runtime}pyodide.asm.js`);

for (const threshold of thresholds) {
  const python = await boot({ _makeSnapshot: true });
  python.pyimport("gc").set_threshold(threshold, 2, 2); /* the collector meets everything half done */
  ask(python);
  const memory = python.makeMemorySnapshot();
  ask(await boot({ _loadSnapshot: memory }));
  ask(await boot({}));
}
node.exit(0);

function boot(more) {
  return loadPyodide({
    indexURL: runtime,
    stdLibURL: pathToFileURL(library).href,
    lockFileContents: lock,
    packageBaseUrl: runtime,
    env: { PYTHONHASHSEED: "0" },
    jsglobals: Object.freeze({}),
    enableRunUntilComplete: false,
    ...more,
  });
}

function ask(python) {
  for (const [module, name] of doors) {
    const door = python.pyimport(module)[name];
    for (const question of questions) door(question);
  }
}
