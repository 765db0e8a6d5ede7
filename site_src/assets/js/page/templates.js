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
  for (const slot of element.querySelectorAll("[data-slot]")) write(slot, texts[slot.dataset.slot]);
}

/**
 * Give an element these children; one that stands there already, word for word, stays, with the focus that it may have.
 * @param {Element} element
 * @param {Element[]} children
 */
export function putChildren(element, children) {
  children.forEach((child, place) => {
    const old = element.children[place];
    if (!old) element.append(child);
    else if (!old.isEqualNode(child)) old.replaceWith(child);
  });
  while (element.children.length > children.length) element.lastElementChild.remove();
}

/** Write a text, or none; what stands there already is left alone, for the browser would lay it out anew. */
export function write(element, text = "") {
  if (element.textContent !== text) element.textContent = text;
}
