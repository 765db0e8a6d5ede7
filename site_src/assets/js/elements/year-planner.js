/**
 * <year-planner>: trainings in a row, each granted from what those before it left of the ceiling.
 *
 * Sets data-state as <subsidy-calculator> does. Every figure and the spreadsheet come from the worker.
 */

import { today } from "../page/dates.js";
import { readForm, textOf } from "../page/form.js";
import { mark, messageFor } from "../page/form-errors.js";
import { keepForOffline } from "../page/offline.js";
import { showProgress } from "../page/progress.js";
import { readTable, saveFile } from "../page/take-away.js";
import { copySentence, fillSlots } from "../page/templates.js";
import { CalculatorClient } from "../python/client.js";

const SETTLED = 1_000; /* milliseconds without a change after which the total is said */

export class YearPlanner extends HTMLElement {
  #client;
  #form;
  #title = document.title;
  #latest = 0;
  #waiting = false;
  #complaining = false;
  #answer = null;
  #settling = 0;
  #made = 0;

  connectedCallback() {
    this.#client = new CalculatorClient((state, detail) => this.#show(state, detail));
    this.#form = this.querySelector("form");
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#complaining = true;
      this.#ask({ moveFocus: true });
    });
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
    for (const error of row.querySelectorAll('[data-part="error"]')) error.id = `fout-${++this.#made}`;
    this.#part("rows").append(row);
    this.#number();
    return row;
  }

  #number() {
    this.#rows.forEach((row, place) => {
      for (const slot of row.querySelectorAll('[data-slot="number"]')) slot.textContent = place + 1;
    });
  }

  #click(button) {
    const action = this.#actions[button?.dataset.part];
    if (!action) return;
    action(button.closest("li"), button);
    if (button.dataset.part !== "download") this.#ask();
  }

  #actions = {
    add: () =>
      this.#add({ submitted_on: this.#rows.at(-1)?.querySelector('[name="submitted_on"]').value ?? today() })
        .querySelector("input")
        .focus(),
    download: () => this.#answer && saveFile(this.#sentence("file-name"), "text/csv", this.#answer.csv),
    retry: () => {},
    up: (row, button) => this.#move(row, button, () => row.previousElementSibling?.before(row)),
    down: (row, button) => this.#move(row, button, () => row.nextElementSibling?.after(row)),
    remove: (row) => {
      const beside = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      this.#number();
      this.#say("removed");
      (beside?.querySelector("fieldset") ?? this.#part("add")).focus();
    },
  };

  /** Move a row, and keep the focus on the button that did it or, where that goes no further, on the next. */
  #move(row, button, move) {
    move();
    this.#number();
    this.#say("moved", { number: this.#rows.indexOf(row) + 1 });
    [button, ...row.querySelectorAll("button")].find((candidate) => candidate.checkVisibility()).focus();
  }

  async #open(input) {
    const [file] = input.files;
    if (!file) return;
    const text = await this.#client.call("plan", JSON.stringify({ csv: await readTable(file) })).catch(() => null);
    input.value = "";
    if (text === null) return;
    const { rows, wrong_line: line } = JSON.parse(text);
    this.#complainOfTable(line ? this.#copy("wrong-line", { line }) : null);
    if (line) return;
    this.#part("rows").replaceChildren();
    for (const row of rows) this.#add(row);
    this.#ask();
  }

  #complainOfTable(message) {
    this.#part("table-error").hidden = message === null;
    this.#part("table-error").replaceChildren(...(message ? [message] : []));
  }

  /** Ask for the whole plan; only the answer to the latest question counts. */
  async #ask({ moveFocus = false } = {}) {
    const question = ++this.#latest;
    this.#waiting = true;
    const rows = this.#rows.map((row) =>
      Object.fromEntries([...row.querySelectorAll("[name]")].map((control) => [control.name, textOf(control)])),
    );
    const headings = [...this.#part("sentences").content.querySelectorAll("[data-heading]")].map(
      ({ textContent }) => textContent,
    );
    const values = readForm(this.#form);
    if (this.dataset.state === "ready") this.dataset.state = "calculating";
    const text = await this.#client.call("plan", JSON.stringify({ values, rows, headings })).catch(() => null);
    if (text === null || question !== this.#latest) return;
    this.#waiting = false;
    this.#answer = JSON.parse(text);
    this.#fill();
    if (moveFocus) (this.querySelector('[aria-invalid="true"]') ?? this.#part("outcome-title")).focus();
    this.dataset.state = "ready";
  }

  #fill() {
    const { errors, rows, years, total } = this.#answer;
    this.#rows.forEach((row, place) => this.#fillRow(row, rows[place]));
    this.#markFields(this.#form.querySelectorAll('fieldset > .field[data-field="subsidy_received"]'), errors);
    const general = errors.find(({ name }) => name === "projects");
    this.#complainOfTable(general ? messageFor(this.#part("errors"), general.problem, "") : null);
    for (const slot of this.querySelectorAll("[data-total]")) slot.textContent = total[slot.dataset.total];
    this.#part("years").replaceChildren(
      ...years.map((year) => {
        const line = this.#part("year").content.firstElementChild.cloneNode(true);
        fillSlots(line, year);
        return line;
      }),
    );
    this.#part("result").hidden = years.length === 0;
    this.#part("empty").hidden = years.length > 0;
    document.title = this.querySelector('[aria-invalid="true"]')
      ? this.#sentence("error-title") + this.#title
      : this.#title;
    clearTimeout(this.#settling);
    if (years.length > 0)
      this.#settling = setTimeout(() => {
        keepForOffline();
        this.#say("total", total);
      }, SETTLED);
  }

  /** Show a row's answer. */
  #fillRow(row, { status, texts, reached, problems, errors }) {
    const part = (name) => row.querySelector(`[data-part="${name}"]`);
    fillSlots(part("row-result"), texts);
    row.dataset.outcomeStatus = status;
    part("row-result").hidden = status !== "subsidie";
    part("row-reached").hidden = !(reached && status === "subsidie");
    part("row-problems").replaceChildren(
      ...problems.map((problem) => copySentence(this.#part("reasons"), `[data-problem="${problem}"]`)),
    );
    part("row-problems").hidden = problems.length === 0;
    this.#markFields(row.querySelectorAll('.field:has([data-part="error"])'), errors);
  }

  /** Say what is wrong with fields; before anyone pressed the button, only where something stands that cannot be read. */
  #markFields(fields, errors) {
    for (const field of fields) {
      const found = errors.find(({ name }) => name === field.dataset.field);
      const control = field.querySelector("[name]");
      const finished = control.value !== "" && control !== document.activeElement;
      const said = found && (this.#complaining || finished);
      mark(field, said ? messageFor(this.#part("errors"), found.problem, found.name) : null);
    }
  }

  #show(state, detail) {
    showProgress(this, state, detail);
    if (state === "failed") {
      this.#waiting = false;
      clearTimeout(this.#settling);
      this.#part("result").hidden = true;
      this.#part("empty").hidden = true;
      for (const part of this.querySelectorAll(
        '[data-part="row-result"], [data-part="row-reached"], [data-part="row-problems"]',
      ))
        part.hidden = true;
    }
    this.dataset.state = state === "starting" ? "loading" : state;
    if (state === "ready" && this.#waiting) this.dataset.state = "calculating";
  }

  #say(name, texts) {
    this.#part("announcement").replaceChildren(this.#copy(name, texts));
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
