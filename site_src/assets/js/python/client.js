/**
 * The page's side of the worker: starts it, reports its state, turns calls into promises, and starts another one when it
 * fails.
 *
 * The quick Python of the snapshot answers. A call at which it stopped, for a function was left out, is made once more, of
 * the full runtime; where the quick one cannot start at all, the full one answers everything.
 */

import { makeWorker, renewWorker, takeEarlyWorker } from "./start-worker.js";

const SILENCE = 20_000; /* milliseconds without a message after which something is wrong */
const FULL = "full-runtime";

/** @typedef {"loading" | "starting" | "ready" | "failed"} State */

/**
 * @typedef {"start" | "line" | "question"} Failure Python does not start, nothing comes of it any more, or only this call
 *   needs more than could be had
 */

/** @typedef {{name: string, text: string, resolve: (text: string) => void, reject: (error: Error) => void}} Call */

export class CalculatorClient {
  /** @type {Worker | null} */
  #worker = null;
  #attempt = 0;
  /** @type {Failure | null} */
  #firstFailure = null;
  #heard = false; /* whether this worker said anything */
  /** @type {Promise<void> | null} */
  #renewal = null; /* of its script, while that is being fetched past the caches */
  #renewed = false; /* whether it was, since the last worker was ready */
  #answered = false;
  #loading = false;
  #silent = false;
  #deadline = 0;
  /** @type {Map<number, Call>} */
  #calls = new Map();
  #lastCall = 0;
  /** @type {CalculatorClient | null} */
  #full = null;
  /** @type {Map<number, Call>} */
  #passedOn = new Map();
  #onstate;
  #runtimes;

  /**
   * @param {(state: State, detail?: number | Failure, reason?: unknown) => void} onstate called with each state; the detail
   *   is the share that is loaded, or how it failed, and then the reason is what went wrong
   * @param {string[]} [runtimes] the names of the workers to try, one after another
   */
  constructor(onstate, runtimes = ["", FULL]) {
    this.#onstate = onstate;
    this.#runtimes = runtimes;
  }

  /** Start the worker, unless it is running. */
  start() {
    if (this.#worker || this.#renewal) return;
    this.#heard = false;
    this.#answered = false;
    this.#loading = true;
    this.#onstate("loading", 0);
    const runtime = this.#runtimes[this.#attempt];
    try {
      this.#worker = (runtime ? null : takeEarlyWorker()) ?? makeWorker(runtime);
    } catch (error) {
      this.#fail("start", error);
      return;
    }
    this.#worker.onmessage = ({ data }) => this.#receive(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail("start", event.message);
    };
    this.#worker.postMessage({ hello: true });
    for (const [id, { name, text }] of this.#calls) this.#worker.postMessage({ id, name, text });
    this.#expectMessage();
  }

  /** Stop what nothing comes of any more, so that the next call starts it anew; the browser keeps the files that came. */
  retry() {
    const mute = !this.#heard && (this.#worker ?? this.#renewal);
    if (this.#silent || mute) this.#stop();
    if (mute) {
      this.#attempt = 0;
      this.#renew(() => this.start());
    }
    this.#full?.retry();
  }

  /**
   * Call a function of the calculator, as soon as the worker is ready.
   * @param {string} name
   * @param {string} text
   * @returns {Promise<string>} fails with a `Failure` as its message
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

  #receive({ failed, line, loaded, state, id, text, stopped }) {
    this.#heard = true;
    this.#silent = false;
    if (failed) {
      this.#fail(line ? "line" : "start", failed);
      return;
    }
    if (loaded !== undefined) this.#onstate("loading", loaded);
    if (state) {
      this.#loading = false;
      if (state === "ready") this.#forgetFailures();
      this.#onstate(state);
    }
    if (id) {
      const call = this.#calls.get(id);
      this.#calls.delete(id);
      this.#answered = true;
      if (stopped) this.#passOn(id, call);
      else call.resolve(text);
    }
    if (state === "ready" || id) this.#rest();
    else this.#expectMessage();
  }

  /** Have the full runtime make a call; how its start goes is reported as long as nobody called anything else. */
  #passOn(id, call) {
    this.#passedOn.set(id, call);
    this.#full ??= new CalculatorClient(
      (state, detail) => {
        if (state === "failed") this.#rejectPassedOn();
        else if (this.#passedOn.has(this.#lastCall)) this.#onstate(state, detail);
      },
      [FULL],
    );
    const settle = (text) => {
      this.#passedOn.delete(id);
      call.resolve(text);
    };
    this.#full.call(call.name, call.text).then(settle, () => {});
  }

  /** Reject the calls that the full runtime did not make; any other can be made. */
  #rejectPassedOn() {
    if (this.#passedOn.has(this.#lastCall)) this.#onstate("ready");
    for (const { reject } of this.#passedOn.values()) reject(new Error("question"));
    this.#passedOn.clear();
  }

  /** Stop expecting a message, unless calls are open. */
  #rest() {
    clearTimeout(this.#deadline);
    if (this.#calls.size) this.#expectMessage();
  }

  #expectMessage() {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#noticeSilence(), SILENCE);
  }

  /** Say that nothing comes, but let what is on its way come: the worker goes on by itself. */
  #noticeSilence() {
    this.#silent = true;
    if (this.#loading) this.#onstate("failed", "line", "silence");
    else this.#fail("start", "silence");
  }

  #stop() {
    clearTimeout(this.#deadline);
    this.#worker?.terminate();
    this.#worker = null;
    this.#silent = false;
  }

  /**
   * Start anew, with the same calls: a worker that never said anything by another copy of its script, once.
   * @param {Failure} failure
   * @param {unknown} cause
   */
  #fail(failure, cause) {
    this.#stop();
    if (this.#heard || this.#renewed) this.#goOn(failure, cause);
    else this.#renew(() => this.#goOn(failure, cause));
  }

  /**
   * Start with another copy of the script of a worker that said nothing: the one that the browser keeps may be something
   * else. A later renewal takes the place of this one.
   * @param {() => void} otherwise called when no right copy can be had
   */
  async #renew(otherwise) {
    const renewal = renewWorker();
    this.#renewal = renewal;
    this.#renewed = true;
    this.#expectMessage();
    const next = await renewal.then(
      () => () => this.start(),
      () => otherwise,
    );
    if (this.#renewal !== renewal) return;
    this.#renewal = null;
    next();
  }

  /** Take the next attempt; after the last one, reject the calls. */
  #goOn(failure, cause) {
    this.#attempt = this.#answered ? 0 : this.#attempt + 1;
    this.#firstFailure ??= failure;
    if (this.#attempt < this.#runtimes.length) this.start();
    else this.#giveUp(this.#firstFailure, cause);
  }

  #forgetFailures() {
    this.#firstFailure = null;
    this.#renewed = false;
  }

  #giveUp(failure, cause) {
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    clearTimeout(this.#deadline);
    this.#attempt = 0;
    this.#forgetFailures();
    this.#onstate("failed", failure, cause);
    for (const { reject } of calls) reject(new Error(failure, { cause }));
  }
}
