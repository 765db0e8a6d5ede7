/**
 * Has a started Python do under Node whatever the page may ever have it do; V8 itself then tells which functions ran
 * (--trace-wasm-compilation-times), for it compiles one when it is first called.
 *
 * Arguments: the interpreter, its memory, the script that restores it, and a JSON file with {doors, questions, thresholds}.
 */

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [interpreter, image, script, job] = process.argv.slice(2);
const { doors, questions, thresholds } = JSON.parse(readFileSync(job, "utf8"));
const [code, memory] = await Promise.all([interpreter, image].map((file) => WebAssembly.compile(readFileSync(file))));
const { restore } = await import(pathToFileURL(script));

let python, heap;
const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = async (module, imports) => {
  const instance = await instantiate(module, imports);
  if (module === code) [python, heap] = [instance.exports, imports.env.memory];
  return instance;
};

for (const threshold of thresholds) {
  const call = await restore(code, memory);
  collectAfter(threshold);
  for (const door of doors) for (const question of questions) call(door, question);
}

/** Have the collector look for garbage after so many new objects, so that it meets everything half done. */
function collectAfter(threshold) {
  const gc = python.PyImport_ImportModule(text("gc"));
  const done = python.PyObject_CallOneArg(
    python.PyObject_GetAttrString(gc, text("set_threshold")),
    python.PyLong_FromLong(threshold),
  );
  if (!done) throw new Error("gc.set_threshold failed");
}

/** Put a text in Python's memory; give its place. */
function text(value) {
  const bytes = new TextEncoder().encode(`${value}\0`);
  const place = python.malloc(bytes.length);
  new Uint8Array(heap.buffer).set(bytes, place);
  return place;
}
