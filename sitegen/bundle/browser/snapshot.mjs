/**
 * Boot Pyodide under Node, have the calculator answer, and write what is then in memory: nothing of this machine, nor of
 * this moment, is in it.
 *
 * Arguments: the folder of Pyodide, the library, a JSON file with {lock, functions, inputs}, and a folder to write to:
 * "before" (the memory as the WebAssembly itself fills it), "after" (as it is in the end), and "start.json": the sizes of
 * memory and table, the values of the globals, and the address of each function. The table needs nothing else: what
 * Pyodide adds to it for the calculator is of JavaScript, and never called (a function is then named "0").
 */

import { readFileSync, writeFileSync } from "node:fs";
import { boot } from "./boot.mjs";

const PAGE = 65_536;
const [pyodide, library, job, out] = process.argv.slice(2);
const { lock, functions, inputs } = JSON.parse(readFileSync(job, "utf8"));

/* Here Pyodide looks for a language, and for a way to call functions that only some browsers have. */
Object.defineProperty(globalThis, "navigator", { value: { userAgent: "iPhone" } });
Date.now = performance.now = () => 0;

let module, imports, slots;
const { instantiate } = WebAssembly;
const recordImports = async (bytes, given) => {
  const made = await instantiate(bytes, given);
  if (given?.env?.memory) {
    [module, imports] = [made.module, given];
    slots = given.env.__indirect_function_table.length;
    writeFileSync(`${out}/before`, new Uint8Array(given.env.memory.buffer));
  }
  return made;
};
WebAssembly.instantiate = /** @type {any} */ (recordImports);

const python = await boot(pyodide, library, lock);
const addressOf = python.pyimport("builtins").id;
const addresses = {};
for (const [key, [from, name]] of Object.entries(functions)) {
  const called = python.pyimport(from)[name];
  for (const input of inputs) called(input);
  addresses[key] = addressOf(called);
}
python.pyimport("gc").collect();
python.pyimport("gc").freeze();

const { memory, __indirect_function_table: table } = imports.env;
const globals = {};
for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
  if (kind !== "global") continue;
  const { value } = imports[from][name];
  if (from !== "GOT.func") globals[name] = value;
  else if (value > 0 && table.get(value).name !== "0") throw new Error(`${name} was added to the table`);
}
writeFileSync(`${out}/after`, new Uint8Array(memory.buffer));
const pages = memory.buffer.byteLength / PAGE;
writeFileSync(`${out}/start.json`, JSON.stringify({ pages, slots, globals, functions: addresses }));
