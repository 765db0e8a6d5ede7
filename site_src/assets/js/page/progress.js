/**
 * Shows how the start of Python goes: what has arrived, that it starts, or how it failed.
 */

import { copySentence, findAll, partOf } from "./templates.js";

const PATIENCE = 400; /* milliseconds after which a start is told: before, it would come and go at once */

/** @type {WeakMap<HTMLElement, number>} what tells a start that goes on, by the part that shows it */
const telling = new WeakMap();

/**
 * @param {HTMLElement} element with the parts progress, progress-text, progress-bar, failed, sentences
 * @param {import("../python/client.js").State} state
 * @param {number | import("../python/client.js").Failure} [detail] the share that has arrived, or how it failed
 */
export function showProgress(element, state, detail) {
  const progress = partOf(element, "progress");
  const failed = partOf(element, "failed");
  const isStarting = state === "loading" || state === "starting";
  if (!isStarting) {
    clearTimeout(telling.get(progress));
    telling.delete(progress);
    progress.hidden = true;
  } else if (!telling.has(progress)) {
    telling.set(
      progress,
      setTimeout(() => (progress.hidden = false), PATIENCE),
    );
  }
  for (const sentence of findAll(failed, "[data-failure]")) sentence.hidden = sentence.dataset.failure !== detail;
  failed.hidden = state !== "failed";
  if (!isStarting) return;
  const share = Number(detail);
  const texts = state === "loading" ? { share: Math.round(100 * share) } : {};
  const sentences = partOf(element, "sentences", HTMLTemplateElement);
  partOf(element, "progress-text").replaceChildren(copySentence(sentences, `[data-sentence="${state}"]`, texts));
  const bar = partOf(element, "progress-bar", HTMLProgressElement);
  if (state === "loading") bar.value = share;
  else bar.removeAttribute("value");
}
