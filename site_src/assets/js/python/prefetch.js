/**
 * Has the browser fetch Python at the first sign that a reader goes to the calculator.
 */

const CALCULATOR = /\/(bereken|jaarplan)\/(#.*)?$/;
const SIGNS = ["pointerover", "touchstart", "focusin"];

for (const sign of SIGNS) document.addEventListener(sign, hint, { passive: true });

async function hint(event) {
  if (!CALCULATOR.test(event.target.closest?.("a")?.href ?? "") || navigator.connection?.saveData) return;
  for (const sign of SIGNS) document.removeEventListener(sign, hint);
  const { FILES } = await import("./settings.js");
  for (const address of [FILES.first, FILES.image]) {
    const link = document.createElement("link");
    link.rel = "prefetch";
    link.href = address;
    document.head.append(link);
  }
}
