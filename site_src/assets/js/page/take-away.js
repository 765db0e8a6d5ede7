/**
 * What a visitor takes away: a link, a calendar file, paper, or a copy kept on this device.
 */

import { comesFromElsewhere } from "./arrival.js";
import { findAll } from "./templates.js";

/* The names of what is kept are the whole origin's, on which other sites may stand: they hold the path of this one. */
export const PATH = new URL("../..", import.meta.url).pathname;
const CALCULATION = `kmo-portefeuille ${PATH}`;

const DOWNLOAD_BEGUN = 60_000; /* milliseconds after which any browser has begun to save a file */

/** The name under which a year plan is kept on a device. */
export const PLAN = `kmo-jaarplan ${PATH}`;

/** Return the share link for a fragment, to a page of this site. */
export function linkTo(page, fragment) {
  const link = new URL(page, location.href);
  link.hash = fragment;
  return link.href;
}

/** Copy a text to the clipboard; return whether the browser did. */
export async function copyText(text) {
  return navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
}

/** Have the browser save a text as a file. */
export function saveFile(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), DOWNLOAD_BEGUN);
}

const UTF_16 = { "255,254": "utf-16le", "254,255": "utf-16be" }; /* by their byte order marks */
const ZIP = "80,75,3,4"; /* with which .xlsx, .ods and .numbers begin */

/**
 * Return the text of a spreadsheet file in the encoding it was saved in, or null if it is no text file.
 *
 * Excel saves as Windows-1252 or UTF-16 what others save as UTF-8.
 * @param {File} file
 */
export async function readTable(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes.slice(0, 4).join() === ZIP) return null;
  const marked = UTF_16[bytes.slice(0, 2).join()];
  if (marked) return new TextDecoder(marked).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** Return the words for a calendar file that a template holds, by their names: a summary, and a description of what they name. */
export function wordsIn(template) {
  const items = findAll(template.content, "[data-word]");
  return Object.fromEntries(
    items.map((item) => [
      item.dataset.word,
      { summary: textIn(item, ":scope > b"), description: textIn(item, ":scope > p") },
    ]),
  );
}

function textIn(element, selector) {
  return element.querySelector(selector)?.textContent.trim() ?? "";
}

/** Return the text of an element without what is hidden in it and the links to change something. */
function shownText(element) {
  const copy = element.cloneNode(true);
  for (const hidden of findAll(copy, "[hidden], .visually-hidden, [data-jump]")) hidden.remove();
  for (const term of findAll(copy, "dt")) term.append(" ");
  return copy.textContent;
}

/** Return the text of elements as a person reads it, a line for each that is shown. */
export function linesOf(elements) {
  return elements
    .filter((element) => element.offsetParent !== null)
    .map((element) => shownText(element).replace(/\s+/g, " ").trim());
}

/** Remember in this tab whether the plan that the visitor leaves is the one that the device keeps. */
export function leaveKeptPlan(isKept) {
  try {
    if (isKept) sessionStorage.setItem(PLAN, "left");
    else sessionStorage.removeItem(PLAN);
  } catch {
    /* then a plan that comes back is one like any other */
  }
}

/** Return whether the visitor comes back to the kept plan that he left in this tab. */
export function returnsToKeptPlan() {
  try {
    return !comesFromElsewhere() && kept(PLAN) !== null && sessionStorage.getItem(PLAN) !== null;
  } catch {
    return false;
  }
}

/** Keep a fragment on this device; return whether the browser did. */
export function keep(fragment, name = CALCULATION) {
  try {
    localStorage.setItem(name, fragment);
    return true;
  } catch {
    return false;
  }
}

/** Return the fragment kept on this device, or null. */
export function kept(name = CALCULATION) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Forget what was kept. */
export function erase(name = CALCULATION) {
  localStorage.removeItem(name);
}
