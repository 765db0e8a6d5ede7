/**
 * Shows how the start of Python goes: what has arrived, that it starts, or that it failed.
 */

import { copySentence, partOf } from "./templates.js";

const MEGABYTE = 1_000_000;

/**
 * @param {HTMLElement} element with the parts progress, progress-text, progress-bar, failed, sentences
 * @param {import("../python/client.js").State} state
 * @param {number} loaded bytes that have arrived
 */
export function showProgress(element, state, loaded) {
  const progress = partOf(element, "progress");
  progress.hidden = state !== "loading" && state !== "starting";
  partOf(element, "failed").hidden = state !== "failed";
  if (progress.hidden) return;
  const arrived = Math.min(loaded, DOWNLOAD_SIZE);
  const texts = state === "loading" ? { loaded: megabytes(arrived), total: megabytes(DOWNLOAD_SIZE) } : {};
  const sentences = partOf(element, "sentences", HTMLTemplateElement);
  partOf(element, "progress-text").replaceChildren(copySentence(sentences, `[data-sentence="${state}"]`, texts));
  const bar = partOf(element, "progress-bar", HTMLProgressElement);
  if (state === "loading") bar.value = arrived / DOWNLOAD_SIZE;
  else bar.removeAttribute("value");
}

function megabytes(bytes) {
  return (bytes / MEGABYTE).toLocaleString("nl-BE", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}
