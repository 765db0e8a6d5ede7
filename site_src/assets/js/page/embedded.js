/**
 * Tells the page around the calculator, on another site, how high the calculator is, and nothing else.
 *
 * That page asks with the text "height?". Only the page around this one gets an answer, and the answer goes to its
 * origin alone.
 */

import { takeAccent } from "./accent.js";
import { find, partOf } from "./templates.js";

const QUESTION = "height?";
const whole = document.documentElement;
const link = partOf(document, "whole-page", HTMLAnchorElement);

let asker = null;

takeAccent(find(document, "main"));

addEventListener("message", ({ data, source, origin }) => {
  if (data !== QUESTION || source !== parent || parent === self || origin === "null") return;
  asker = origin;
  tellHeight();
});
new ResizeObserver(tellHeight).observe(whole);
link.addEventListener("click", () => {
  link.hash = location.hash;
});

function tellHeight() {
  if (asker) parent.postMessage({ height: Math.ceil(whole.getBoundingClientRect().height) }, asker);
}
