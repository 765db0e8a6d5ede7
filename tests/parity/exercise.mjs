/**
 * Have a restored Python answer questions under Node, one life after another; with V8's --trace-wasm-compilation-times
 * its output says which functions ran, for V8 compiles one when it is first called.
 *
 * Arguments: the interpreter, its memory, the script that restores it, and a JSON file with the lives:
 * {threshold: new objects after which Python collects garbage, questions: [[function, input], …], withheld: pieces of the
 * memory that are spoilt and not there}.
 * Writes the answers of all lives into a file beside that one, "answers.json". An answer is null where Python stopped, and
 * the questions that follow are asked of another one. Where the interpreter records what is read of a memory that is
 * whole, the numbers of those pieces are written too, into "pieces.json".
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

const PIECE = 64; /* bytes of memory that are kept or left out together */
const BITS = 8; /* in a byte */
const SPOILT = 0xa5; /* what stands where nothing is read */
let zeros = null; /* the map of a memory of which only the pieces are there that are zero */
const read = new Set(); /* pieces */

const answers = [];
for (const { threshold, questions, withheld = [] } of JSON.parse(readFileSync(job, "utf8"))) {
  let call = null;
  for (const [name, text] of questions) {
    if (!call) {
      call = await restore(code, memory);
      withheld.forEach(withhold);
      if (python.record) zeros ??= mapOfZeros();
      if (threshold) collectAfter(threshold);
      if (python.record) startRecord();
    }
    try {
      answers.push(call(name, text));
    } catch (error) {
      console.error(String(error));
      answers.push(null);
      call = null;
    }
  }
  if (python.record) keepRecord();
}
writeFileSync(`${dirname(job)}/pieces.json`, JSON.stringify([...read]));
writeFileSync(`${dirname(job)}/answers.json`, JSON.stringify(answers));

/** Spoil a piece of the memory, and take its bits from the map. */
function withhold(piece) {
  const memory = new Uint8Array(heap.buffer);
  memory.fill(SPOILT, piece * PIECE, (piece + 1) * PIECE);
  memory.fill(0, python.map.value + (piece * PIECE) / BITS, python.map.value + ((piece + 1) * PIECE) / BITS);
}

/** Return a map of the memory in which only the pieces are there that are zero. */
function mapOfZeros() {
  const words = new BigUint64Array(heap.buffer, 0, python.map.value / BITS);
  const perPiece = PIECE / BITS;
  return Uint8Array.from({ length: words.length }, (_, byte) => {
    const start = byte - (byte % perPiece);
    return words.subarray(start, start + perPiece).every((word) => word === 0n) ? 0xff : 0;
  });
}

/** Have the interpreter take every other piece for one that is not there, and record which it reads. */
function startRecord() {
  const map = python.map.value;
  const place = python.malloc(zeros.length);
  new Uint8Array(heap.buffer).set(zeros, map);
  new Uint8Array(heap.buffer).fill(0, place, place + zeros.length);
  python.record.value = place - map;
}

/** Keep the numbers of the pieces of which a byte was read. */
function keepRecord() {
  const pieces = new BigUint64Array(heap.buffer, python.map.value + python.record.value, zeros.length / (PIECE / BITS));
  for (let piece = 0; piece < pieces.length; piece++) if (pieces[piece]) read.add(piece);
}

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
