/**
 * The page's side of the worker: starts it, counts its states, and turns calls into promises.
 */

const SILENCE = 30_000; /* milliseconds without a sign of life after which a start has failed */

/**
 * The addresses that an element's data attributes name, made absolute: a worker has another base.
 * @param {HTMLElement} element
 */
export function placesOf({ dataset: { runtime, library, calculator } }) {
  const absolute = (place) => new URL(place, document.baseURI).href;
  return { runtime: absolute(runtime), library: absolute(library), calculator: absolute(calculator) };
}

/**
 * States, told to `onstate(state, detail)`: "loading" (detail: bytes loaded), "starting", "ready",
 * "failed" (detail: reason).
 */
export class CalculatorClient {
  #worker = null;
  #deadline = 0;
  #calls = new Map();
  #lastCall = 0;
  #onstate;
  #places;

  /**
   * @param {{runtime: string, library: string, calculator: string}} places addresses, absolute
   * @param {(state: string, detail?: number | string) => void} onstate
   */
  constructor(places, onstate) {
    this.#places = places;
    this.#onstate = onstate;
  }

  /** Start the worker, unless it runs. */
  start() {
    if (this.#worker) return;
    this.#onstate("loading", 0);
    this.#worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    this.#worker.onmessage = ({ data }) => this.#receive(data);
    this.#worker.onerror = (event) => this.#fail(event.message || "worker");
    this.#worker.postMessage({ start: this.#places });
    this.#expectLife();
  }

  /**
   * Call a function of the calculator; waits for the start if need be.
   * @param {string} door
   * @param {string} text
   * @returns {Promise<string>}
   */
  call(door, text) {
    this.start();
    return new Promise((resolve, reject) => {
      const id = ++this.#lastCall;
      this.#calls.set(id, { resolve, reject });
      this.#worker.postMessage({ id, door, text });
    });
  }

  #receive(data) {
    if (data.failed) {
      this.#fail(data.failed);
    } else if (data.progress) {
      this.#expectLife();
      this.#onstate("loading", data.progress.loaded);
    } else if (data.state) {
      this.#expectLife();
      if (data.state === "ready") clearTimeout(this.#deadline);
      this.#onstate(data.state);
    } else {
      this.#calls.get(data.id).resolve(data.text);
      this.#calls.delete(data.id);
    }
  }

  #expectLife() {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#fail("silence"), SILENCE);
  }

  #fail(reason) {
    clearTimeout(this.#deadline);
    this.#worker?.terminate();
    this.#worker = null;
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    this.#onstate("failed", reason);
    for (const { reject } of calls) reject(new Error(reason));
  }
}
