/**
 * Dossiers: what a visitor did for one training, kept with its answers on this device, and only when asked.
 */

import { PATH } from "./take-away.js";
import { copySentence, findAll, putChildren } from "./templates.js";

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

/** Tick the steps of a dossier, and no others. */
export function showStepsDone(part, done) {
  for (const box of findAll(part, "input[type=checkbox]")) {
    /** @type {HTMLInputElement} */ (box).checked = done.includes(box.dataset.task);
  }
}

/** List the dossiers on this device; hide the part that lists them where there are none. */
export function listDossiers(part, list, template) {
  const dossiers = keptDossiers();
  part.hidden = dossiers.length === 0;
  putChildren(
    list,
    dossiers.map(({ name, done }) => {
      const item = copySentence(template, "li", { name, done: done.length });
      for (const button of findAll(item, "button")) button.dataset.name = name;
      return item;
    }),
  );
}
