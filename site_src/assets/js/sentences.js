/**
 * The page's own sentences: they stand in templates; a script only copies them and fills their slots.
 */

/**
 * A copy of the first element in a template that matches, with its slots filled.
 * @param {HTMLTemplateElement} template
 * @param {string} selector
 * @param {Record<string, string>} texts
 * @returns {HTMLElement | null}
 */
export function copySentence(template, selector, texts = {}) {
  const sentence = template.content.querySelector(selector)?.cloneNode(true) ?? null;
  if (sentence) fillSlots(sentence, texts);
  return sentence;
}

/**
 * Put texts into the slots with those names; a slot without a text becomes empty.
 * @param {Element} element
 * @param {Record<string, string>} texts
 */
export function fillSlots(element, texts) {
  for (const slot of element.querySelectorAll("[data-slot]")) slot.textContent = texts[slot.dataset.slot] ?? "";
}
