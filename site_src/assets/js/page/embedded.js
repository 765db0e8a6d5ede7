/**
 * The calculator in another site's page. That page hears how high this one is, once it asked, and nothing else.
 *
 * It asks with the text "height?". The browser says who asks: only the page around this one gets an answer, and the
 * answer goes to its origin alone.
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
