/**
 * What a visitor takes away: a link, a calendar file, paper, or a copy kept on this device.
 */

/** The name of what is kept: the whole origin's, on which other sites may stand, so it holds the path of this one. */
const KEPT = `kmo-portefeuille ${new URL("../..", import.meta.url).pathname}`;

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
  URL.revokeObjectURL(link.href);
}

/** Return the text of a spreadsheet file: a Belgian Excel saves as Windows-1252 what others save as UTF-8. */
export async function readTable(file) {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** Keep a fragment on this device; return whether the browser did. */
export function keep(fragment) {
  try {
    localStorage.setItem(KEPT, fragment);
    return true;
  } catch {
    return false;
  }
}

/** Return the fragment kept on this device, or null. */
export function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

/** Forget what was kept. */
export function erase() {
  localStorage.removeItem(KEPT);
}
