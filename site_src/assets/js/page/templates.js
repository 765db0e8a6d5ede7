/**
 * The page's own elements and sentences: they stand in templates; a script only finds, copies and fills them.
 */

/**
 * Return the element that the template of a page promises. Throw if it is missing, or of another kind.
 * @template {Element} [Kind=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => Kind} [kind]
 * @returns {Kind}
 */
export function find(root, selector, kind = /** @type {any} */ (HTMLElement)) {
  const found = root.querySelector(selector);
  if (found instanceof kind) return found;
  throw new Error(`The page has no ${kind.name} ${selector}`);
}

/**
 * Return the part of an element with a name.
 * @template {Element} [Kind=HTMLElement]
 * @param {ParentNode} root
 * @param {string} name
 * @param {new () => Kind} [kind]
 * @returns {Kind}
 */
export function partOf(root, name, kind) {
  return find(root, `[data-part="${name}"]`, kind);
}

/**
 * Do something with a part, where the page has it: a short form has fewer than the whole one.
 * @param {ParentNode} root
 * @param {string} name
 * @param {(part: HTMLElement) => void} change
 */
export function withPart(root, name, change) {
  /** @type {HTMLElement | null} */
  const part = root.querySelector(`[data-part="${name}"]`);
  if (part) change(part);
}

/**
 * Return every element that matches.
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export function findAll(root, selector) {
  return Array.from(root.querySelectorAll(selector));
}

/**
 * Return the controls of a form, without its buttons and fieldsets.
 * @param {ParentNode} root
 * @returns {(HTMLInputElement | HTMLSelectElement)[]}
 */
export function controlsOf(root) {
  return Array.from(root.querySelectorAll("input[name], select[name]"));
}

/**
 * Return a copy of the first element in a template that matches, with its slots filled; null if there is none.
 * @param {HTMLTemplateElement} template
 * @param {string} selector
 * @param {Record<string, string | number>} [texts]
 * @returns {HTMLElement | null}
 */
export function copySentence(template, selector, texts = {}) {
  const sentence = template.content.querySelector(selector);
  if (!sentence) return null;
  const copy = /** @type {HTMLElement} */ (sentence.cloneNode(true));
  fillSlots(copy, texts);
  return copy;
}

/**
 * Put texts into the slots with those names; a slot without a text becomes empty.
 * @param {Element} element
 * @param {Record<string, string | number>} texts
 */
export function fillSlots(element, texts) {
  for (const slot of findAll(element, "[data-slot]")) write(slot, texts[slot.dataset.slot]);
}

/** Show the parts of an element for which there are texts. */
export function showKnown(element, texts) {
  for (const part of findAll(element, "[data-has]")) part.hidden = !(part.dataset.has in texts);
}

/**
 * Say where a day stands to today: on the element that is about it, and in the words that it has for that.
 * @param {HTMLElement} element
 * @param {{when?: string, days_left?: string}} day as the calculator wrote it
 */
export function showStanding(element, { when, days_left: left } = {}) {
  if (when) element.dataset.when = when;
  else delete element.dataset.when;
  const standing = left === "1" ? "morgen" : when;
  for (const words of findAll(element, "[data-stands]"))
    words.hidden = !words.dataset.stands.split(" ").includes(standing);
}

/** Return what a field is called: its label or legend, after that of the group it stands in. */
export function labelOf(field) {
  return [field.closest("[data-group]")?.querySelector("legend"), find(field, "label, legend")]
    .filter(Boolean)
    .map(({ textContent }) => textContent.trim())
    .join(": ");
}

/** Return what a field is called with what is said of it; a question has no colon after it. */
export function labelled(label, text) {
  return `${label}${label.endsWith("?") ? "" : ":"} ${text}`;
}

/**
 * Replace the children of an element. A child that already stands at its place stays, with the focus that it may have.
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

/**
 * Replace the text of an element. The same text is not written again, for the browser would lay it out anew.
 * @param {Element} element
 * @param {string | number} [text]
 */
export function write(element, text = "") {
  if (element.textContent !== String(text)) element.textContent = String(text);
}
