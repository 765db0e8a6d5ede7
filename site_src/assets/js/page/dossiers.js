/**
 * Dossiers: what a visitor did for one training, kept with its answers on this device, and only when asked.
 */

import { readFragment } from "./form.js";
import { PATH } from "./take-away.js";
import { copySentence, findAll, partOf, putChildren } from "./templates.js";

const KEPT = `kmo-dossiers ${PATH}`;

/** @typedef {{name: string, fragment: string, done: string[]}} Dossier a name, a share link's fragment, the steps taken */

/** @returns {Dossier[]} those on this device, in the order of their names */
export function keptDossiers() {
  try {
    const dossiers = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(dossiers) ? dossiers : [];
  } catch {
    return [];
  }
}

/** Keep a dossier in place of the one with its name; return whether the browser did. */
export function keepDossier(dossier) {
  const others = keptDossiers().filter(({ name }) => name !== dossier.name);
  return store([...others, dossier].sort((one, other) => one.name.localeCompare(other.name, "nl")));
}

/** Forget the dossier with a name. */
export function eraseDossier(name) {
  store(keptDossiers().filter((dossier) => dossier.name !== name));
}

function store(dossiers) {
  try {
    if (dossiers.length) localStorage.setItem(KEPT, JSON.stringify(dossiers));
    else localStorage.removeItem(KEPT);
    return true;
  } catch {
    return false;
  }
}

/** Return the steps that are ticked. */
export function stepsDone(part) {
  return findAll(part, "input[type=checkbox]:checked").map(({ dataset }) => dataset.task);
}

/**
 * Show the name of a dossier, the steps taken and the day of its application; without one, those of none.
 * @param {HTMLElement} part
 * @param {Dossier} [dossier]
 */
export function showDossier(part, { name, fragment, done } = { name: "", fragment: "", done: [] }) {
  partOf(part, "dossier-name", HTMLInputElement).value = name;
  for (const box of findAll(part, "input[type=checkbox]")) {
    /** @type {HTMLInputElement} */ (box).checked = done.includes(box.dataset.task);
  }
  const day = done.includes("aangevraagd") ? readFragment(`#${fragment}`)?.submitted_on : "";
  partOf(part, "applied-on", HTMLInputElement).value = day ?? "";
}

/**
 * List the dossiers on this device, and the one that was erased last; hide the part that lists them where there are none.
 * @param {HTMLElement} part
 * @param {HTMLElement} list
 * @param {HTMLTemplateElement} template
 * @param {Dossier | null} erased
 */
export function listDossiers(part, list, template, erased) {
  const dossiers = keptDossiers();
  part.hidden = dossiers.length === 0 && !erased;
  const items = dossiers.map(({ name, done }) => {
    const item = copySentence(template, '[data-line="kept"]', { name, done: done.length });
    for (const button of findAll(item, "button")) button.dataset.name = name;
    return item;
  });
  if (erased) items.push(copySentence(template, '[data-line="erased"]', { name: erased.name }));
  putChildren(list, items);
}
