/**
 * The worker: starts Python once, then answers calls. The page's thread never runs Python.
 *
 * In:  {id, door, text}, or {hello} to hear the latest sign of life again.
 * Out: {loaded: bytes}, {state: "starting"}, {state: "ready"}, {failed: reason}, or {id, text}.
 *
 * Python has started when the site was built, and goes on here. A worker with the name "whole" trusts nothing of that:
 * it starts where another failed.
 */

import { wake } from "./awake.js";
import { FILES, KNOWN, SUMS } from "./settings.js";

const STEP = 250_000; /* bytes between two signs of life */

let latest = { loaded: 0 };
const read = readCounting();
const started = startPython();
started.then(() => tell({ state: "ready" }), (error) => tell({ failed: String(error) }));

self.onmessage = async ({ data: { hello, id, door, text } }) => {
  if (hello) {
    self.postMessage(latest);
    return;
  }
  try {
    const open = await started;
    self.postMessage({ id, text: open(door)(text) });
  } catch (error) {
    tell({ failed: String(error) });
  }
};

/** Tell the page a sign of life. */
function tell(sign) {
  latest = sign;
  self.postMessage(sign);
}

/**
 * Start Python, and try it.
 * @returns {Promise<(door: string) => (text: string) => string>} gives a function of the calculator by its name
 */
async function startPython() {
  if (typeof WebAssembly !== "object") throw new Error("no WebAssembly");
  const open = self.name === "whole" ? await (await import("./whole.js")).boot(fetchSound) : await goOn();
  if (open("calculate")(KNOWN.question) !== KNOWN.answer) throw new Error("the known answer differs");
  return open;
}

/** Fetch the interpreter and its memory side by side, compile them as they come, and go on where the build stopped. */
async function goOn() {
  const responses = [FILES.first, FILES.image].map(fetchWell);
  const sound = Promise.all(["first", "image"].map((file, place) => check(file, responses[place].then(copyOf))));
  sound.then(() => tell({ state: "starting" }), () => {});
  const open = await wake(...(await Promise.all(responses.map((response) => WebAssembly.compileStreaming(response)))));
  await sound;
  return open;
}

/** The bytes of a response, beside what the browser compiles of it: touched, it would lose its compiled code. */
function copyOf(response) {
  return read(response.clone());
}

/** Fetch the bytes of a file; fails if they are not those of the build. */
async function fetchSound(file) {
  return check(file, fetchWell(FILES[file]).then(read));
}

/** Fetch a file that must be there. */
async function fetchWell(address) {
  const response = await fetch(address, { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${response.status} for ${address}`);
  return response;
}

/** Gives what reads the bytes of a response, and tells the sum of all that was read. */
function readCounting() {
  let loaded = 0;
  let told = 0;
  return async (response) => {
    const parts = [];
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      loaded += part.value.length;
      if (latest.loaded === undefined || loaded < told + STEP) continue;
      told = loaded;
      tell({ loaded });
    }
    return joined(parts);
  };
}

/** Put the parts of a file together, at once: what waits for another thread would be heard only when Python runs. */
function joined(parts) {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Give the bytes if they are those of the build; without a secure context only their number is checked. */
async function check(file, coming) {
  const bytes = await coming;
  const { length, sha256 } = SUMS[file];
  if (bytes.length !== length) throw new Error("a file has another length");
  if (self.crypto.subtle) {
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const hex = Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("");
    if (hex !== sha256) throw new Error("a file has other content");
  }
  return bytes;
}
