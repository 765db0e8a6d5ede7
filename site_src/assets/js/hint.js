/**
 * Has the browser fetch Python at the first sign that a reader goes to the calculator.
 */

const CALCULATOR = /\/(bereken|jaarplan)\/(#.*)?$/;
const SIGNS = ["pointerover", "touchstart", "focusin"];

for (const sign of SIGNS) document.addEventListener(sign, hint, { passive: true });

async function hint(event) {
  if (!CALCULATOR.test(event.target.closest?.("a")?.href ?? "") || navigator.connection?.saveData) return;
  for (const sign of SIGNS) document.removeEventListener(sign, hint);
  const { LIBRARY, RUNTIME, WASM } = await import("./settings.js");
  for (const address of [`${RUNTIME}${WASM.first}`, `${RUNTIME}pyodide.asm.js`, `${RUNTIME}pyodide.mjs`, LIBRARY]) {
    const link = document.createElement("link");
    link.rel = "prefetch";
    link.href = address;
    document.head.append(link);
  }
}
