/**
 * The form as an object of names and texts, and back: for the worker and for the share link.
 */

import { controlsOf } from "./templates.js";

const HALF_TYPED = "?"; /* stands for a date that is not finished: the calculator cannot read it */
const SLASHED_DATE = /^(\d\d)\/(\d\d)\/(\d{4})$/;

/**
 * Return what the form holds: a text for each name that is filled in.
 * @param {HTMLFormElement} form
 * @returns {Record<string, string>}
 */
export function readForm(form) {
  const chosen = controlsOf(form).filter((control) => !control.matches(":not(:checked)[type=radio]"));
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
  for (const control of controlsOf(form)) {
    const text = values[control.name] ?? "";
    if (control instanceof HTMLInputElement && control.type === "radio") control.checked = control.value === text;
    else control.value = control.type === "date" ? text.replace(SLASHED_DATE, "$3-$2-$1") : text;
  }
}

/**
 * Write the fragment of a share link, in the order of the form.
 * @param {Record<string, string>} values
 */
export function writeFragment(values) {
  return new URLSearchParams({ v: LINK_VERSION, ...values }).toString().replaceAll("+", "%20");
}

/**
 * Return the values in the fragment of a share link, or null if it is none of ours.
 * @param {string} fragment with its number sign
 * @returns {Record<string, string> | null}
 */
export function readFragment(fragment) {
  const values = Object.fromEntries(new URLSearchParams(fragment.slice(1).replaceAll("+", "%2B")));
  return values.v === LINK_VERSION ? values : null;
}
