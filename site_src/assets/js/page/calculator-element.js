/**
 * An element with a form that the worker answers. Its parts, sentences and fields stand in the page's template.
 *
 * Sets data-state: "idle" (nothing loaded yet), "loading", "ready", "calculating" or "failed".
 */

import { CalculatorClient } from "../python/client.js";
import { findCause } from "./failure-cause.js";
import { contentOf } from "./form.js";
import { showProgress } from "./progress.js";
import { copySentence, find, partOf } from "./templates.js";

let pressed = false; /* whether a button of the pointer is down */
window.addEventListener("pointerdown", () => (pressed = true), true);
for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, () => (pressed = false), true);

const SOON = 2_000; /* milliseconds within which Python starts in a browser that is never idle */
const SETTLED = 1_000; /* milliseconds without another answer after which one is announced and kept */

export class CalculatorElement extends HTMLElement {
  client = new CalculatorClient((state, detail, reason) => this.showState(state, detail, reason));
  #latest = 0;
  #waiting = false;
  #settling = 0;
  #asked = ""; /* what the form held at the last question */

  get form() {
    return find(this, "form", HTMLFormElement);
  }

  /** Whether a question is open. */
  get waiting() {
    return this.#waiting;
  }

  /**
   * Act whenever the form holds something else than at the last question. Programs that fill in forms may tell it by a
   * "change" alone, without the "input" of a person who types.
   * @param {() => void} act
   */
  whenFilled(act) {
    const look = () => {
      if (contentOf(this.form) !== this.#asked) act();
    };
    this.form.addEventListener("input", look);
    this.form.addEventListener("change", look);
  }

  /**
   * Ask the worker, and show its answer, unless another question was asked meanwhile: only the latest counts.
   * @param {string} name the calculator's function
   * @param {object} input
   * @param {(answer: any) => void} show
   */
  async ask(name, input, show) {
    const question = ++this.#latest;
    this.#waiting = true;
    clearTimeout(this.#settling);
    const answer = this.client.call(name, JSON.stringify(input));
    this.#asked = contentOf(this.form);
    if (this.dataset.state === "ready") this.dataset.state = "calculating";
    const said = await answer.catch((/** @type {Error} */ error) => error);
    await this.released();
    if (question !== this.#latest) return;
    this.#waiting = false;
    if (said instanceof Error) {
      this.showState("failed", /** @type {import("../python/client.js").Failure} */ (said.message), said.cause);
      return;
    }
    show(JSON.parse(said));
    this.showState("ready");
  }

  /** Start Python when the browser has nothing better to do, or soon all the same. */
  startWhenIdle() {
    if (window.requestIdleCallback) requestIdleCallback(() => this.client.start(), { timeout: SOON });
    else setTimeout(() => this.client.start());
  }

  /** Wait until no button of the pointer is down: a page that moves under it would miss its click. */
  async released() {
    if (!pressed) return;
    await new Promise((resolve) => {
      for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, resolve, { once: true });
    });
    await new Promise((resolve) => setTimeout(resolve));
  }

  /** Do something once nothing else has been asked for a second after this answer. */
  whenSettled(action) {
    this.#settling = setTimeout(action, SETTLED);
  }

  /**
   * Show how the start of Python goes.
   * @param {import("../python/client.js").State} state
   * @param {number | import("../python/client.js").Failure} [detail]
   * @param {unknown} [reason] what went wrong
   */
  showState(state, detail, reason) {
    showProgress(this, state, detail);
    if (state === "failed") {
      clearTimeout(this.#settling);
      if (this.dataset.state !== "failed") this.#explain(String(reason));
    }
    if (state === "ready" && this.#waiting) this.dataset.state = "calculating";
    else this.dataset.state = state === "starting" ? "loading" : state;
  }

  /** Say why the calculator cannot start, and offer what helps: another try, or the newer version of this page. */
  async #explain(reason) {
    this.#offer("");
    this.#offer(await findCause(reason));
  }

  /** @param {string} cause "" while it is not known */
  #offer(cause) {
    this.getPart("cause").replaceChildren(...(cause ? [this.sentence(cause)] : []));
    this.getPart("retry").hidden = cause === "outdated";
    this.getPart("reload").hidden = cause !== "outdated";
    this.getPart("reload").onclick = () => location.reload();
  }

  /**
   * Return a copy of one of the element's sentences, with its slots filled.
   * @param {string} name
   * @param {Record<string, string | number>} [texts]
   */
  sentence(name, texts) {
    return copySentence(this.getPart("sentences", HTMLTemplateElement), `[data-sentence="${name}"]`, texts);
  }

  /**
   * Put a sentence into a part that screen readers announce.
   * @param {string} part
   * @param {string} name
   * @param {Record<string, string | number>} [texts]
   */
  say(part, name, texts) {
    this.getPart(part).replaceChildren(this.sentence(name, texts));
  }

  /**
   * @template {HTMLElement} [Kind=HTMLElement]
   * @param {string} name
   * @param {new () => Kind} [kind]
   * @returns {Kind}
   */
  getPart(name, kind) {
    return partOf(this, name, kind);
  }
}
