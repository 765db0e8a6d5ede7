/**
 * <year-planner>: trainings in a row, each granted from what those before it left of the ceiling.
 *
 * Sets data-state as <subsidy-calculator> does. Every figure and the spreadsheet come from the worker.
 */

import { CalculatorClient } from "./client.js";
import { readForm, today } from "./form.js";
import { saveFile } from "./keep.js";
import { messageFor } from "./mistakes.js";
import { showProgress } from "./progress.js";
import { copySentence, fillSlots } from "./sentences.js";

const SETTLED = 1_000; /* milliseconds without a change after which the total is said */

export class YearPlanner extends HTMLElement {
  #client;
  #form;
  #latest = 0;
  #answer = null;
  #settling = 0;

  connectedCallback() {
    this.#client = new CalculatorClient((state, detail) => this.#show(state, detail));
    this.#form = this.querySelector("form");
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("input", (event) => {
      if (event.target.type !== "file") this.#ask();
    });
    this.#part("upload").addEventListener("change", (event) => this.#open(event.target));
    this.addEventListener("click", (event) => this.#click(event.target.closest("button")));
    this.#add({ submitted_on: today() });
    (window.requestIdleCallback ?? setTimeout)(() => this.#client.start());
  }

  get #rows() {
    return [...this.#part("rows").children];
  }

  #add(values = {}) {
    const row = this.#part("row").content.firstElementChild.cloneNode(true);
    for (const control of row.querySelectorAll("[name]")) {
      if (values[control.name] !== undefined) control.value = values[control.name];
    }
    this.#part("rows").append(row);
    return row;
  }

  #click(button) {
    const row = button?.closest("li");
    const actions = {
      add: () => this.#add({ submitted_on: this.#rows.at(-1)?.querySelector('[name="submitted_on"]').value ?? today() }).querySelector("input").focus(),
      download: () => this.#answer && saveFile(this.#sentence("file-name"), "text/csv", this.#answer.csv),
      retry: () => {},
      up: () => this.#move(row, row.previousElementSibling, button),
      down: () => this.#move(row.nextElementSibling, row, button),
      remove: () => {
        row.remove();
        this.#part("add").focus();
      },
    };
    if (!(button?.dataset.part in actions)) return;
    actions[button.dataset.part]();
    if (button.dataset.part !== "download") this.#ask();
  }

  /** Put one row before another, and keep the focus on the button that did it. */
  #move(row, before, button) {
    if (row && before) before.before(row);
    button.focus();
  }

  async #open(input) {
    const [file] = input.files;
    if (!file) return;
    const { rows, wrong_line: wrong } = JSON.parse(await this.#client.call("plan", JSON.stringify({ csv: await file.text() })));
    input.value = "";
    this.#part("table-error").hidden = wrong === "";
    if (wrong) {
      this.#part("table-error").replaceChildren(this.#copy("wrong-line", { line: wrong }));
      return;
    }
    this.#part("rows").replaceChildren();
    for (const row of rows) this.#add(row);
    this.#ask();
  }

  /** Ask for the whole plan; only the answer to the latest question counts. */
  async #ask() {
    const question = ++this.#latest;
    const rows = this.#rows.map((row) => Object.fromEntries([...row.querySelectorAll("[name]")].map(({ name, value }) => [name, value])));
    const headings = [...this.#part("sentences").content.querySelectorAll("[data-heading]")].map(({ textContent }) => textContent);
    const values = readForm(this.#form);
    if (this.dataset.state === "ready") this.dataset.state = "calculating";
    const text = await this.#client.call("plan", JSON.stringify({ values, rows, headings })).catch(() => null);
    if (text === null || question !== this.#latest) return;
    this.#answer = JSON.parse(text);
    this.#fill();
    this.dataset.state = "ready";
  }

  #fill() {
    const { rows, years, total } = this.#answer;
    this.#rows.forEach((row, place) => this.#fillRow(row, rows[place]));
    for (const slot of this.querySelectorAll("[data-total]")) slot.textContent = total[slot.dataset.total];
    this.#part("years").replaceChildren(
      ...years.map((year) => {
        const line = this.#part("year").content.firstElementChild.cloneNode(true);
        fillSlots(line, year);
        return line;
      }),
    );
    this.#part("result").hidden = years.length === 0;
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#part("announcement").replaceChildren(this.#copy("total", total)), SETTLED);
  }

  /** Show a row's answer; a row that is not finished shows what is wrong only where something was typed. */
  #fillRow(row, { status, texts, reached, problems, errors }) {
    const part = (name) => row.querySelector(`[data-part="${name}"]`);
    fillSlots(part("row-result"), texts);
    row.dataset.outcomeStatus = status;
    part("row-result").hidden = status !== "subsidie";
    part("row-reached").hidden = !(reached && status === "subsidie");
    const reasons = this.#part("reasons");
    part("row-problems").replaceChildren(...problems.map((problem) => copySentence(reasons, `[data-problem="${problem}"]`)));
    for (const field of row.querySelectorAll(".veld")) {
      const error = field.querySelector('[data-part="error"]');
      const found = errors.find(({ name }) => name === field.dataset.field);
      const typed = field.querySelector("[name]").value !== "";
      if (!error) continue;
      error.hidden = !(found && typed);
      error.replaceChildren(...(found && typed ? [messageFor(this.#part("errors"), found.problem, found.name)] : []));
    }
  }

  #show(state, detail) {
    showProgress(this, state, detail);
    if (state === "failed") this.#part("result").hidden = true;
    this.dataset.state = state === "starting" ? "loading" : state;
  }

  #copy(name, texts) {
    return copySentence(this.#part("sentences"), `[data-sentence="${name}"]`, texts);
  }

  #sentence(name) {
    return this.#copy(name).textContent;
  }

  #part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }
}

customElements.define("year-planner", YearPlanner);
