/**
 * The form as an object of names and texts, and back: for the worker and for the share link.
 */

import { controlsOf } from "./templates.js";

const HALF_TYPED = "?"; /* stands for a date that is not finished: the calculator cannot read it */
const SLASHED_DATE = /^(\d\d)\/(\d\d)\/(\d{4})$/;

/**
 * Return what the form holds: a text for each name that is filled in. What is not asked is left out.
 * @param {HTMLFormElement} form
 * @returns {Record<string, string>}
 */
export function readForm(form) {
  const chosen = controlsOf(form).filter(
    (control) => !control.matches(":not(:checked)[type=radio]") && !control.closest("[data-asked='no']"),
  );
  return Object.fromEntries(
    chosen.map((control) => [control.name, textOf(control)]).filter(([, text]) => text.trim() !== ""),
  );
}

/**
 * Return all that the controls of a form hold, as one text to compare.
 * @param {HTMLFormElement} form
 */
export function contentOf(form) {
  const contents = controlsOf(form).map((control) => [textOf(control), "checked" in control && control.checked]);
  return JSON.stringify(contents);
}

/**
 * Return the text in a control.
 * @param {HTMLInputElement | HTMLSelectElement} control
 */
export function textOf(control) {
  return control.type === "date" && !control.validity.valid ? HALF_TYPED : control.value;
}

/**
 * Put texts into the controls with those names; controls that are not named become empty.
 * @param {HTMLFormElement} form
 * @param {Record<string, string>} values
 */
export function fillForm(form, values) {
  fillControls(controlsOf(form), values);
}

/**
 * Put texts into some controls.
 * @param {(HTMLInputElement | HTMLSelectElement)[]} controls
 * @param {Record<string, string>} values
 */
export function fillControls(controls, values) {
  for (const control of controls) {
    const text = values[control.name] ?? "";
    if (control instanceof HTMLInputElement && control.type === "radio") control.checked = control.value === text;
    else control.value = control.type === "date" ? text.replace(SLASHED_DATE, "$3-$2-$1") : text;
  }
}

/**
 * Write the fragment that keeps what is typed; the calculator gives the one to share, in its own order.
 * @param {Record<string, string>} values
 */
export function writeFragment(values) {
  return `#v=${LINK_VERSION}${writePairs(values)}`;
}

/**
 * Write texts by their names as the end of a fragment.
 * @param {Record<string, string>} values
 */
export function writePairs(values) {
  return Object.entries(values)
    .map(([name, text]) => `&${name}=${encodeURIComponent(text)}`)
    .join("");
}

/**
 * Return the values in the fragment of a share link, or null if it is none of ours.
 *
 * What a mail program or a messenger did to the link is undone where only one meaning is possible.
 * @param {string} fragment with its number sign
 * @returns {Record<string, string> | null}
 */
export function readFragment(fragment) {
  const values = Object.fromEntries(new URLSearchParams(repair(fragment.slice(1)).replaceAll("+", "%2B")));
  return values.v === LINK_VERSION ? values : null;
}

/**
 * Tell whether a fragment is a link of ours that a later version of this site made, or that arrived cut off.
 * @param {string} fragment with its number sign
 * @returns {"newer" | "cut" | null}
 */
export function damageOf(fragment) {
  const text = repair(fragment.slice(1));
  const [version] = text.split("&");
  if (/^v=\d+$/.test(version) && version !== `v=${LINK_VERSION}`) return "newer";
  return version === `v=${LINK_VERSION}` && !/=[^&]+$/.test(text) ? "cut" : null;
}

const WHOLE_ENCODED = /^v%3D\d+%26/i;
const INVISIBLE = /%(?:E2%80%8[BCDEF]|E2%81%A0|EF%BB%BF)|[\u200b-\u200f\u2060\ufeff]/gi;
const REST = "%[89ab][0-9a-f]"; /* of a character that takes more than one byte */
const CUT_CHARACTER = new RegExp(
  `%(?:[0-9a-f]?|[cd][0-9a-f](?:%[89ab]?)?|e[0-9a-f](?:${REST})?(?:%[89ab]?)?|f[0-9a-f](?:${REST}){0,2}(?:%[89ab]?)?)$`,
  "i",
);
const TRAILING = /(?:[.,;:!)\]>"'»]|%(?:3E|22|29|5D|0A|0D|20|C2%A0))+$/i;

/** Undo what happens to links on their way: encoded whole, marked up, wrapped in brackets or cut within a character. */
function repair(text) {
  const plain = WHOLE_ENCODED.test(text) ? decode(text) : text;
  return plain.replaceAll("&amp;", "&").replace(INVISIBLE, "").replace(CUT_CHARACTER, "").replace(TRAILING, "");
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
