/**
 * The form as an object of names and texts, and back: for the worker and for the share link.
 */

const VERSION = "1";

/**
 * What the form holds, a text for each name that is filled in.
 * @param {HTMLFormElement} form
 * @returns {Record<string, string>}
 */
export function readForm(form) {
  const filled = [...new FormData(form)].filter(([, text]) => text.trim() !== "");
  return Object.fromEntries(filled);
}

/**
 * Put texts into the controls with those names; controls that are not named become empty.
 * @param {HTMLFormElement} form
 * @param {Record<string, string>} values
 */
export function fillForm(form, values) {
  for (const control of form.elements) {
    if (!control.name) continue;
    const text = values[control.name] ?? "";
    if (control.type === "radio") control.checked = control.value === text;
    else control.value = text;
  }
}

/**
 * The values in the fragment of a share link, or null if it is none of ours.
 * @param {string} fragment with its number sign
 * @returns {Record<string, string> | null}
 */
export function readFragment(fragment) {
  const values = Object.fromEntries(new URLSearchParams(fragment.slice(1).replaceAll("+", "%2B")));
  return values.v === VERSION ? values : null;
}

/** Today in Brussels, as a date field wants it. */
export function today() {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Brussels" }).format();
}
