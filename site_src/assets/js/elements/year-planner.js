/**
 * <year-planner>: applications in a row, each granted from what those before it left of the ceiling.
 *
 * What is typed stands in the address, as on the calculator's page. Every figure and the spreadsheet come from the worker.
 */

import { CalculatorElement } from "../page/calculator-element.js";
import { today, todayInWords } from "../page/dates.js";
import { damageOf, fillForm, readForm, readFragment, writeFragment } from "../page/form.js";
import { mark, showMistakes, showRead, tidyAmounts } from "../page/form-errors.js";
import { keepForOffline } from "../page/offline.js";
import { hasApplication, putIn, renumber, rowsIn } from "../page/plan-names.js";
import { allInputs, filled, showPlan } from "../page/plan-outcome.js";
import { addRow, controlIn, insertRow, moveRow, numberRows, rowsOf } from "../page/plan-rows.js";
import { askNext, goTo, pick, reveal, setAsked, showPicks, toggle } from "../page/questions.js";
import {
  copyText,
  erase,
  keep,
  kept,
  leaveKeptPlan,
  linkTo,
  PLAN,
  readTable,
  returnsToKeptPlan,
  saveFile,
  wordsIn,
} from "../page/take-away.js";
import { find, findAll } from "../page/templates.js";

const MOST_ROWS = 100;

export class YearPlanner extends CalculatorElement {
  #title = document.title;
  #answer = null;
  #typed = false; /* whether the visitor filled in something */
  #left = null; /* the control that the focus left, until its answer is there */
  #isKept = false; /* whether this is the plan that the device keeps */
  #returns = false; /* whether the visitor comes back to that plan */
  #removed = null; /* the row that was removed last, and its place */

  connectedCallback() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ask({ complain: true });
    });
    this.whenFilled(() => this.#change());
    this.form.addEventListener("focusout", async ({ target }) => {
      this.#left = target;
      await this.released();
      this.#adapt();
      this.#showLeft();
    });
    const upload = this.getPart("upload", HTMLInputElement);
    upload.addEventListener("change", () => this.#openFile(upload));
    this.addEventListener("click", ({ target }) => this.#click(/** @type {Element} */ (target).closest("button, a")));
    window.addEventListener("hashchange", ({ newURL }) => this.#follow(new URL(newURL).hash));
    window.addEventListener("pagehide", () => {
      this.#keepTyped();
      leaveKeptPlan(this.#isKept);
    });
    window.addEventListener("beforeprint", () => {
      this.getPart("printed-on").textContent = todayInWords();
    });
    this.getPart("share").hidden = !navigator.share;
    this.getPart("erase").hidden = kept(PLAN) === null;
    this.#returns = returnsToKeptPlan();
    if (!this.#open(location.hash) && !this.#open(`#${kept(PLAN) ?? ""}`)) this.#begin();
    this.#returns = false;
  }

  get #list() {
    return this.getPart("rows");
  }

  get #values() {
    return readForm(this.form);
  }

  get #link() {
    return linkTo(location.pathname, this.#answer.fragment);
  }

  /** Begin with one empty row, and start Python when the browser has nothing better to do. */
  #begin() {
    this.#fill({});
    for (const size of findAll(this.form, '[name="enterprise.size"]')) {
      /** @type {HTMLInputElement} */ (size).checked = false;
    }
    this.#adapt();
    if (!navigator.connection?.saveData) this.startWhenIdle();
  }

  /** Fill the form from a plan's link, or add the application that a link holds; return false if the fragment is none. */
  #open(fragment) {
    const values = readFragment(fragment);
    const damage = damageOf(fragment);
    if (values || damage) this.#tellDamage(damage);
    if (!values) return false;
    if (hasApplication(values)) {
      this.#addApplication(values);
    } else {
      this.#isKept = this.#returns || fragment === `#${kept(PLAN)}`;
      this.#fill(values);
    }
    this.#ask();
    return true;
  }

  /** Add the application in these values to the plan in them, or else to the one that this device keeps. */
  #addApplication(values) {
    const mine = rowsIn(values).length ? null : readFragment(`#${kept(PLAN) ?? ""}`);
    this.#isKept = this.#returns || mine !== null;
    this.#fill(putIn({ ...values, ...mine }));
    this.#typed = true;
    this.#keepTyped();
    this.#tellRow(mine || rowsIn(values).length ? "added" : "added-new");
    this.getPart("row-done").scrollIntoView({ block: "center" });
  }

  /** Make as many rows as there are in these values, and fill in the form. */
  #fill(values) {
    const own = renumber(values, MOST_ROWS);
    if (rowsIn(values).length > MOST_ROWS) this.#tellDamage("cut");
    const rows = Math.max(rowsIn(own).length, 1);
    this.#list.replaceChildren();
    const defaults = {};
    for (let place = 0; place < rows; place++) {
      addRow(this.#list, this.getPart("row", HTMLTemplateElement));
      defaults[`plan.${place}.submitted_on`] = today();
      defaults[`plan.${place}.project.service`] = "opleiding";
    }
    fillForm(this.form, { ...defaults, ...own });
    for (const related of findAll(this.form, '[data-part="related"]')) {
      if (findAll(related, "input").some((input) => own[/** @type {HTMLInputElement} */ (input).name]))
        related.hidden = false;
    }
    if (rows > 1) for (const row of rowsOf(this.#list)) toggle(find(row, '[data-opens$="-velden"]'));
    this.#adapt();
  }

  /**
   * Follow Back and Forward: an address without a plan begins anew.
   * @param {string} fragment the address's when it changed: an answer may have written its own there since
   */
  #follow(fragment) {
    if (this.#open(fragment) || fragment) return;
    this.#clear();
    this.#begin();
  }

  /** Say what a link lacks, where one cannot know what was meant. */
  #tellDamage(damage) {
    this.getPart("link-notice").hidden = damage === null;
    this.getPart("link-notice").replaceChildren(...(damage ? [this.sentence(`link-${damage}`)] : []));
  }

  /** Take over what changed in the form. */
  #change() {
    this.#typed = true;
    this.#adapt();
    this.#keepTyped();
    this.#ask();
  }

  /** Keep what is typed in the address and, if the visitor asked for it, on this device. */
  #keepTyped() {
    if (!this.#typed) return;
    const fragment = writeFragment(this.#values);
    if (this.#isKept) keep(fragment.slice(1), PLAN);
    try {
      history.replaceState(null, "", fragment);
    } catch {
      /* some browsers count how often: the next change or the end of the visit keeps it */
    }
  }

  /** Ask for the figures only where they can change the answer. */
  #adapt() {
    setAsked(this.getPart("figures"), new FormData(this.form).get("enterprise.size") === "");
    showPicks(this.form);
  }

  /** Show how the field was read that was left, once there is an answer. */
  #showLeft() {
    if (!this.#left?.name || this.waiting || !this.#answer) return;
    showRead(this, this.#left, { errors: this.#answer.errors, inputs: allInputs(this.#answer) });
    this.#left = null;
  }

  #ask({ complain = false } = {}) {
    const values = this.#values;
    return this.ask("plan", { values, today: today() }, (answer) => this.#show(answer, values, complain));
  }

  /** Put an answer on the page; what is missing is said only to whoever pressed the button. */
  #show(answer, values, complain) {
    this.#answer = answer;
    showPlan(this, answer, values);
    const { errors, years, total } = answer;
    if (complain) for (const { name } of errors) reveal(this, this.form.elements[name]);
    if (complain || errors.length === 0) showMistakes(this, errors, this.#title);
    const wrong = new Set(errors.map(({ name }) => name));
    for (const field of findAll(this, "[data-invalid]")) if (!wrong.has(field.dataset.field)) mark(field, null);
    this.#showResult(years.length > 0);
    this.getPart("footbar-text").replaceChildren(
      filled(this.getPart("sentences", HTMLTemplateElement), '[data-sentence="footbar"]', total),
    );
    if (complain && errors.length === 0) goTo(this, this.getPart("outcome-title"));
    tidyAmounts(this.form, { errors, inputs: allInputs(answer) });
    this.#showLeft();
    if (years.length === 0) return;
    this.whenSettled(() => {
      keepForOffline();
      const total = filled(this.getPart("sentences", HTMLTemplateElement), '[data-sentence="total"]', answer.total);
      for (const part of findAll(total, "[hidden]")) part.remove();
      this.getPart("announcement").replaceChildren(total);
      if (!this.waiting) history.replaceState(null, "", `#${answer.fragment}`);
    });
  }

  #showResult(shown) {
    for (const name of ["result", "details", "footbar"]) this.getPart(name).hidden = !shown;
    this.getPart("empty").hidden = shown;
  }

  /** Show no outcome: a number beside other inputs than its own would mislead. */
  #clear() {
    this.#showResult(false);
    for (const outcome of findAll(this, '[data-part="row-outcome"]')) outcome.replaceChildren();
  }

  #click(target) {
    if (!target) return;
    if ("jump" in target.dataset) goTo(this, document.getElementById(target.hash.slice(1)));
    else if (target.dataset.opens) toggle(target);
    else if (target.dataset.picks) pick(this.form, target);
    else this.#actions[target.dataset.part]?.(target.closest("li"), target);
  }

  #actions = {
    add: () => {
      const last = rowsOf(this.#list).at(-1);
      const row = addRow(this.#list, this.getPart("row", HTMLTemplateElement));
      controlIn(row, "submitted_on").value = last ? controlIn(last, "submitted_on").value : today();
      controlIn(row, "name").focus();
      this.#change();
    },
    up: (row, button) => this.#move(row, button),
    down: (row, button) => this.#move(row, button),
    remove: (row) => {
      this.#removed = { row, place: rowsOf(this.#list).indexOf(row) };
      const beside = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      numberRows(this.#list);
      this.#tellRow("removed");
      (beside ? find(beside, "fieldset") : this.getPart("add")).focus();
      this.#change();
    },
    undo: () => {
      const { row, place } = this.#removed;
      this.#removed = null;
      insertRow(this.#list, row, place);
      this.#tellRow("restored");
      find(row, "fieldset").focus();
      this.#change();
    },
    follow: (_, button) => {
      const row = rowsOf(this.#list)[button.dataset.place];
      controlIn(row, "submitted_on").value = button.dataset.day;
      find(row, "fieldset").focus();
      this.#change();
    },
    retry: () => {
      this.client.retry();
      this.#ask();
    },
    copy: async () =>
      this.#takeAway(async () => this.say("done", (await copyText(this.#link)) ? "copied" : "not-copied")),
    share: () => this.#takeAway(() => navigator.share({ title: this.#title, url: this.#link }).catch(() => {})),
    print: () => window.print(),
    keep: () => {
      this.#isKept = keep(writeFragment(this.#values).slice(1), PLAN);
      this.getPart("erase").hidden = !this.#isKept;
      this.say("done", this.#isKept ? "kept" : "not-kept");
    },
    erase: () => {
      erase(PLAN);
      this.#isKept = false;
      this.getPart("erase").hidden = true;
      this.say("done", "erased");
    },
    calendar: () =>
      this.#save("calendar", { words: wordsIn(this.getPart("calendar-words", HTMLTemplateElement)) }, (text) => {
        saveFile(this.sentence("calendar-name").textContent, "text/calendar", text);
      }),
    download: () =>
      this.#save("plan", { headings: this.#headings }, (text) => {
        saveFile(this.sentence("file-name").textContent, "text/csv", JSON.parse(text).csv);
      }),
    "to-outcome": () => goTo(this, this.getPart("outcome-title")),
    "more-related": () => askNext(this),
  };

  #move(row, button) {
    moveRow(this.#list, row, button);
    this.#tellRow("moved", { number: rowsOf(this.#list).indexOf(row) + 1 });
    this.#change();
  }

  /** Say what happened to a row; a row that was removed can come back. */
  #tellRow(name, texts) {
    this.say("row-done", name, texts);
    this.getPart("undo").hidden = this.#removed === null;
  }

  /** Do something with the link, which needs an answer. */
  async #takeAway(act) {
    if (!this.#answer) await this.#ask();
    if (this.#answer) await act();
  }

  /** Have the worker make a file of the plan, and save it. */
  async #save(name, request, save) {
    this.getPart("done").replaceChildren();
    const text = await this.client
      .call(name, JSON.stringify({ values: this.#values, today: today(), ...request }))
      .catch(() => null);
    if (text === null) this.say("done", "needs-line");
    else save(text);
  }

  /** The titles of a spreadsheet's columns, by the names of what they hold. */
  get #headings() {
    const { content } = this.getPart("sentences", HTMLTemplateElement);
    const headings = findAll(content, "[data-heading]");
    return Object.fromEntries(headings.map(({ dataset, textContent }) => [dataset.heading, textContent]));
  }

  /** Replace the plan by that of a spreadsheet file, or say what cannot be read in which lines. */
  async #openFile(input) {
    const [file] = input.files;
    if (!file) return;
    const csv = await readTable(file);
    const answer =
      csv === null
        ? ""
        : await this.client.call("plan", JSON.stringify({ csv, headings: this.#headings })).catch(() => null);
    input.value = "";
    this.getPart("done").replaceChildren();
    if (answer === "" || answer === null) {
      this.#refuseFile([this.sentence(answer === "" ? "no-text" : "needs-line")]);
      return;
    }
    const { values, refused, unknown, asks } = JSON.parse(answer);
    const template = this.getPart("refused", HTMLTemplateElement);
    this.#refuseFile(refused.map(({ expected, texts }) => filled(template, `[data-expected="${expected}"]`, texts)));
    if (refused.length === 0) this.#takeOver(values, unknown, asks);
  }

  /** Say why a file was not opened; nothing to say hides what was said before. */
  #refuseFile(complaints) {
    const part = this.getPart("table-error");
    part.hidden = complaints.length === 0;
    part.replaceChildren(...complaints, ...(complaints.length ? [this.sentence("unchanged")] : []));
  }

  #takeOver(values, unknown, asks) {
    this.#fill(values);
    this.#removed = null;
    this.getPart("row-done").replaceChildren();
    this.getPart("undo").hidden = true;
    const columns = unknown.length ? [" ", this.sentence("unknown-columns", { columns: unknown.join(", ") })] : [];
    this.getPart("done").replaceChildren(this.sentence(asks ? "asks" : "opened"), ...columns);
    this.#change();
    if (asks) goTo(this, this.form.querySelector("#enterprise-size"));
  }

  /** @override */
  showState(state, detail, reason) {
    super.showState(state, detail, reason);
    if (state === "failed") this.#clear();
    this.getPart("empty").hidden = this.waiting || state === "failed" || !this.getPart("result").hidden;
  }
}

customElements.define("year-planner", YearPlanner);
