/**
 * Restores the memory of a Python that was started when the site was built, under Pyodide, and calls the calculator's
 * functions at their places in it. Nothing of Pyodide's own scripts is needed. Of the memory only what is ever read is
 * there, and the interpreter stops at a read of anything else, for which it keeps a bit for each byte.
 */

const PAGE = 65_536; /* bytes */
const LAST = 65_536; /* pages that a memory can have */
const WORD = 4; /* bytes */
const PIECE = 64; /* bytes of memory that are there or not */
const BITS = 8; /* in a byte */
const ALL = 0xff;
const FIXED = ["__memory_base", "__table_base"];

/**
 * Restore a started Python.
 * @param {WebAssembly.Module} interpreter Pyodide's, with or without what never runs
 * @param {WebAssembly.Module} snapshot the memory, with the state of the interpreter in its section "start"
 * @returns {Promise<(name: string, text: string) => string>} a function that calls one of the calculator's by its name
 */
export async function restore(interpreter, snapshot) {
  const [start, runs, pieces] = ["start", "runs", "pieces"].map(
    (name) => WebAssembly.Module.customSections(snapshot, name)[0],
  );
  const { pages, slots, globals, functions, map } = JSON.parse(new TextDecoder().decode(start));
  const memory = new WebAssembly.Memory({ initial: pages, maximum: LAST });
  const table = new WebAssembly.Table({ initial: slots, element: "anyfunc" });
  const outside = {
    _PyEM_TrampolineCall_JS: (place, ...values) => table.get(place)(...values),
    emscripten_resize_heap: (bytes) => grow(memory, bytes >>> 0),
  };
  const make = {
    memory: () => memory,
    table: () => table,
    tag: () => new WebAssembly.Tag({ parameters: ["i32"] }),
    global: (name) => new WebAssembly.Global({ value: "i32", mutable: !FIXED.includes(name) }, globals[name] ?? 0),
    function: (name) => outside[name] ?? (() => fail(name)),
  };
  const imports = {};
  for (const { module, name, kind } of WebAssembly.Module.imports(interpreter)) {
    (imports[module] ??= {})[name] = make[kind](name);
  }
  const { exports: python } = await WebAssembly.instantiate(interpreter, imports);
  fill(new Uint8Array(memory.buffer), map, new Uint32Array(runs), new Uint8Array(pieces));
  guard(python, map);
  return (name, text) => call(python, memory, functions[name], text);
}

/** Put pieces in their places by runs of absent, kept and zero ones, and set the bits of what is there in the map. */
function fill(memory, map, runs, pieces) {
  let [place, from] = [0, 0];
  for (let run = 0; run < runs.length; run += 3) {
    const kept = runs[run + 1] * PIECE;
    const there = kept + runs[run + 2] * PIECE;
    place += runs[run] * PIECE;
    memory.set(pieces.subarray(from, from + kept), place);
    if (place < map) memory.fill(ALL, map + place / BITS, map + Math.min(place + there, map) / BITS);
    place += there;
    from += kept;
  }
}

/** Have the interpreter look at the map from now on. */
function guard(python, map) {
  python.map.value = map;
}

/** Return what a function of Python returns for a text. */
function call(python, memory, callable, text) {
  const bytes = new TextEncoder().encode(text);
  const place = python.malloc(bytes.length + WORD) || fail("more memory");
  new Uint8Array(memory.buffer).set(bytes, place >>> 0);
  const given = python.PyUnicode_FromStringAndSize(place, bytes.length) || fail("more memory");
  const answer = python.PyObject_CallOneArg(callable, given) || fail("to raise an error");
  const start = python.PyUnicode_AsUTF8AndSize(answer, place) || fail("to raise an error");
  const length = new DataView(memory.buffer).getUint32(place >>> 0, true);
  if (length && start >>> 0 < python.map.value) fail("a text of which parts may not be there");
  const said = new TextDecoder().decode(new Uint8Array(memory.buffer, start >>> 0, length));
  python.Py_DecRef(answer);
  python.Py_DecRef(given);
  python.free(place);
  return said;
}

/** Grow the memory to at least so many bytes; return 1 if that went well, else 0, as Emscripten does. */
function grow(memory, bytes) {
  try {
    memory.grow(Math.ceil((bytes - memory.buffer.byteLength) / PAGE));
    return 1;
  } catch {
    return 0;
  }
}

/** Throw, for Python asked for what it cannot have here. */
function fail(wish) {
  throw new Error(`Python wants ${wish}`);
}
