/**
 * <subsidy-calculator>: the form asks, the worker computes, the page's own sentences answer.
 *
 * Attributes it sets: data-state (idle, loading, ready, calculating, failed) and
 * data-outcome-status (the outcome's status). It holds no rule and no sentence.
 */

import { CalculatorClient } from "./client.js";
import { fillForm, readForm, readFragment } from "./form.js";

const MEGABYTE = 1_000_000;
const REQUIRED = ["submitted_on", "project.service", "project.theme"];
const ANNOUNCE_AFTER = 1_000; /* milliseconds without a change, so that it is said once */

export class SubsidyCalculator extends HTMLElement {
  #client;
  #form;
  #title = document.title;
  #latest = 0;
  #answer = null;
  #announcing = 0;

  connectedCallback() {
    const { runtime, library, calculator } = this.dataset;
    const places = Object.fromEntries(
      Object.entries({ runtime, library, calculator }).map(([name, place]) => [name, new URL(place, document.baseURI).href]),
    );
    this.#client = new CalculatorClient(places, (state, detail) => this.#show(state, detail));
    this.#form = this.querySelector("form");
    this.#form.addEventListener("submit", (event) => this.#submit(event));
    this.#form.addEventListener("input", () => this.#follow());
    this.#form.addEventListener("focusin", () => this.#client.start(), { once: true });
    this.#part("retry").addEventListener("click", () => this.#ask());
    this.#part("copy").addEventListener("click", () => this.#copy());
    this.#part("summary-list").addEventListener("click", (event) => this.#jump(event));
    window.addEventListener("hashchange", () => this.#open());
    if (!this.#open()) this.#begin();
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

  /** Fill the form from a share link and answer at once; false if the address holds none. */
  #open() {
    const values = readFragment(location.hash);
    if (!values) return false;
    fillForm(this.#form, values);
    this.#adapt();
    this.#ask();
    return true;
  }

  /** Follow a change: once everything required is there, the outcome changes with it. */
  #follow() {
    this.#adapt();
    const values = readForm(this.#form);
    const complete = REQUIRED.every((name) => values[name]) && Object.keys(values).some((name) => name.startsWith("costs."));
    if (complete) this.#ask();
    else this.#clear();
  }

  #submit(event) {
    event.preventDefault();
    this.#ask({ complain: true });
  }

  /** Ask for an answer; only the answer to the latest question counts. */
  async #ask({ complain = false } = {}) {
    const question = ++this.#latest;
    const values = readForm(this.#form);
    if (this.dataset.state === "ready") this.dataset.state = "calculating";
    const text = await this.#client.call("answer", JSON.stringify(values)).catch(() => null);
    if (text === null || question !== this.#latest) return;
    this.#answer = JSON.parse(text);
    this.#fill(complain);
    this.dataset.state = "ready";
  }

  /** Put an answer on the page. */
  #fill(complain) {
    const { outcome, errors } = this.#answer;
    const invalid = outcome.status === "ongeldig";
    this.dataset.outcomeStatus = outcome.status;
    if (complain || !invalid) this.#complain(invalid ? errors : []);
    if (invalid) {
      this.#clear();
      return;
    }
    this.#fillOutcome();
    this.#part("empty").hidden = true;
    this.#part("result").hidden = false;
    if (complain) this.#part("outcome").querySelector("h2").focus();
    this.#announce();
  }

  #fillOutcome() {
    const { outcome, texts } = this.#answer;
    const result = this.#part("result");
    for (const slot of result.querySelectorAll("[data-outcome]")) slot.textContent = texts[slot.dataset.outcome] ?? "";
    for (const row of result.querySelectorAll("[data-has]")) row.hidden = !(row.dataset.has in texts);
    for (const part of result.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(outcome.status);
    const problems = new Set(outcome.problems.map(({ problem }) => problem));
    for (const reason of result.querySelectorAll("[data-problem]")) reason.hidden = !problems.has(reason.dataset.problem);
    const notices = new Set(outcome.notices.map(({ notice, field }) => `${notice} ${field}`));
    for (const item of result.querySelectorAll("[data-notice]")) {
      item.hidden = !notices.has(`${item.dataset.notice} ${item.dataset.for}`);
    }
    this.#part("notices").hidden = notices.size === 0;
  }

  /** Show no outcome: a number beside other inputs than its own would mislead. */
  #clear() {
    this.#latest += 1;
    this.#part("result").hidden = true;
    this.#part("empty").hidden = false;
    for (const slot of this.#part("result").querySelectorAll("[data-outcome]")) slot.textContent = "";
    if (this.dataset.state === "calculating") this.dataset.state = "ready";
  }

  /** Show what is wrong: a summary with links on top, and the same words at each field. */
  #complain(errors) {
    const summary = this.#part("summary");
    const list = this.#part("summary-list");
    const wasWrong = !summary.hidden;
    for (const field of this.querySelectorAll("[data-invalid]")) this.#mark(field, null);
    list.replaceChildren();
    summary.hidden = errors.length === 0;
    document.title = errors.length ? this.#sentence("error-title").textContent + this.#title : this.#title;
    for (const { name, problem } of errors) {
      const field = this.querySelector(`[data-field="${CSS.escape(name)}"]`);
      const message = this.#message(problem, name);
      if (field) this.#mark(field, message);
      const link = document.createElement("a");
      link.href = field ? `#${field.querySelector("input, select").id}` : "#";
      link.append(field ? field.querySelector("label, legend").textContent : name, ": ", message.textContent);
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    if (errors.length) summary.focus();
    else if (wasWrong) this.#title = document.title;
  }

  /** Mark a field as wrong with a message, or as right with null. */
  #mark(field, message) {
    const error = field.querySelector('[data-part="error"]');
    field.toggleAttribute("data-invalid", message !== null);
    error.hidden = message === null;
    error.replaceChildren(...(message ? [message] : []));
    for (const control of field.querySelectorAll("input, select")) {
      const described = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== error.id);
      if (message) described.unshift(error.id);
      control.toggleAttribute("aria-invalid", false);
      if (message) control.setAttribute("aria-invalid", "true");
      if (described.length) control.setAttribute("aria-describedby", described.join(" "));
      else control.removeAttribute("aria-describedby");
    }
  }

  /** Follow a link of the summary without losing the share link in the address. */
  #jump(event) {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    document.getElementById(link.hash.slice(1))?.focus();
  }

  /** Ask for figures only where they can change the answer. */
  #adapt() {
    this.#part("figures").hidden = this.#form.elements["enterprise.size"].value !== "";
  }

  /** Show how the start of Python goes. */
  #show(state, detail) {
    const progress = this.#part("progress");
    progress.hidden = state !== "loading" && state !== "starting";
    this.#part("failed").hidden = state !== "failed";
    if (state === "loading") {
      this.#part("progress-text").replaceChildren(
        this.#sentence("loading", { loaded: megabytes(detail), total: megabytes(this.dataset.bytes) }),
      );
      this.#part("progress-bar").value = Math.min(detail / this.dataset.bytes, 1);
    } else if (state === "starting") {
      this.#part("progress-text").replaceChildren(this.#sentence("starting"));
      this.#part("progress-bar").removeAttribute("value");
    } else if (state === "failed") {
      this.#clear();
      this.#part("empty").hidden = true;
      delete this.dataset.outcomeStatus;
    }
    this.dataset.state = state === "starting" ? "loading" : state;
  }

  /** Say the outcome to a screen reader, once, when it has settled. */
  #announce() {
    clearTimeout(this.#announcing);
    this.#announcing = setTimeout(() => {
      const { outcome, texts } = this.#answer;
      this.#part("announcement").replaceChildren(this.#sentence(outcome.status, texts));
    }, ANNOUNCE_AFTER);
  }

  async #copy() {
    const link = new URL(location.href);
    link.hash = this.#answer.fragment;
    history.replaceState(null, "", link);
    await navigator.clipboard.writeText(link.href);
    this.#part("copied").replaceChildren(this.#sentence("copied"));
  }

  /** A copy of the sentence for a problem: the one for this field, or else the general one. */
  #message(problem, name) {
    const messages = [...this.#part("errors").content.querySelectorAll(`[data-problem="${problem}"]`)];
    const found = messages.find((message) => message.dataset.for === name) ?? messages.find((message) => !message.dataset.for);
    return found.cloneNode(true);
  }

  /** A copy of one of the page's sentences with its slots filled. */
  #sentence(name, texts = {}) {
    const sentence = this.#part("sentences").content.querySelector(`[data-sentence="${name}"]`).cloneNode(true);
    for (const slot of sentence.querySelectorAll("[data-slot]")) slot.textContent = texts[slot.dataset.slot] ?? "";
    return sentence;
  }

  #part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }
}

/** Today in Brussels, as a date field wants it. */
function today() {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Brussels" }).format();
}

function megabytes(bytes) {
  return (bytes / MEGABYTE).toLocaleString("nl-BE", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

customElements.define("subsidy-calculator", SubsidyCalculator);
