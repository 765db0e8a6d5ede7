/**
 * The questions of a form: which are asked, which optional parts are open, and how one gets to them.
 */

import { find, findAll } from "./templates.js";

/** Show questions, or hide them: then their answers do not count. What has the focus stays in sight. */
export function setAsked(part, asked) {
  part.dataset.asked = asked ? "yes" : "no";
  part.hidden = !asked && !part.contains(document.activeElement);
}

/** Put what a button stands for in its field. */
export function pick(form, button) {
  const control = find(form, `input[name="${button.dataset.picks}"]`, HTMLInputElement);
  control.value = button.value;
  control.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Press the buttons that hold what stands in their field. */
export function showPicks(form) {
  for (const button of findAll(form, "[data-picks]")) {
    const control = find(form, `input[name="${button.dataset.picks}"]`, HTMLInputElement);
    button.setAttribute("aria-pressed", String(control.value === button.getAttribute("value")));
  }
}

/** Open or close an optional part of the form. */
export function toggle(button) {
  const part = document.getElementById(button.dataset.opens);
  part.hidden = !part.hidden;
  button.setAttribute("aria-expanded", String(!part.hidden));
}

/** Ask about the next related enterprise, and offer another while there is room. */
export function askNext(element) {
  const [first, ...others] = findAll(element, '[data-part="related"][hidden]');
  if (!first) return;
  first.hidden = false;
  find(first, "input").focus();
  find(element, '[data-part="more-related"]').hidden = others.length === 0;
}

/** Show a control: open the optional parts of an element that it stands in, and the questions of a shared link. */
export function reveal(element, control) {
  if (control?.closest?.(".questions, .refinements")) document.documentElement.removeAttribute("data-shared");
  for (let part = control?.closest?.("[hidden]"); part && element.contains(part); part = part.closest("[hidden]")) {
    const button = element.querySelector(`[data-opens="${part.id}"]`);
    if (button) toggle(button);
    else part.hidden = false;
  }
}

/** Move the focus to a field or a heading of an element, and show it with its question. */
export function goTo(element, target) {
  reveal(element, target);
  (target.closest("[data-field]") ?? target).scrollIntoView();
  target.focus({ preventScroll: true });
}
