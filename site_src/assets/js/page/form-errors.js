/**
 * Shows what is wrong with a form: a summary with links on top, and the same words at each field.
 */

import { controlsOf, find, findAll, labelled, labelOf, partOf } from "./templates.js";

const EURO = "€\u00a0";
const NOT_PLAIN = /[^\d\s.,]/; /* in an amount: a sign, a word, an invisible character */
const ROW = /^plan\.\d+\./; /* before the name of a control in a row of the planner */

/**
 * Show these mistakes in place of those before.
 * @param {HTMLElement} calculator the element with the summary, the fields and the templates
 * @param {{name: string, problem: string}[]} errors none: everything is right
 * @param {string} title the page's own title
 */
export function showMistakes(calculator, errors, title) {
  for (const field of findAll(calculator, "[data-invalid]")) mark(field, null);
  const items = errors.map(({ name, problem }) => {
    const [field] = findAll(calculator, `[data-field="${CSS.escape(name)}"]`);
    const message = messageFor(partOf(calculator, "errors", HTMLTemplateElement), problem, name);
    if (field) mark(field, message);
    return summaryItem(field, message);
  });
  const summary = partOf(calculator, "summary");
  partOf(calculator, "summary-list").replaceChildren(...items);
  summary.hidden = errors.length === 0;
  const { content } = partOf(calculator, "sentences", HTMLTemplateElement);
  document.title = (errors.length ? find(content, '[data-sentence="error-title"]').textContent : "") + title;
  summary.focus(); /* which does nothing while it is hidden */
}

/**
 * Return a copy of the sentence for a problem: the one for this field, or else the general one.
 * @param {HTMLTemplateElement} template
 * @param {string} problem
 * @param {string} name
 */
export function messageFor(template, problem, name) {
  const messages = findAll(template.content, `[data-problem="${problem}"]`);
  const own = name.replace(ROW, "");
  return (messages.find(({ dataset }) => dataset.for === own) ?? messages[0]).cloneNode(true);
}

/**
 * Show what is wrong with a control that was left, or write its amount as it was read; that it is empty is no mistake yet.
 * @param {HTMLElement} calculator
 * @param {HTMLInputElement | HTMLSelectElement} control
 * @param {{errors: {name: string, problem: string}[], inputs: {name: string, text: string}[]}} answer
 */
export function showRead(calculator, control, { errors, inputs }) {
  const { name } = control;
  const [field] = findAll(calculator, `[data-field="${CSS.escape(name)}"]`);
  const error = errors.find((error) => error.name === name && error.problem !== "verplicht");
  const template = partOf(calculator, "errors", HTMLTemplateElement);
  if (field) mark(field, error ? messageFor(template, error.problem, name) : null);
  const read = inputs.find((input) => input.name === name);
  if (!error && read) writeAmount(control, read.text);
}

/**
 * Write the amounts that hold more than a number as they were read: their fields have a sign of their own.
 * What could not be read stays as it was typed.
 * @param {HTMLFormElement} form
 * @param {{errors: {name: string}[], inputs: {name: string, text: string}[]}} answer
 */
export function tidyAmounts(form, { errors, inputs }) {
  const wrong = new Set(errors.map(({ name }) => name));
  for (const { name, text } of inputs) {
    const control = form.elements.namedItem(name);
    if (!(control instanceof HTMLInputElement) || control === document.activeElement || wrong.has(name)) continue;
    if (NOT_PLAIN.test(control.value)) writeAmount(control, text);
  }
}

/** Write an amount as it was read, without the euro sign, which its field has; leave what is no amount. */
function writeAmount(control, text) {
  if (text.startsWith(EURO)) control.value = text.slice(EURO.length);
}

function summaryItem(field, message) {
  const item = document.createElement("li");
  if (!field) {
    item.append(message);
    return item;
  }
  const link = document.createElement("a");
  link.href = `#${find(field, "input, select").id}`;
  link.dataset.jump = "";
  link.append(labelled(labelOf(field), message.textContent));
  item.append(link);
  return item;
}

/**
 * Mark a field as wrong with a message, or as right with null.
 * @param {HTMLElement} field
 * @param {Node | null} message
 */
export function mark(field, message) {
  const error = partOf(field, "error");
  field.toggleAttribute("data-invalid", message !== null);
  error.hidden = message === null;
  error.replaceChildren(...(message ? [message] : []));
  for (const control of controlsOf(field)) {
    const described = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== error.id);
    if (message) {
      described.unshift(error.id);
      control.setAttribute("aria-invalid", "true");
    } else {
      control.removeAttribute("aria-invalid");
    }
    if (described.length) control.setAttribute("aria-describedby", described.join(" "));
    else control.removeAttribute("aria-describedby");
  }
}
