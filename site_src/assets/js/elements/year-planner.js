/**
 * <year-planner>: trainings in a row, each granted from what those before it left of the ceiling.
 *
 * Every figure and the spreadsheet come from the worker.
 */

import { CalculatorElement } from "../page/calculator-element.js";
import { today } from "../page/dates.js";
import { readForm, textOf } from "../page/form.js";
import { mark, messageFor } from "../page/form-errors.js";
import { keepForOffline } from "../page/offline.js";
import { readTable, saveFile } from "../page/take-away.js";
import { controlsOf, copySentence, fillSlots, find, findAll, partOf } from "../page/templates.js";

export class YearPlanner extends CalculatorElement {
  #title = document.title;
  #complaining = false;
  #answer = null;
  #made = 0;

  connectedCallback() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#complaining = true;
      this.#ask({ moveFocus: true });
    });
    const upload = this.getPart("upload", HTMLInputElement);
    this.whenFilled(() => this.#ask());
    upload.addEventListener("change", () => this.#open(upload));
    this.addEventListener("click", ({ target }) => this.#click(/** @type {Element} */ (target).closest("button")));
    this.#add({ submitted_on: today() });
    (window.requestIdleCallback ?? setTimeout)(() => this.client.start());
  }

  get #rows() {
    return findAll(this.getPart("rows"), ":scope > li");
  }

  /** Add a row with these values, and return it. */
  #add(values = {}) {
    const row = this.#copy("row");
    for (const control of controlsOf(row)) {
      if (values[control.name] !== undefined) control.value = values[control.name];
    }
    for (const error of findAll(row, '[data-part="error"]')) error.id = `fout-${++this.#made}`;
    this.getPart("rows").append(row);
    this.#number();
    return row;
  }

  /** Return a copy of the one element in a template. */
  #copy(name) {
    const { content } = this.getPart(name, HTMLTemplateElement);
    return /** @type {HTMLElement} */ (content.firstElementChild.cloneNode(true));
  }

  #number() {
    this.#rows.forEach((row, place) => fillEvery(row, "number", place + 1));
  }

  #click(button) {
    const action = this.#actions[button?.dataset.part];
    if (!action) return;
    action(button.closest("li"), button);
    if (button.dataset.part !== "download") this.#ask();
  }

  #actions = {
    add: () => {
      const last = this.#rows.at(-1);
      const day = last ? find(last, '[name="submitted_on"]', HTMLInputElement).value : today();
      find(this.#add({ submitted_on: day }), "input").focus();
    },
    download: () => this.#answer && saveFile(this.sentence("file-name").textContent, "text/csv", this.#answer.csv),
    retry: () => this.client.retry(),
    up: (row, button) => this.#move(row, button, () => row.previousElementSibling?.before(row)),
    down: (row, button) => this.#move(row, button, () => row.nextElementSibling?.after(row)),
    remove: (row) => {
      const beside = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      this.#number();
      this.say("announcement", "removed");
      (beside ? find(beside, "fieldset") : this.getPart("add")).focus();
    },
  };

  /** Move a row, and keep the focus on the button that did it or, where that goes no further, on the next. */
  #move(row, button, move) {
    move();
    this.#number();
    this.say("announcement", "moved", { number: this.#rows.indexOf(row) + 1 });
    [button, ...findAll(row, "button")].find((candidate) => candidate.checkVisibility()).focus();
  }

  /** Replace the rows by those of a spreadsheet file, or say which line of it cannot be read. */
  async #open(input) {
    const [file] = input.files;
    if (!file) return;
    const text = await this.client.call("plan", JSON.stringify({ csv: await readTable(file) })).catch(() => null);
    input.value = "";
    if (text === null) {
      this.#complainOfTable(this.sentence("not-opened"));
      return;
    }
    const { rows, wrong_line: line, too_many: most } = JSON.parse(text);
    const complaint = most ? this.sentence("too-many-lines", { most }) : line && this.sentence("wrong-line", { line });
    this.#complainOfTable(complaint || null);
    if (line) return;
    this.getPart("rows").replaceChildren();
    for (const row of rows) this.#add(row);
    this.#ask();
  }

  #complainOfTable(message) {
    this.getPart("table-error").hidden = message === null;
    this.getPart("table-error").replaceChildren(...(message ? [message] : []));
  }

  /** Ask for the whole plan. */
  #ask({ moveFocus = false } = {}) {
    const rows = this.#rows.map((row) =>
      Object.fromEntries(controlsOf(row).map((control) => [control.name, textOf(control)])),
    );
    const { content } = this.getPart("sentences", HTMLTemplateElement);
    const headings = findAll(content, "[data-heading]").map(({ textContent }) => textContent);
    return this.ask("plan", { values: readForm(this.form), rows, headings }, (answer) => {
      this.#show(answer);
      if (moveFocus) (this.#firstMistake ?? this.getPart("outcome-title")).focus();
    });
  }

  get #firstMistake() {
    return findAll(this, '[aria-invalid="true"]')[0];
  }

  #show(answer) {
    this.#answer = answer;
    const { errors, rows, years, total } = answer;
    this.#rows.forEach((row, place) => this.#showRow(row, rows[place]));
    this.#markFields(findAll(this.form, 'fieldset > .field[data-field="subsidy_received"]'), errors);
    const general = errors.find(({ name }) => name === "projects");
    this.#complainOfTable(general ? this.#message(general.problem, "") : null);
    for (const slot of findAll(this, "[data-total]")) slot.textContent = total[slot.dataset.total];
    const lines = years.map((year) => {
      const line = this.#copy("year");
      fillSlots(line, year);
      return line;
    });
    this.getPart("years").replaceChildren(...lines);
    this.getPart("result").hidden = years.length === 0;
    this.getPart("empty").hidden = years.length > 0;
    document.title = (this.#firstMistake ? this.sentence("error-title").textContent : "") + this.#title;
    if (years.length === 0) return;
    this.whenSettled(() => {
      keepForOffline();
      this.say("announcement", "total", total);
    });
  }

  #showRow(row, { status, texts, reached, problems, errors }) {
    fillSlots(partOf(row, "row-result"), texts);
    row.dataset.outcomeStatus = status;
    partOf(row, "row-result").hidden = status !== "subsidie";
    partOf(row, "row-reached").hidden = !(reached && status === "subsidie");
    const reasons = this.getPart("reasons", HTMLTemplateElement);
    const sentences = problems.map((problem) => copySentence(reasons, `[data-problem="${problem}"]`));
    partOf(row, "row-problems").replaceChildren(...sentences);
    partOf(row, "row-problems").hidden = problems.length === 0;
    this.#markFields(findAll(row, '.field:has([data-part="error"])'), errors);
  }

  /** Say what is wrong with fields; before anyone pressed the button, only where something stands that cannot be read. */
  #markFields(fields, errors) {
    for (const field of fields) {
      const found = errors.find(({ name }) => name === field.dataset.field);
      const [control] = controlsOf(field);
      const finished = control.value !== "" && control !== document.activeElement;
      const said = found && (this.#complaining || finished);
      mark(field, said ? this.#message(found.problem, found.name) : null);
    }
  }

  #message(problem, name) {
    return messageFor(this.getPart("errors", HTMLTemplateElement), problem, name);
  }

  /** @override */
  showState(state, detail, reason) {
    super.showState(state, detail, reason);
    if (state !== "failed") return;
    for (const name of ["result", "empty", "row-result", "row-reached", "row-problems"]) {
      for (const part of findAll(this, `[data-part="${name}"]`)) part.hidden = true;
    }
  }
}

/** Write a text into every slot with a name. */
function fillEvery(element, name, text) {
  for (const slot of findAll(element, `[data-slot="${name}"]`)) slot.textContent = text;
}

customElements.define("year-planner", YearPlanner);
