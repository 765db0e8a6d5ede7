/**
 * Puts the answer to a year plan on the page: each row's outcome, the sums, the picture of each year, the days, the advice.
 */

import { writeFragment } from "./form.js";
import { showHeld } from "./outcome.js";
import { takeOut } from "./plan-names.js";
import { rowsOf } from "./plan-rows.js";
import {
  copySentence,
  fillSlots,
  find,
  findAll,
  partOf,
  putChildren,
  showKnown,
  showStanding,
  write,
} from "./templates.js";

const DRAWN_WIDTH = 300; /* units: about what the smallest phone shows at its own size */
const STROKE = 1;

/**
 * Show an answer.
 * @param {HTMLElement} planner the element with the parts and templates
 * @param {any} answer the output of `planner_json`
 * @param {Record<string, string>} values what the form holds
 */
export function showPlan(planner, answer, values) {
  const template = (/** @type {string} */ name) => partOf(planner, name, HTMLTemplateElement);
  const titleOf = ({ number, name }) =>
    name || copySentence(template("sentences"), '[data-sentence="untitled"]', { number }).textContent;
  const list = (name, children) => putChildren(partOf(planner, name), children);

  const rows = rowsOf(partOf(planner, "rows"));
  for (const row of answer.rows) showRow(rows[row.place], row, template, { values, title: titleOf(row.texts) });
  for (const line of findAll(planner, "[data-holds]")) showHeld(line, allInputs(answer), planner);
  const result = partOf(planner, "result");
  showKnown(result, answer.total);
  fillSlots(result, answer.total);
  for (const words of findAll(planner, "[data-vat]"))
    words.hidden = (words.dataset.vat === "known") !== answer.vat_known;
  list(
    "years",
    answer.years.map((year) => drawYear(year, template, titleOf)),
  );
  list(
    "lines",
    answer.rows.map((row) => tableLine(planner, row, template, titleOf)),
  );
  list(
    "timeline",
    answer.days.map((day) => {
      const titles = day.rows.map(titleOf).join(", ");
      const item = filled(template("days"), `[data-timeline="${day.name}"]`, { ...day, titles });
      showStanding(item, day);
      return item;
    }),
  );
  partOf(planner, "advice").hidden = answer.advice.length === 0;
  list(
    "advice-list",
    answer.advice.map(({ place, submitted_on, texts }) => {
      const item = filled(template("advices"), "li", { ...texts, title: titleOf(texts) });
      Object.assign(partOf(item, "follow").dataset, { place, day: submitted_on });
      return item;
    }),
  );
  const notices = answer.rows.flatMap(({ notices }) => notices.map(({ notice }) => notice));
  partOf(planner, "unknown-year").hidden = !notices.includes("jaar-niet-gekend");
}

/** Return a copy of an element of a template with its slots filled and only the parts for which there are texts. */
export function filled(template, selector, texts) {
  const copy = copySentence(template, selector, texts);
  showKnown(copy, texts);
  return copy;
}

/** Return all that stands in the form, as it was read. */
export function allInputs({ inputs, rows }) {
  return [...inputs, ...rows.flatMap((row) => row.inputs)];
}

function showRow(row, { place, status, texts, problems }, template, { values, title }) {
  row.dataset.outcomeStatus = status;
  const outcome = filled(template("row-outcomes"), `[data-status="${status}"]`, { ...texts, title });
  for (const reasons of findAll(outcome, ".reasons")) {
    const copies = problems.map((key) => copySentence(template("reasons"), `[data-problem="${key}"]`));
    reasons.append(...copies.filter(Boolean));
  }
  putChildren(partOf(row, "row-outcome"), [outcome]);
  const { hash } = new URL(writeFragment(takeOut(values, Number(place))), location.href);
  /** @type {HTMLAnchorElement} */ (partOf(row, "open")).hash = hash;
}

function tableLine(planner, { place, status, texts }, template, titleOf) {
  const theme = find(planner, `[name="plan.${place}.project.theme"]`, HTMLSelectElement).selectedOptions[0];
  return filled(template("table-lines"), `[data-status="${status}"]`, {
    ...texts,
    title: texts.name ? `${texts.number} ${texts.name}` : titleOf(texts),
    theme: theme?.value ? theme.text : "",
  });
}

/** Draw the ceiling of a year as a bar of blocks, each named beside it. */
function drawYear({ texts, bar }, template, titleOf) {
  const figure = filled(template("year"), "figure", texts);
  const drawing = figure.querySelector("svg");
  if (!bar) {
    drawing.remove();
    return figure;
  }
  drawing.setAttribute("viewBox", `0 0 ${DRAWN_WIDTH} ${Number(bar.height) + 2 * STROKE}`);
  const blocks = bar.parts.map((part) => drawBlock(part, template("bar-parts")));
  find(drawing, "g", SVGGElement).append(...blocks);
  const named = bar.parts.map(({ texts }, place) => {
    const label = texts.number ? titleOf(texts) : blocks[place].querySelector("text").textContent;
    return `${label} ${texts.amount}`;
  });
  const parts = named.reverse().join("; ");
  const label = copySentence(template("sentences"), '[data-sentence="bar"]', { ...texts, parts });
  drawing.setAttribute("aria-label", label.textContent);
  return figure;
}

function drawBlock({ kind, y, height, middle, label, texts }, template) {
  const block = template.content.querySelector(`[data-kind="${kind}"]`).cloneNode(true);
  const down = (/** @type {string} */ place) => Number(place) + STROKE;
  for (const rect of block.querySelectorAll("rect")) {
    rect.setAttribute("y", String(down(y)));
    rect.setAttribute("height", height);
  }
  block.querySelector(".leader").setAttribute("d", `M56 ${down(middle)}L71 ${down(label)}`);
  for (const text of block.querySelectorAll("text")) text.setAttribute("y", String(down(label)));
  for (const slot of block.querySelectorAll("[data-slot]")) write(slot, texts[slot.dataset.slot]);
  return block;
}
