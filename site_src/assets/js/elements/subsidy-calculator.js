/**
 * <subsidy-calculator>: the form asks, the worker computes, the page's own sentences answer.
 *
 * Besides data-state it sets data-outcome-status (the outcome's status), and it reads data-page (where share links lead).
 * It holds no rule and no sentence.
 */

import { CalculatorElement } from "../page/calculator-element.js";
import { today, todayInWords } from "../page/dates.js";
import { fillForm, readForm, readFragment, writeFragment } from "../page/form.js";
import { showMistakes } from "../page/form-errors.js";
import { keepForOffline } from "../page/offline.js";
import { showOutcome } from "../page/outcome.js";
import { copyText, erase, keep, kept, linkTo, saveFile } from "../page/take-away.js";
import { find, findAll } from "../page/templates.js";

export class SubsidyCalculator extends CalculatorElement {
  #title = document.title;
  #answer = null;
  #unkept = false; /* whether the form holds what the address does not */

  connectedCallback() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ask({ complain: true });
    });
    this.whenFilled(() => {
      this.#unkept = true;
      this.#adapt();
      this.#ask();
    });
    this.form.addEventListener("focusin", () => this.client.start(), { once: true });
    this.addEventListener("click", (event) => this.#click(event));
    window.addEventListener("hashchange", () => this.#open(location.hash));
    window.addEventListener("pagehide", () => this.#keepTyped());
    window.addEventListener("visibilitychange", () => this.#keepTyped());
    window.addEventListener("beforeprint", () => this.#preparePaper());
    this.getPart("share").hidden = !navigator.share;
    this.getPart("erase").hidden = kept() === null;
    if (!this.#open(location.hash) && !this.#open(`#${kept() ?? ""}`)) this.#begin();
  }

  /**
   * Compute an application, JSON to JSON, by the very function that answers the form.
   * @param {string} text
   * @returns {Promise<string>}
   */
  calculate(text) {
    return this.client.call("calculate", text);
  }

  /** Fill in the day of today, and start Python when the browser has nothing better to do. */
  #begin() {
    find(this.form, '[name="submitted_on"]', HTMLInputElement).value = today();
    this.#adapt();
    if (navigator.connection?.saveData) return;
    (window.requestIdleCallback ?? setTimeout)(() => this.client.start());
  }

  /** Fill the form from a share link and answer at once; return false if the fragment is none. */
  #open(fragment) {
    const values = readFragment(fragment);
    if (!values) return false;
    fillForm(this.form, { submitted_on: today(), ...values });
    for (const control of this.form.elements) {
      if (values[control.getAttribute("name")]) this.#reveal(control);
    }
    this.#adapt();
    this.#ask();
    return true;
  }

  #ask({ complain = false } = {}) {
    if (complain && this.dataset.state !== "ready") this.#goTo(this.getPart("outcome-title"));
    return this.ask("answer", readForm(this.form), (answer) => this.#show(answer, complain));
  }

  /** Put an answer on the page; what cannot be read is said only to whoever pressed the button. */
  #show(answer, complain) {
    this.#answer = answer;
    this.dataset.outcomeStatus = answer.outcome.status;
    const invalid = answer.outcome.status === "ongeldig";
    const errors = invalid ? answer.errors : [];
    if (complain) for (const { name } of errors) this.#reveal(this.form.elements[name]);
    if (complain || !invalid) showMistakes(this, errors, this.#title);
    if (invalid) {
      this.#clear();
    } else {
      showOutcome(this, answer);
      this.#showOutcome(true);
      this.getPart("footbar-text").replaceChildren(this.#summary("short-"));
      if (complain) this.#goTo(this.getPart("outcome-title"));
    }
    this.whenSettled(() => {
      keepForOffline();
      if (!invalid) this.getPart("announcement").replaceChildren(this.#summary());
      history.replaceState(null, "", `#${answer.fragment}`);
      this.#unkept = this.waiting;
    });
  }

  /** Keep what was typed in the address, for whoever leaves before it is answered, and comes back or loads it anew. */
  #keepTyped() {
    if (!this.#unkept) return;
    history.replaceState(null, "", `#${writeFragment(readForm(this.form))}`);
    this.#unkept = false;
  }

  /** Return the outcome in one sentence, the one of that kind. */
  #summary(kind = "") {
    const { outcome, texts } = this.#answer;
    return this.sentence(`${kind}${outcome.status}`, texts);
  }

  get #link() {
    return linkTo(this.dataset.page, this.#answer.fragment);
  }

  /** Show no outcome: a number beside other inputs than its own would mislead. */
  #clear() {
    this.#showOutcome(false);
    for (const slot of findAll(this, '[data-outcome], [data-part="read"]')) slot.textContent = "";
  }

  #showOutcome(shown) {
    for (const name of ["result", "details", "footbar"]) this.getPart(name).hidden = !shown;
    this.getPart("empty").hidden = shown;
  }

  /** Do what a button or link of the page is for. */
  #click(event) {
    const target = event.target.closest("button, a");
    if (!target) return;
    if ("jump" in target.dataset) {
      event.preventDefault();
      this.#goTo(document.getElementById(target.hash.slice(1)));
    } else if (target.dataset.opens) {
      this.#toggle(target);
    } else if (target.dataset.part in this.#actions) {
      this.#actions[target.dataset.part]();
    }
  }

  #actions = {
    retry: () => this.#ask(),
    copy: async () => this.say("done", (await copyText(this.#link)) ? "copied" : "not-copied"),
    share: () => navigator.share({ title: this.#title, url: this.#link }).catch(() => {}),
    print: () => window.print(),
    calendar: () => this.#saveCalendar(),
    keep: () => {
      const done = keep(this.#answer.fragment);
      this.getPart("erase").hidden = !done;
      this.say("done", done ? "kept" : "not-kept");
    },
    erase: () => {
      erase();
      this.getPart("erase").hidden = true;
      this.say("done", "erased");
    },
    "to-outcome": () => this.#goTo(this.getPart("outcome-title")),
    "more-related": () => {
      const [first, ...others] = findAll(this, '[data-part="related"][hidden]');
      if (!first) return;
      first.hidden = false;
      find(first, "input").focus();
      this.getPart("more-related").hidden = others.length === 0;
    },
  };

  async #saveCalendar() {
    const words = {};
    for (const item of findAll(this.getPart("calendar-words", HTMLTemplateElement).content, "[data-deadline]")) {
      words[item.dataset.deadline] = { summary: find(item, "b").textContent, description: item.textContent.trim() };
    }
    const text = await this.client.call("calendar", JSON.stringify({ values: readForm(this.form), words }));
    saveFile(this.sentence("file-name").textContent, "text/calendar", text);
  }

  #preparePaper() {
    if (!this.#answer) return;
    this.getPart("printed-on").textContent = todayInWords();
    this.getPart("printed-link").textContent = this.#link;
  }

  /** Move the focus to a field or a heading, and show it with its question. */
  #goTo(target) {
    this.#reveal(target);
    (target.closest("[data-field]") ?? target).scrollIntoView();
    target.focus({ preventScroll: true });
  }

  /** Open or close an optional part of the form. */
  #toggle(button) {
    const part = document.getElementById(button.dataset.opens);
    part.hidden = !part.hidden;
    button.setAttribute("aria-expanded", String(!part.hidden));
  }

  /** Open the optional parts that a control stands in, so that it can be seen. */
  #reveal(control) {
    for (let part = control?.closest?.("[hidden]"); part && this.contains(part); part = part.closest("[hidden]")) {
      const button = this.querySelector(`[data-opens="${part.id}"]`);
      if (button) this.#toggle(button);
      else part.hidden = false;
    }
  }

  /** Ask for figures only where they can change the answer. */
  #adapt() {
    this.getPart("figures").hidden = this.form.elements["enterprise.size"].value !== "";
  }

  /** @override */
  showState(state, detail) {
    super.showState(state, detail);
    if (state === "failed") {
      this.#clear();
      delete this.dataset.outcomeStatus;
      this.#keepTyped();
    }
    this.getPart("empty").hidden = this.waiting || state === "failed" || !this.getPart("result").hidden;
  }
}

customElements.define("subsidy-calculator", SubsidyCalculator);
