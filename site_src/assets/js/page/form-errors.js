/**
 * Shows what is wrong with a form: a summary with links on top, and the same words at each field.
 */

const ERROR_TITLE = '[data-sentence="error-title"]';

/**
 * @param {HTMLElement} calculator the element with the summary, the fields and the templates
 * @param {{name: string, problem: string}[]} errors none: everything is right
 * @param {string} title the page's own title
 */
export function showMistakes(calculator, errors, title) {
  const part = (name) => calculator.querySelector(`[data-part="${name}"]`);
  for (const field of calculator.querySelectorAll("[data-invalid]")) mark(field, null);
  const items = errors.map(({ name, problem }) => {
    const field = calculator.querySelector(`[data-field="${CSS.escape(name)}"]`);
    const message = messageFor(part("errors"), problem, name);
    if (field) mark(field, message);
    return summaryItem(field, message);
  });
  part("summary-list").replaceChildren(...items);
  part("summary").hidden = errors.length === 0;
  const prefix = part("sentences").content.querySelector(ERROR_TITLE).textContent;
  document.title = errors.length ? prefix + title : title;
  if (errors.length) part("summary").focus();
}

/** A copy of the sentence for a problem: the one for this field, or else the general one. */
export function messageFor(template, problem, name) {
  const messages = [...template.content.querySelectorAll(`[data-problem="${problem}"]`)];
  return (messages.find(({ dataset }) => dataset.for === name) ?? messages[0]).cloneNode(true);
}

function summaryItem(field, message) {
  const item = document.createElement("li");
  if (!field) {
    item.append(message);
    return item;
  }
  const link = document.createElement("a");
  link.href = `#${field.querySelector("input, select").id}`;
  link.dataset.jump = "";
  link.append(field.querySelector("label, legend").textContent, ": ", message.textContent);
  item.append(link);
  return item;
}

/** Mark a field as wrong with a message, or as right with null. */
export function mark(field, message) {
  const error = field.querySelector('[data-part="error"]');
  field.toggleAttribute("data-invalid", message !== null);
  error.hidden = message === null;
  error.replaceChildren(...(message ? [message] : []));
  for (const control of field.querySelectorAll("input, select")) {
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
