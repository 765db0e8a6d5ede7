/**
 * The page's side of the worker: starts it, reports its state, turns calls into promises, and starts it once more by
 * itself when it fails.
 */

import { makeWorker, takeEarlyWorker } from "./start-worker.js";

const SILENCE = 20_000; /* milliseconds without a message after which the worker has failed */

/** @typedef {"loading" | "starting" | "ready" | "failed"} State */

export class CalculatorClient {
  /** @type {Worker | null} */
  #worker = null;
  #deadline = 0;
  /** @type {Map<number, {name: string, text: string, resolve: (text: string) => void, reject: (error: Error) => void}>} */
  #calls = new Map();
  #lastCall = 0;
  #secondTry = false;
  #failedOnce = false;
  #onstate;

  /**
   * @param {(state: State, detail?: number | string) => void} onstate called with each state; the detail is the number of
   *   bytes loaded, or why it failed
   */
  constructor(onstate) {
    this.#onstate = onstate;
  }

  /** Start the worker, unless it is running. */
  start() {
    if (this.#worker) return;
    this.#onstate("loading", 0);
    try {
      this.#worker = takeEarlyWorker() ?? makeWorker(this.#failedOnce ? "full-runtime" : "");
    } catch (error) {
      this.#fail(String(error));
      return;
    }
    this.#worker.onmessage = ({ data }) => this.#receive(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(event.message || "worker");
    };
    this.#worker.postMessage({ hello: true });
    for (const [id, { name, text }] of this.#calls) this.#worker.postMessage({ id, name, text });
    this.#expectMessage();
  }

  /**
   * Call a function of the calculator, as soon as the worker is ready.
   * @param {string} name
   * @param {string} text
   * @returns {Promise<string>}
   */
  call(name, text) {
    const id = ++this.#lastCall;
    const answer = new Promise((resolve, reject) => this.#calls.set(id, { name, text, resolve, reject }));
    if (this.#worker) {
      this.#worker.postMessage({ id, name, text });
      this.#expectMessage();
    } else {
      this.start();
    }
    return answer;
  }

  #receive({ failed, loaded, state, id, text }) {
    if (failed) {
      this.#fail(failed);
      return;
    }
    if (loaded !== undefined) this.#onstate("loading", loaded);
    if (state) this.#onstate(state);
    if (id) {
      this.#secondTry = false;
      this.#calls.get(id).resolve(text);
      this.#calls.delete(id);
    }
    if (state === "ready" || id) this.#rest();
    else this.#expectMessage();
  }

  /** Stop expecting a message, unless calls are open. */
  #rest() {
    clearTimeout(this.#deadline);
    if (this.#calls.size) this.#expectMessage();
  }

  #expectMessage() {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#fail("silence"), SILENCE);
  }

  /** Start once more, with the same calls; the second time, reject them. */
  #fail(reason) {
    clearTimeout(this.#deadline);
    this.#worker?.terminate();
    this.#worker = null;
    this.#failedOnce = true;
    if (!this.#secondTry) {
      this.#secondTry = true;
      this.start();
      return;
    }
    this.#secondTry = false;
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    this.#onstate("failed", reason);
    for (const { reject } of calls) reject(new Error(reason));
  }
}
