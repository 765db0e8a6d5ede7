/**
 * Puts an answer of the calculator on the page: every text comes from the answer or a template.
 */

import { copySentence, fillSlots, putChildren, write } from "./templates.js";

/**
 * @param {HTMLElement} calculator the element with the parts and templates
 * @param {object} answer what `answer_json` gave
 */
export function showOutcome(calculator, answer) {
  const part = (name) => calculator.querySelector(`[data-part="${name}"]`);
  const { outcome, texts } = answer;

  for (const slot of calculator.querySelectorAll("[data-outcome]")) write(slot, texts[slot.dataset.outcome]);
  fillSlots(part("result"), texts);
  for (const element of calculator.querySelectorAll("[data-when], [data-has], [data-lacks]")) {
    const { when = outcome.status, has, lacks } = element.dataset;
    element.hidden =
      !when.split(" ").includes(outcome.status) ||
      (has !== undefined && !(has in texts)) ||
      (lacks !== undefined && lacks in texts);
  }

  showComing(part, answer.coming);
  showReasons(calculator, outcome);
  part("notices").hidden = outcome.notices.length === 0;
  showBar(part("split"), outcome.status === "subsidie" ? answer.split : []);
  showBar(part("ceiling"), answer.ceiling);
  showTimeline(part("timeline"), answer.timeline);
  showInputs(part("inputs"), answer.inputs, calculator);

  putChildren(
    part("steps"),
    answer.steps.map((step) => stepSentence(part("step-sentences"), step, texts)).filter(Boolean),
  );
  const shortfalls = answer.shortfalls.map(({ reason, text }) =>
    copySentence(part("shortfall-sentences"), `[data-reason="${reason}"]`, { text }),
  );
  putChildren(part("shortfall-list"), shortfalls);
  part("shortfalls").hidden = shortfalls.length === 0;
  showScenarios(part, answer);
}

/** Say from when other rules hold, and what they give; nothing where none are near. */
function showComing(part, coming) {
  part("coming").hidden = coming === null;
  if (coming)
    putChildren(part("coming"), [
      copySentence(part("sentences"), `[data-sentence="coming-${coming.status}"]`, coming.texts),
    ]);
}

function showReasons(calculator, outcome) {
  const problems = new Set(outcome.problems.map(({ problem }) => problem));
  for (const reason of calculator.querySelectorAll("[data-problem]"))
    reason.hidden = !problems.has(reason.dataset.problem);
  const notices = new Set(outcome.notices.map(({ notice, field }) => `${notice} ${field}`));
  for (const item of calculator.querySelectorAll("[data-notice]")) {
    item.hidden = !notices.has(`${item.dataset.notice} ${item.dataset.for}`);
  }
}

/** Draw the parts of a bar where the calculator says, and write them beside it. */
function showBar(bar, parts) {
  bar.hidden = parts.length === 0;
  const byName = Object.fromEntries(parts.map((part) => [part.name, part]));
  for (const piece of bar.querySelectorAll("[data-bar]")) {
    const { x = "0", width = "0" } = byName[piece.dataset.bar] ?? {};
    piece.setAttribute("x", x);
    piece.setAttribute("width", width);
  }
  for (const row of bar.querySelectorAll("[data-bar-text]")) {
    row.hidden = !(row.dataset.barText in byName);
    write(row.querySelector("dd"), byName[row.dataset.barText]?.text);
  }
}

/** Show the days that apply, in their order. */
function showTimeline(list, days) {
  const names = days.map(({ name }) => name);
  for (const item of list.children) item.hidden = !names.includes(item.dataset.timeline);
  days.forEach(({ name, weekday, text }, place) => {
    const item = list.querySelector(`[data-timeline="${name}"]`);
    fillSlots(item, { weekday, text });
    if (item !== list.children[place]) list.insertBefore(item, list.children[place]);
  });
}

/** List what was filled in, as it was read, under the names of the form's own labels, each with a way back. */
function showInputs(list, inputs, calculator) {
  const template = calculator.querySelector('[data-part="input-row"]');
  const texts = Object.fromEntries(inputs.map(({ name, text }) => [name, text]));
  for (const read of calculator.querySelectorAll('[data-part="read"]'))
    write(read, texts[read.closest("[data-field]").dataset.field]);
  putChildren(
    list,
    inputs.map(({ name, text }) => {
      const field = calculator.querySelector(`[data-field="${name}"]`);
      const group = field.closest('[data-part="related"]')?.querySelector("legend");
      const label = [group, field.querySelector("label, legend")]
        .filter(Boolean)
        .map(({ textContent }) => textContent)
        .join(": ");
      const row = copySentence(template, "div", { label, text: spoken(field, text) });
      row.querySelector("a").href = `#${field.querySelector("input, select").id}`;
      return row;
    }),
  );
}

/** What the form itself says for a choice; the text for anything else. */
function spoken(field, text) {
  const option = [...field.querySelectorAll("option")].find(({ value }) => value === text);
  const tile = [...field.querySelectorAll('input[type="radio"]')].find(({ value }) => value === text);
  return option?.textContent ?? tile?.closest("label").querySelector("b").textContent ?? text;
}

function stepSentence(template, { step, because, source, texts }, outcomeTexts) {
  const sentence = copySentence(template, `[data-step="${step}"][data-because="${because}"]`, {
    ...outcomeTexts,
    ...texts,
  });
  if (!sentence) return null;
  sentence.querySelector("[data-source]").href = source;
  sentence.querySelector("[data-since]").hidden = !texts.since;
  return sentence;
}

/** The situation itself, then the others beside it. */
function showScenarios(part, { outcome, texts, what_if: scenarios }) {
  const now = outcome.status === "onzeker" ? [] : [{ scenario: "nu", status: outcome.status, texts }];
  const rows = [...now, ...scenarios].map(({ scenario, status, texts }) => {
    const subsidy = copySentence(part("sentences"), `[data-sentence="what-if-${status}"]`, texts);
    return copySentence(part("scenario-sentences"), `[data-scenario="${scenario}"]`, {
      rate: texts.rate ?? "",
      subsidy: subsidy.textContent,
      outlay: texts.outlay ?? "",
    });
  });
  putChildren(part("what-if-rows"), rows);
  part("what-if").hidden = scenarios.length === 0;
}
