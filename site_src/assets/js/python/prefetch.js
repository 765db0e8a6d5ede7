/**
 * Has the browser fetch Python once a reader points at a link to the calculator.
 */

const CALCULATOR = /\/(bereken|jaarplan)\/(#.*)?$/;
const SIGNS = ["pointerover", "touchstart", "focusin"];

for (const sign of SIGNS) document.addEventListener(sign, prefetch, { passive: true });

function prefetch(event) {
  if (!CALCULATOR.test(event.target.closest?.("a")?.href ?? "") || navigator.connection?.saveData) return;
  for (const sign of SIGNS) document.removeEventListener(sign, prefetch);
  for (const address of [INTERPRETER, SNAPSHOT]) {
    const link = document.createElement("link");
    link.rel = "prefetch";
    link.href = new URL(address, import.meta.url).href;
    document.head.append(link);
  }
}
