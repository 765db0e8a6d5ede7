/**
 * <embed-builder>: makes the code with which another site shows the calculator, and shows how that looks.
 *
 * Sets data-state as <subsidy-calculator> does. The fragment and what is wrong with it come from the worker.
 */

import { legibility } from "../page/accent.js";
import { readForm } from "../page/form.js";
import { mark, messageFor } from "../page/form-errors.js";
import { showProgress } from "../page/progress.js";
import { copySentence, fillSlots } from "../page/templates.js";
import { CalculatorClient } from "../python/client.js";

export class EmbedBuilder extends HTMLElement {
  #client;
  #form;
  #latest = 0;

  connectedCallback() {
    this.#client = new CalculatorClient((state, detail) => this.#show(state, detail));
    this.#form = this.querySelector("form");
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#make({ moveFocus: true });
    });
    this.#form.addEventListener("input", () => this.#make());
    this.#part("accent").addEventListener("input", () => this.#judge());
    this.#part("retry").addEventListener("click", () => this.#make());
    this.#part("copy").addEventListener("click", () => this.#copy());
  }

  /** Make the code anew; only the latest choices count. */
  async #make({ moveFocus = false } = {}) {
    const question = ++this.#latest;
    const values = readForm(this.#form);
    if (this.dataset.state !== "ready") this.#part("result").hidden = true;
    this.#part("done").textContent = "";
    const text = await this.#client.call("answer", JSON.stringify(values)).catch(() => null);
    if (text === null || question !== this.#latest) return;
    const { errors, fragment } = JSON.parse(text);
    const mistakes = errors.filter(({ name }) => name in values);
    this.#mark(mistakes);
    if (mistakes.length === 0) this.#fill(`${this.#query}#${fragment}`);
    if (moveFocus) (this.querySelector('[aria-invalid="true"]') ?? this.#part("code-title")).focus();
    this.dataset.state = "ready";
  }

  /** Say at each field what is wrong with it; with a mistake there is no code. */
  #mark(mistakes) {
    for (const field of this.querySelectorAll("[data-field]")) {
      const found = mistakes.find(({ name }) => name === field.dataset.field);
      mark(field, found ? messageFor(this.#part("errors"), found.problem, found.name) : null);
    }
    this.#part("result").hidden = mistakes.length > 0;
    this.#part("wrong").hidden = mistakes.length === 0;
  }

  /** Show the code with these choices in the frame's address, and the frame itself. */
  #fill(choices) {
    fillSlots(this.#part("code"), { choices: choices.replaceAll("&", "&amp;") });
    const preview = this.#part("preview");
    preview.contentWindow.location.replace(new URL(choices, preview.src)); /* leaves no step to go back to */
  }

  /** The colour as a query; nothing for the page's own and for one that cannot be read anywhere. */
  get #query() {
    const { value, defaultValue } = this.#part("accent");
    const { light, dark } = this.#legibility;
    return value !== defaultValue && (light || dark) ? `?accent=${value.slice(1)}` : "";
  }

  get #legibility() {
    return legibility(this.#part("accent").value.slice(1), this);
  }

  /** Say where the colour can be read. */
  #judge() {
    const { value, defaultValue } = this.#part("accent");
    const found = value === defaultValue ? [] : Object.entries(this.#legibility);
    this.#part("verdict").replaceChildren(...found.map(([scheme, legible]) => this.#sentence(`${scheme}-${legible}`)));
  }

  async #copy() {
    const done = await navigator.clipboard?.writeText(this.#part("code").textContent).then(
      () => true,
      () => false,
    );
    this.#part("done").replaceChildren(this.#sentence(done ? "copied" : "not-copied"));
  }

  #show(state, detail) {
    showProgress(this, state, detail);
    if (state !== "ready") this.dataset.state = state === "starting" ? "loading" : state;
  }

  #sentence(name) {
    return copySentence(this.#part("sentences"), `[data-sentence="${name}"]`);
  }

  #part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }
}

customElements.define("embed-builder", EmbedBuilder);
