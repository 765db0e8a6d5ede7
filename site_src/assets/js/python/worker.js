/**
 * The worker: starts Python once, then answers calls. The page's thread never runs Python.
 *
 * In:  {id, name, text}, or {hello} to hear the latest sign of life again.
 * Out: {loaded: bytes}, {state: "starting"}, {state: "ready"}, {failed: reason}, or {id, text}.
 *
 * Python has started when the site was built, and goes on here. A worker with the name "full-runtime" trusts nothing of that:
 * it starts where another failed.
 */

import { boot } from "./full-runtime.js";
import { restore } from "./snapshot.js";

const STEP = 250_000; /* bytes between two signs of life */
const QUICK = 250; /* milliseconds in which a quick line brings everything */

let latest = { loaded: 0 };
let loaded = 0;
const started = startPython();
started.then(
  () => tell({ state: "ready" }),
  (error) => tell({ failed: String(error) }),
);

self.onmessage = async ({ data: { hello, id, name, text } }) => {
  if (hello) {
    self.postMessage(latest);
    return;
  }
  try {
    const call = await started;
    if ("failed" in latest) return; /* what stopped halfway could answer wrongly */
    self.postMessage({ id, text: call(name, text) });
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
 * @returns {Promise<(name: string, text: string) => string>} calls a function of the calculator by its name
 */
async function startPython() {
  if (typeof WebAssembly !== "object") throw new Error("no WebAssembly");
  const full = self.name === "full-runtime";
  const call = full ? await boot(fetchVerified, tellFetched) : await restoreSnapshot();
  if (call("calculate", SELF_TEST.input) !== SELF_TEST.output) throw new Error("the known answer differs");
  return call;
}

/** Fetch the interpreter and its memory side by side, and go on where the build stopped. */
async function restoreSnapshot() {
  const compile = async (file) => WebAssembly.compile(await fetchVerified(file));
  const [interpreter, snapshot] = await Promise.all([compile("interpreter"), compile("snapshot")]);
  tellFetched();
  return restore(interpreter, snapshot);
}

function tellFetched() {
  tell({ state: "starting" });
}

/** Fetch a file; fails if its bytes are not those of the build. Without a secure context only their number is checked. */
async function fetchVerified(file) {
  const { address, length, sha256 } = FILES[file];
  const response = await fetch(new URL(address, import.meta.url), { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${response.status} for ${file}`);
  count(response.clone()).catch(() => {}); /* the file itself says what went wrong */
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length !== length) throw new Error(`${file} has another length`);
  if (self.crypto.subtle && (await sumOf(bytes)) !== sha256) throw new Error(`${file} has other content`);
  return bytes;
}

/** Tell how much has come, until all is there; only on a slow line, for counting takes time. */
async function count({ body }) {
  await new Promise((resolve) => setTimeout(resolve, QUICK));
  const reader = body.getReader();
  for (let part = await reader.read(); !part.done && "loaded" in latest; part = await reader.read()) {
    const before = loaded;
    loaded += part.value.length;
    if (Math.floor(loaded / STEP) > Math.floor(before / STEP)) tell({ loaded });
  }
  await reader.cancel();
}

async function sumOf(bytes) {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
