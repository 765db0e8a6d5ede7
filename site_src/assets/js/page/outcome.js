/**
 * Puts an answer of the calculator on the page: every text comes from the answer or a template.
 */

import {
  copySentence,
  fillSlots,
  find,
  findAll,
  labelled,
  labelOf,
  partOf,
  putChildren,
  showKnown,
  showStanding,
  withPart,
  write,
} from "./templates.js";

const READABLE_WIDTH = 30; /* percent of a bar that holds an amount on the narrowest screen */

/**
 * Show an answer in the places that the page has for it.
 * @param {HTMLElement} calculator the element with the parts and templates
 * @param {any} answer the output of `answer_json`
 */
export function showOutcome(calculator, answer) {
  const part = (/** @type {string} */ name, change) => withPart(calculator, name, change);
  const template = (/** @type {string} */ name) => partOf(calculator, name, HTMLTemplateElement);
  const { outcome, texts } = answer;

  for (const slot of findAll(calculator, "[data-outcome]")) write(slot, texts[slot.dataset.outcome]);
  for (const slot of findAll(calculator, "[data-repeats]")) write(slot, texts[slot.dataset.repeats]);
  fillSlots(partOf(calculator, "result"), texts);
  for (const element of findAll(calculator, "[data-when], [data-has], [data-lacks]")) {
    const { has, lacks } = element.dataset;
    const when = (!element.dataset.day && element.dataset.when) || outcome.status;
    element.hidden =
      !when.split(" ").includes(outcome.status) ||
      (has !== undefined && !(has in texts)) ||
      (lacks !== undefined && lacks in texts);
  }

  const days = Object.fromEntries(answer.timeline.map((day) => [day.name, day]));
  for (const element of findAll(calculator, "[data-day]")) {
    const day = days[element.dataset.day] ?? {};
    if (!("has" in element.dataset)) element.hidden = !day.name;
    fillSlots(element, day);
    showKnown(element, day);
    showStanding(element, day);
  }
  part("past", (past) => {
    past.hidden = answer.application_day.when !== "voorbij";
    fillSlots(past, answer.application_day);
  });
  part("remedies", (remedies) => showRemedies(remedies, template("remedy-sentences"), answer.what_if));

  showReasons(calculator, outcome);
  const filled = new Set(answer.inputs.map(({ name }) => name));
  for (const words of findAll(calculator, "[data-unfilled]")) words.hidden = filled.has(words.dataset.unfilled);
  for (const line of findAll(calculator, "[data-holds]")) showHeld(line, answer.inputs, calculator);
  part("coming", (coming) => showComing(coming, template("sentences"), answer.coming));
  part("notices", (notices) => {
    notices.hidden = outcome.notices.length === 0;
  });
  part("split", (split) => showBar(split, outcome.status === "subsidie" ? answer.split : []));
  part("ceiling", (ceiling) => showBar(ceiling, answer.ceiling));
  part("timeline", (timeline) => showTimeline(timeline, answer.timeline));
  part("inputs", (inputs) => showInputs(inputs, answer.inputs, calculator));
  part("steps", (steps) =>
    putChildren(
      steps,
      answer.steps
        .map((step) => stepSentence(template("step-sentences"), template("publishers"), step, texts))
        .filter(Boolean),
    ),
  );
  part("shortfalls", (shortfalls) => {
    shortfalls.hidden = answer.shortfalls.length === 0;
    putChildren(
      partOf(shortfalls, "shortfall-list"),
      answer.shortfalls.map(({ reason, text }) =>
        copySentence(template("shortfall-sentences"), `[data-reason="${reason}"]`, { text }),
      ),
    );
  });
  part("what-if", (scenarios) => {
    const rows = scenarioRows(template("sentences"), template("scenario-sentences"), answer);
    scenarios.hidden = rows.every(({ dataset }) => dataset.scenario === "nu");
    putChildren(partOf(scenarios, "what-if-rows"), rows);
  });
}

/** Say from when other rules hold, and what they give; nothing where none are near. */
function showComing(part, sentences, coming) {
  part.hidden = coming === null;
  if (coming) putChildren(part, [copySentence(sentences, `[data-sentence="coming-${coming.status}"]`, coming.texts)]);
}

/** Offer what a refused applicant can change, each as a button that says what it gives. */
function showRemedies(part, template, scenarios) {
  const possible = scenarios.filter(({ changes }) => Object.keys(changes).length > 0);
  part.hidden = possible.length === 0;
  putChildren(
    partOf(part, "remedy-list"),
    possible.map(({ scenario, texts, changes }) => {
      const item = copySentence(template, `[data-scenario="${scenario}"]`, texts);
      find(item, "button").dataset.changes = JSON.stringify(changes);
      return item;
    }),
  );
}

function showReasons(calculator, outcome) {
  const problems = new Set(outcome.problems.map(({ problem }) => problem));
  for (const reason of findAll(calculator, "[data-problem]")) reason.hidden = !problems.has(reason.dataset.problem);
  const notices = new Set(outcome.notices.map(({ notice, field }) => `${notice} ${field}`));
  for (const item of findAll(calculator, "[data-notice]")) {
    item.hidden = !notices.has(`${item.dataset.notice} ${item.dataset.for}`);
  }
}

/** Draw the parts of a bar where the calculator says, and write them beside it. */
function showBar(bar, parts) {
  bar.hidden = parts.length === 0;
  const byName = Object.fromEntries(parts.map((part) => [part.name, part]));
  for (const piece of findAll(bar, "[data-bar]")) {
    const { x = "0", width = "0" } = byName[piece.dataset.bar] ?? {};
    piece.setAttribute("x", `${x}%`);
    piece.setAttribute("width", `${width}%`);
  }
  for (const amount of findAll(bar, "[data-bar-amount]")) {
    const { x = "0", width = "0", text = "" } = byName[amount.dataset.barAmount] ?? {};
    amount.setAttribute("x", `${x}%`);
    amount.setAttribute("visibility", Number(width) < READABLE_WIDTH ? "hidden" : "visible");
    write(amount, text);
  }
  for (const row of findAll(bar, "[data-bar-text]")) {
    row.hidden = !(row.dataset.barText in byName);
    write(find(row, "dd"), byName[row.dataset.barText]?.text);
  }
}

/** Show the days that apply, in their order. */
function showTimeline(list, days) {
  const names = days.map(({ name }) => name);
  for (const item of list.children) item.hidden = !names.includes(item.dataset.timeline);
  days.forEach((day, place) => {
    const item = find(list, `[data-timeline="${day.name}"]`);
    showKnown(item, day);
    if (item !== list.children[place]) list.insertBefore(item, list.children[place]);
  });
}

/** List what was filled in, as it was read, under the names of the form's own labels, each with a way back. */
function showInputs(list, inputs, calculator) {
  const template = partOf(calculator, "input-row", HTMLTemplateElement);
  const texts = Object.fromEntries(inputs.map(({ name, text }) => [name, text]));
  for (const read of findAll(calculator, '[data-part="read"]')) {
    write(read, texts[/** @type {HTMLElement} */ (read.closest("[data-field]")).dataset.field]);
  }
  putChildren(
    list,
    inputs.map(({ name, text }) => {
      const field = find(calculator, `[data-field="${name}"]`);
      const row = copySentence(template, "div", { label: labelOf(field), text: spoken(field, text) });
      find(row, "a", HTMLAnchorElement).href = `#${find(field, "input, select").id}`;
      return row;
    }),
  );
}

/** Write in one line what is filled in under a title that may be closed. */
export function showHeld(line, inputs, calculator) {
  const section = find(calculator, `#${CSS.escape(line.dataset.holds)}`);
  const held = inputs.flatMap(({ name, text }) => {
    const field = section.querySelector(`[data-field="${CSS.escape(name)}"]`);
    return field ? [labelled(find(field, "label, legend").textContent, spoken(field, text))] : [];
  });
  write(line, held.join(" · "));
}

/** Return the words of the form itself for a choice; the text for anything else. */
function spoken(field, text) {
  const chosen = field.querySelector(`:is(option, input[type="radio"])[value="${CSS.escape(text)}"]`);
  if (!chosen) return text;
  return chosen instanceof HTMLOptionElement ? chosen.textContent : find(chosen.closest("label"), "b").textContent;
}

function stepSentence(template, publishers, { step, because, source, certainty, texts }, outcomeTexts) {
  const sentence = copySentence(template, `[data-step="${step}"][data-because="${because}"]`, {
    ...outcomeTexts,
    ...texts,
  });
  if (!sentence) return null;
  const link = find(sentence, "[data-source]", HTMLAnchorElement);
  const host = new URL(source).hostname.replace(/^www\./, "");
  link.href = source;
  link.textContent = publishers.content.querySelector(`[data-publisher="${host}"]`)?.textContent ?? host;
  find(sentence, "[data-since]").hidden = !texts.since;
  for (const words of findAll(sentence, "[data-certainty]")) words.hidden = words.dataset.certainty !== certainty;
  showKnown(sentence, texts);
  return sentence;
}

/** Return a row for the situation itself, and one for each of the others. */
function scenarioRows(sentences, rows, { outcome, texts, what_if: scenarios }) {
  const now = outcome.status === "onzeker" ? [] : [{ scenario: "nu", status: outcome.status, texts }];
  const isOther = (scenario) =>
    outcome.status !== scenario.status ||
    ["rate", "subsidy", "outlay"].some((name) => texts[name] !== scenario.texts[name]);
  return [...now, ...scenarios.filter(isOther)].map(({ scenario, status, texts }) =>
    copySentence(rows, `[data-scenario="${scenario}"]`, {
      rate: texts.rate ?? "",
      subsidy: copySentence(sentences, `[data-sentence="what-if-${status}"]`, texts).textContent,
      outlay: texts.outlay ?? "",
    }),
  );
}
