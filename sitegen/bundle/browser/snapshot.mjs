/**
 * Boot Pyodide under Node, have the calculator answer, and write what is then in memory: nothing of this machine, nor of
 * this moment, is in it.
 *
 * Arguments: the folder of Pyodide, the library, a JSON file with {lock, functions, inputs}, and a folder to write to:
 * "memory", and "start.json": the sizes of memory and table, the values of the globals, the address of each function, and
 * "map", the address of room for a bit for each byte below it. The table needs nothing else: what Pyodide adds to it for
 * the calculator is of JavaScript, and never called (a function is then named "0").
 */

import { readFileSync, writeFileSync } from "node:fs";
import { boot } from "./boot.mjs";

const PAGE = 65_536;
const PIECE = 64; /* bytes of memory that are kept or left out together */
const BITS = 8; /* in a byte */
const FOOT = 64; /* bytes at the end of its memory that the allocator writes in */
const LARGEST = 1_048_576,
  STEP = 8; /* bytes of a gap between blocks, and by which sizes of blocks differ */
const [pyodide, library, job, out] = process.argv.slice(2);
const { lock, functions, inputs } = JSON.parse(readFileSync(job, "utf8"));

/* Here Pyodide looks for a language, and for a way to call functions that only some browsers have. */
Object.defineProperty(globalThis, "navigator", { value: { userAgent: "iPhone" } });
Date.now = performance.now = () => 0;

let module, imports, exports, slots;
const { instantiate } = WebAssembly;
const recordImports = async (bytes, given) => {
  const made = await instantiate(bytes, given);
  if (given?.env?.memory) {
    [module, imports, exports] = [made.module, given, made.instance.exports];
    slots = given.env.__indirect_function_table.length;
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
const map = allocateMap();
fillGaps(map);
const bytes = new Uint8Array(memory.buffer);
const end = exports.sbrk(0);
bytes
  .fill(0, map, map + map / BITS)
  .fill(0, firstFree(), end - FOOT)
  .fill(0, end); /* what stood there before */
bytes.fill(
  0,
  exports.emscripten_stack_get_end(),
  globals.__stack_pointer,
); /* what functions left there that returned */
writeFileSync(`${out}/memory`, bytes);
const pages = memory.buffer.byteLength / PAGE;
writeFileSync(`${out}/start.json`, JSON.stringify({ pages, slots, globals, functions: addresses, map }));

/** Return the address of room for a bit for each byte before it. */
function allocateMap() {
  return Math.ceil(exports.malloc(Math.ceil(exports.sbrk(0) / BITS) + PIECE) / PIECE) * PIECE;
}

/** Take every free block below an address, so that the allocator gives those beyond it from now on. */
function fillGaps(end) {
  for (let size = LARGEST; size > 0; size -= STEP) {
    let place = exports.malloc(size);
    while (place < end) place = exports.malloc(size);
    exports.free(place);
  }
}

/** Return the address from which on no block stands. */
function firstFree() {
  const place = exports.malloc(STEP);
  exports.free(place);
  return place;
}
