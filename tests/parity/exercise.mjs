/**
 * Have a restored Python answer questions under Node, one life after another; with V8's --trace-wasm-compilation-times
 * its output says which functions ran, for V8 compiles one when it is first called.
 *
 * Arguments: the interpreter, its memory, the script that restores it, and a JSON file with the lives:
 * {threshold: new objects after which Python collects garbage, questions: [[function, input], …]}.
 * Writes the answers of all lives into a file beside that one, "answers.json". An answer is null where Python stopped, and
 * the questions that follow are asked of another one.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";

const [interpreter, image, script, job] = process.argv.slice(2);
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

const answers = [];
for (const { threshold, questions } of JSON.parse(readFileSync(job, "utf8"))) {
  let call = null;
  for (const [name, text] of questions) {
    if (!call) {
      call = await restore(code, memory);
      if (threshold) collectAfter(threshold);
    }
    try {
      answers.push(call(name, text));
    } catch (error) {
      console.error(String(error));
      answers.push(null);
      call = null;
    }
  }
}
writeFileSync(`${dirname(job)}/answers.json`, JSON.stringify(answers));

/** Make Python collect garbage after so many new objects, so that the collector meets every state. */
function collectAfter(threshold) {
  const gc = python.PyImport_ImportModule(copyText("gc"));
  const done = python.PyObject_CallOneArg(
    python.PyObject_GetAttrString(gc, copyText("set_threshold")),
    python.PyLong_FromLong(threshold),
  );
  if (!done) throw new Error("gc.set_threshold failed");
}

/** Return the address of a text copied into Python's memory. */
function copyText(value) {
  const bytes = new TextEncoder().encode(`${value}\0`);
  const place = python.malloc(bytes.length);
  new Uint8Array(heap.buffer).set(bytes, place);
  return place;
}
