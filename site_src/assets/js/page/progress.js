/**
 * Shows how the start of Python goes: what has arrived, that it starts, or that it failed.
 */

import { copySentence } from "./templates.js";

const MEGABYTE = 1_000_000;

/**
 * @param {HTMLElement} element with the parts progress, progress-text, progress-bar, failed, sentences
 * @param {string} state "loading", "starting", "ready" or "failed"
 * @param {number} [loaded] bytes that have arrived
 */
export function showProgress(element, state, loaded) {
  const part = (name) => element.querySelector(`[data-part="${name}"]`);
  part("progress").hidden = state !== "loading" && state !== "starting";
  part("failed").hidden = state !== "failed";
  if (part("progress").hidden) return;
  const texts =
    state === "loading" ? { loaded: megabytes(Math.min(loaded, DOWNLOAD_SIZE)), total: megabytes(DOWNLOAD_SIZE) } : {};
  part("progress-text").replaceChildren(copySentence(part("sentences"), `[data-sentence="${state}"]`, texts));
  if (state === "loading") part("progress-bar").value = Math.min(loaded / DOWNLOAD_SIZE, 1);
  else part("progress-bar").removeAttribute("value");
}

function megabytes(bytes) {
  return (bytes / MEGABYTE).toLocaleString("nl-BE", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}
