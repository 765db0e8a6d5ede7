/**
 * Run programs, each in an instance of its own of a guarded module, and print what every step returned, as JSON; null for
 * one that trapped.
 *
 * Arguments: the module, and a JSON file with {map, programs: [{present: [place, bytes] to put into memory, and steps:
 * [name of an export, its arguments]}]}.
 */

import { readFileSync } from "node:fs";

const [file, job] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(file));
const { map, programs } = JSON.parse(readFileSync(job, "utf8"));

console.log(JSON.stringify(programs.map(run)));

function run({ present, steps }) {
  const { exports } = /** @type {any} */ (new WebAssembly.Instance(module, { host: { unused() {} } }));
  const memory = new Uint8Array(exports.memory.buffer);
  for (const [place, bytes] of present) {
    memory.set(bytes, place);
    for (let at = place; at < place + bytes.length; at++) memory[map + (at >> 3)] |= 1 << (at & 7);
  }
  exports.map.value = map;
  return steps.map(([name, values]) => attempt(exports[name], values));
}

function attempt(step, values) {
  try {
    return String(step(...values.map((value) => (typeof value === "string" ? BigInt(value) : value))) ?? "");
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    return null;
  }
}
