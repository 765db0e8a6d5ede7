/**
 * The form as an object of names and texts, and back: for the worker and for the share link.
 */

const HALF_TYPED = "?"; /* what a date is sent as that is not finished: nobody can read it */
const SLASHED_DATE = /^(\d\d)\/(\d\d)\/(\d{4})$/;

/**
 * What the form holds, a text for each name that is filled in.
 * @param {HTMLFormElement} form
 * @returns {Record<string, string>}
 */
export function readForm(form) {
  const chosen = [...form.elements].filter(({ name, type, checked }) => name && (type !== "radio" || checked));
  return Object.fromEntries(
    chosen.map((control) => [control.name, textOf(control)]).filter(([, text]) => text.trim() !== ""),
  );
}

/** What stands in a control. */
export function textOf(control) {
  return control.type === "date" && !control.validity.valid ? HALF_TYPED : control.value;
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
    else control.value = control.type === "date" ? text.replace(SLASHED_DATE, "$3-$2-$1") : text;
  }
}

/**
 * The values in the fragment of a share link, or null if it is none of ours.
 * @param {string} fragment with its number sign
 * @returns {Record<string, string> | null}
 */
export function readFragment(fragment) {
  const values = Object.fromEntries(new URLSearchParams(fragment.slice(1).replaceAll("+", "%2B")));
  return values.v === LINK_VERSION ? values : null;
}
