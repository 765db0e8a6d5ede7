/**
 * The rows of the year planner's form: made from a template, and numbered by their place.
 */

import { controlsOf, findAll } from "./templates.js";

const NUMBERED = /\bplan([.-])(?:N|\d+)(?=[.-])/g;
const APART = 1_000; /* beyond every number of a row, so that no two groups of radio buttons ever share a name */

/** @param {HTMLElement} list */
export function rowsOf(list) {
  return findAll(list, ":scope > li");
}

/**
 * Return a new row for the end of a list, with its defaults.
 * @param {HTMLElement} list
 * @param {HTMLTemplateElement} template
 */
export function addRow(list, template) {
  const row = /** @type {HTMLElement} */ (template.content.firstElementChild.cloneNode(true));
  numberRow(row, rowsOf(list).length);
  list.append(row);
  return row;
}

/** Put a row before the one at a place, or at the end. */
export function insertRow(list, row, place) {
  numberRow(row, APART - 1);
  list.insertBefore(row, rowsOf(list)[place] ?? null);
  numberRows(list);
}

/** Number the rows by their places. */
export function numberRows(list) {
  rowsOf(list).forEach((row, place) => numberRow(row, APART + place));
  rowsOf(list).forEach((row, place) => numberRow(row, place));
}

/** Return a control of a row by its name there. */
export function controlIn(row, name) {
  return controlsOf(row).find((control) => control.name.replace(/^plan\.\d+\./, "") === name);
}

function numberRow(row, number) {
  for (const element of findAll(row, "*")) {
    for (const attribute of element.attributes) {
      if (attribute.value.includes("plan")) attribute.value = attribute.value.replace(NUMBERED, `plan$1${number}`);
    }
  }
  for (const slot of findAll(row, '[data-slot="number"]')) slot.textContent = String(number + 1);
}

/** Move a row up or down, and keep the focus on the button that did it or, where that goes no further, on the other. */
export function moveRow(list, row, button) {
  const place = rowsOf(list).indexOf(row) + (button.dataset.part === "up" ? -1 : 1);
  row.remove();
  insertRow(list, row, place);
  const others = findAll(row, '[data-part="up"], [data-part="down"]');
  [button, ...others].find((candidate) => candidate.checkVisibility()).focus();
}
