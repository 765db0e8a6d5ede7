/**
 * Tells the page around the calculator, on another site, how high a frame shows all of it, and nothing else.
 *
 * That page asks with the text "height?". Only the page around this one gets an answer, and the answer goes to its
 * origin alone. What is typed must not show in the height: it goes up by large steps, comes down only by two of them or
 * more, and is told some times a second at most, however often one asks.
 */

import { takeAccent } from "./accent.js";
import { find, partOf } from "./templates.js";

const QUESTION = "height?";
const STEP = 80; /* pixels */
const REST = 250; /* milliseconds between two messages */
const whole = document.documentElement;
const link = partOf(document, "whole-page", HTMLAnchorElement);

let asker = null;
let height = 0;
let asked = false; /* and not answered yet */
let resting = false;

takeAccent(find(document, "main"));

addEventListener("message", ({ data, source, origin }) => {
  if (data !== QUESTION || source !== parent || parent === self || origin === "null") return;
  asker = origin;
  asked = true;
  tellHeight();
});
new ResizeObserver(tellHeight).observe(whole);
link.addEventListener("click", () => {
  link.hash = location.hash;
});

/** Tell the height if somebody asked or it is another one; during the rest after a message, at the end of that. */
function tellHeight() {
  if (!asker || resting) return;
  const before = height;
  height = nextHeight(before);
  if (height === before && !asked) return;
  asked = false;
  parent.postMessage({ height }, asker);
  resting = true;
  setTimeout(() => {
    resting = false;
    tellHeight();
  }, REST);
}

/** Return the least number of whole steps that shows everything, or the height before if that is one step more. */
function nextHeight(before) {
  const needed = Math.ceil(whole.getBoundingClientRect().height / STEP) * STEP;
  return needed === before - STEP ? before : needed;
}
