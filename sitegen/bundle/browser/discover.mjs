/**
 * Boot Pyodide under Node with a library, have it import modules and call functions, and print the names of the files in
 * the library that it needed, as JSON.
 *
 * Arguments: the folder of Pyodide, the library, and a JSON file with {lock, modules, functions, inputs}.
 */

import { readFileSync } from "node:fs";
import { boot } from "./boot.mjs";

const [pyodide, library, job] = process.argv.slice(2);
const { lock, modules, functions, inputs } = JSON.parse(readFileSync(job, "utf8"));
const python = await boot(pyodide, library, lock);
for (const name of modules) python.pyimport(name);
for (const [module, name] of functions) {
  for (const input of inputs) python.pyimport(module)[name](input);
}
const files = [];
for (const [, module] of python.pyimport("sys").modules.items()) files.push(module.__file__ ?? null);
console.log(JSON.stringify(files.filter((file) => file?.includes(".zip/")).map((file) => file.split(".zip/")[1])));
