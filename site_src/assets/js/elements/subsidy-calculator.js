/**
 * <subsidy-calculator>: the form asks, the worker computes, the page's own sentences answer.
 *
 * Attributes it sets: data-state (idle, loading, ready, calculating, failed) and
 * data-outcome-status (the outcome's status). Attribute it reads: data-page (where share links lead).
 * It holds no rule and no sentence.
 */

import { today } from "../page/dates.js";
import { fillForm, readForm, readFragment } from "../page/form.js";
import { showMistakes } from "../page/form-errors.js";
import { keepForOffline } from "../page/offline.js";
import { showOutcome } from "../page/outcome.js";
import { showProgress } from "../page/progress.js";
import { erase, keep, kept, linkTo, saveFile } from "../page/take-away.js";
import { copySentence } from "../page/templates.js";
import { CalculatorClient } from "../python/client.js";

const SETTLED = 1_000; /* milliseconds without a change after which an answer is said and kept in the address */

export class SubsidyCalculator extends HTMLElement {
  #client;
  #form;
  #title = document.title;
  #latest = 0;
  #waiting = false;
  #answer = null;
  #settling = 0;

  connectedCallback() {
    this.#client = new CalculatorClient((state, detail) => this.#show(state, detail));
    this.#form = this.querySelector("form");
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ask({ complain: true });
    });
    this.#form.addEventListener("input", () => {
      this.#adapt();
      this.#ask();
    });
    this.#form.addEventListener("focusin", () => this.#client.start(), { once: true });
    this.addEventListener("click", (event) => this.#click(event));
    window.addEventListener("hashchange", () => this.#open(location.hash));
    window.addEventListener("beforeprint", () => this.#preparePaper());
    this.#part("share").hidden = !navigator.share;
    this.#part("erase").hidden = kept() === null;
    if (!this.#open(location.hash) && !this.#open(`#${kept() ?? ""}`)) this.#begin();
  }

  /**
   * Compute an application, JSON to JSON, by the very function that answers the form.
   * @param {string} text
   * @returns {Promise<string>}
   */
  calculate(text) {
    return this.#client.call("calculate", text);
  }

  /** Fill in the day of today and start Python when the browser has nothing better to do. */
  #begin() {
    this.#form.elements.submitted_on.value = today();
    this.#adapt();
    if (navigator.connection?.saveData) return;
    (window.requestIdleCallback ?? setTimeout)(() => this.#client.start());
  }

  /** Fill the form from a share link and answer at once; false if the fragment is none. */
  #open(fragment) {
    const values = readFragment(fragment);
    if (!values) return false;
    fillForm(this.#form, { submitted_on: today(), ...values });
    for (const control of this.#form.elements) {
      if (values[control.name]) this.#reveal(control);
    }
    this.#adapt();
    this.#ask();
    return true;
  }

  /** Ask for an answer; only the answer to the latest question counts. */
  async #ask({ complain = false } = {}) {
    const question = ++this.#latest;
    this.#waiting = true;
    if (complain && this.dataset.state !== "ready") this.#goTo(this.#part("outcome-title"));
    if (this.dataset.state === "ready") this.dataset.state = "calculating";
    const text = await this.#client.call("answer", JSON.stringify(readForm(this.#form))).catch(() => null);
    if (text === null || question !== this.#latest) return;
    this.#waiting = false;
    this.#answer = JSON.parse(text);
    this.dataset.outcomeStatus = this.#answer.outcome.status;
    this.#fill(complain);
    this.dataset.state = "ready";
  }

  /** Put the answer on the page; what cannot be read is said only to who asked. */
  #fill(complain) {
    const { outcome } = this.#answer;
    const invalid = outcome.status === "ongeldig";
    const errors = invalid ? this.#answer.errors : [];
    if (complain) for (const { name } of errors) this.#reveal(this.#form.elements[name]);
    if (complain || !invalid) showMistakes(this, errors, this.#title);
    if (invalid) {
      this.#clear();
    } else {
      showOutcome(this, this.#answer);
      this.#showOutcome(true);
      this.#part("footbar-text").replaceChildren(this.#summary("short-"));
      if (complain) this.#goTo(this.#part("outcome-title"));
    }
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      keepForOffline();
      if (!invalid) this.#part("announcement").replaceChildren(this.#summary());
      history.replaceState(null, "", `#${this.#answer.fragment}`);
    }, SETTLED);
  }

  /** The outcome in one sentence, or the one of that kind. */
  #summary(kind = "") {
    const { outcome, texts } = this.#answer;
    return copySentence(this.#part("sentences"), `[data-sentence="${kind}${outcome.status}"]`, texts);
  }

  get #link() {
    return linkTo(this.dataset.page, this.#answer.fragment);
  }

  /** Show no outcome: a number beside other inputs than its own would mislead. */
  #clear() {
    this.#showOutcome(false);
    for (const slot of this.querySelectorAll('[data-outcome], [data-part="read"]')) slot.textContent = "";
  }

  #showOutcome(shown) {
    for (const name of ["result", "details", "footbar"]) this.#part(name).hidden = !shown;
    this.#part("empty").hidden = shown;
  }

  /** Follow a button or link of the page. */
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
    copy: async () => {
      const done = await navigator.clipboard?.writeText(this.#link).then(
        () => true,
        () => false,
      );
      this.#say(done ? "copied" : "not-copied");
    },
    share: () => navigator.share({ title: this.#title, url: this.#link }).catch(() => {}),
    print: () => window.print(),
    calendar: () => this.#saveCalendar(),
    keep: () => {
      const done = keep(this.#answer.fragment);
      this.#part("erase").hidden = !done;
      this.#say(done ? "kept" : "not-kept");
    },
    erase: () => {
      erase();
      this.#part("erase").hidden = true;
      this.#say("erased");
    },
    "to-outcome": () => this.#goTo(this.#part("outcome-title")),
    "more-related": () => {
      const hidden = this.querySelector('[data-part="related"][hidden]');
      if (!hidden) return;
      hidden.hidden = false;
      hidden.querySelector("input").focus();
      this.#part("more-related").hidden = !this.querySelector('[data-part="related"][hidden]');
    },
  };

  async #saveCalendar() {
    const words = {};
    for (const item of this.#part("calendar-words").content.querySelectorAll("[data-deadline]")) {
      words[item.dataset.deadline] = {
        summary: item.querySelector("b").textContent,
        description: item.textContent.trim(),
      };
    }
    const text = await this.#client.call("calendar", JSON.stringify({ values: readForm(this.#form), words }));
    saveFile(this.#sentence("file-name"), "text/calendar", text);
  }

  #preparePaper() {
    if (!this.#answer) return;
    this.#part("printed-on").textContent = new Date().toLocaleDateString("nl-BE", { dateStyle: "long" });
    this.#part("printed-link").textContent = this.#link;
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
    this.#part("figures").hidden = this.#form.elements["enterprise.size"].value !== "";
  }

  /** Show how the start of Python goes. */
  #show(state, detail) {
    showProgress(this, state, detail);
    if (state === "failed") {
      this.#waiting = false;
      this.#clear();
      clearTimeout(this.#settling);
      delete this.dataset.outcomeStatus;
    }
    this.dataset.state = state === "starting" ? "loading" : state;
    this.#part("empty").hidden = this.#waiting || state === "failed" || !this.#part("result").hidden;
    if (state === "ready" && this.#waiting) this.dataset.state = "calculating";
  }

  #say(name) {
    this.#part("done").textContent = this.#sentence(name);
  }

  #sentence(name) {
    return copySentence(this.#part("sentences"), `[data-sentence="${name}"]`).textContent;
  }

  #part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }
}

customElements.define("subsidy-calculator", SubsidyCalculator);
