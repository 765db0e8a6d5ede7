/**
 * Run under Node, in a restored Python, whatever the page may ever ask of it; V8 itself reports which functions ran
 * (--trace-wasm-compilation-times), for it compiles one when it is first called.
 *
 * Arguments: the interpreter, its memory, the script that restores it, and a JSON file with {functions, inputs, thresholds}.
 */

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [interpreter, image, script, job] = process.argv.slice(2);
const { functions, inputs, thresholds } = JSON.parse(readFileSync(job, "utf8"));
const [code, memory] = await Promise.all([interpreter, image].map((file) => WebAssembly.compile(readFileSync(file))));
const { restore } = await import(pathToFileURL(script).href);

let python, heap;
const { instantiate } = WebAssembly;
const recordInterpreter = async (module, imports) => {
  const instance = /** @type {any} */ (await instantiate(module, imports));
  if (module === code) [python, heap] = [instance.exports, imports.env.memory];
  return instance;
};
WebAssembly.instantiate = /** @type {any} */ (recordInterpreter);

for (const threshold of thresholds) {
  const call = await restore(code, memory);
  collectAfter(threshold);
  for (const name of functions) for (const input of inputs) call(name, input);
}

/** Make Python collect garbage after so many new objects, so that the collector meets every state. */
function collectAfter(threshold) {
  const gc = python.PyImport_ImportModule(text("gc"));
  const done = python.PyObject_CallOneArg(
    python.PyObject_GetAttrString(gc, text("set_threshold")),
    python.PyLong_FromLong(threshold),
  );
  if (!done) throw new Error("gc.set_threshold failed");
}

/** Return the address of a text copied into Python's memory. */
function text(value) {
  const bytes = new TextEncoder().encode(`${value}\0`);
  const place = python.malloc(bytes.length);
  new Uint8Array(heap.buffer).set(bytes, place);
  return place;
}
