/**
 * <embed-builder>: makes the code with which another site shows the calculator, and shows how that looks.
 *
 * The fragment and what is wrong with it come from the worker.
 */

import { legibility } from "../page/accent.js";
import { CalculatorElement } from "../page/calculator-element.js";
import { readForm } from "../page/form.js";
import { mark, messageFor } from "../page/form-errors.js";
import { copyText } from "../page/take-away.js";
import { fillSlots, findAll } from "../page/templates.js";

export class EmbedBuilder extends CalculatorElement {
  connectedCallback() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#make({ moveFocus: true });
    });
    this.whenFilled(() => this.#make());
    this.getPart("accent").addEventListener("input", () => this.#takeColour());
    this.getPart("accent").addEventListener("change", () => this.#takeColour());
    this.getPart("retry").addEventListener("click", () => {
      this.client.retry();
      this.#make();
    });
    this.getPart("copy").addEventListener("click", () => this.#copy());
  }

  /** Make the code anew. */
  #make({ moveFocus = false } = {}) {
    const values = readForm(this.form);
    if (values["costs.deelname"]) values["project.prices_include_vat"] = "false"; /* as the form asks it */
    if (this.dataset.state !== "ready") this.getPart("result").hidden = true;
    this.getPart("done").textContent = "";
    return this.ask("answer", values, ({ errors, fragment }) => {
      const mistakes = errors.filter(({ name }) => name in values);
      this.#mark(mistakes);
      if (mistakes.length === 0) this.#fill(`${this.#query}#${fragment}`);
      if (moveFocus) (findAll(this, '[aria-invalid="true"]')[0] ?? this.getPart("code-title")).focus();
    });
  }

  /** Say at each field what is wrong with it; with a mistake there is no code. */
  #mark(mistakes) {
    for (const field of findAll(this, "[data-field]")) {
      const found = mistakes.find(({ name }) => name === field.dataset.field);
      mark(field, found ? messageFor(this.getPart("errors", HTMLTemplateElement), found.problem, found.name) : null);
    }
    this.getPart("result").hidden = mistakes.length > 0;
    this.getPart("wrong").hidden = mistakes.length === 0;
  }

  /** Show the code with these choices in the frame's address, and the frame itself. */
  #fill(choices) {
    fillSlots(this.getPart("code"), { choices: choices.replaceAll("&", "&amp;") });
    const preview = this.getPart("preview", HTMLIFrameElement);
    preview.contentWindow.location.replace(new URL(choices, preview.src)); /* leaves no step to go back to */
  }

  /** The colour as a query; nothing for the page's own, and for one that cannot be read anywhere. */
  get #query() {
    const { light, dark } = this.#legibility;
    return this.#isChosen && (light || dark) ? `?accent=${this.#accent.value.slice(1)}` : "";
  }

  get #accent() {
    return this.getPart("accent", HTMLInputElement);
  }

  get #isChosen() {
    return this.#accent.value !== this.#accent.defaultValue;
  }

  get #legibility() {
    return legibility(this.#accent.value.slice(1), this);
  }

  /** Make the code with another colour, and say where that can be read. */
  #takeColour() {
    this.#make();
    const found = this.#isChosen ? Object.entries(this.#legibility) : [];
    this.getPart("verdict").replaceChildren(...found.map(([scheme, legible]) => this.sentence(`${scheme}-${legible}`)));
  }

  async #copy() {
    this.say("done", (await copyText(this.getPart("code").textContent)) ? "copied" : "not-copied");
  }
}

customElements.define("embed-builder", EmbedBuilder);
