/**
 * A form that finds sections of the site by words, and lists them. Nothing that is typed leaves the browser.
 */

import { formsOf, SearchIndex, wordsOf } from "../page/search-index.js";
import { find, findAll, partOf } from "../page/templates.js";

const MOST = 10;
const SENTENCES = 3;
const SENTENCE_END = /(?<=[.?!])\s+|\n/;

export class SiteSearch extends HTMLElement {
  /** @type {Promise<SearchIndex> | null} */
  #index = null;

  connectedCallback() {
    const form = find(this, "form", HTMLFormElement);
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#search({ finished: true });
    });
    this.#input.addEventListener("focus", () => this.#load().catch(() => {}));
    this.#input.addEventListener("input", () => {
      this.#search({ finished: false });
      this.#writeAddress();
    });
    window.addEventListener("hashchange", () => this.#readAddress());
    this.#readAddress();
  }

  get #input() {
    return find(this, "input", HTMLInputElement);
  }

  /** Search for what stands after the #, which no server sees. */
  #readAddress() {
    const question = new URLSearchParams(location.hash.slice(1)).get("q");
    if (question) {
      this.#input.value = question;
      this.#search({ finished: true });
    }
  }

  /** Keep the question in the address, so that it is still there after a reload, and when a visitor comes back. */
  #writeAddress() {
    const question = this.#input.value.trim();
    const fragment = question ? `#q=${encodeURIComponent(question)}` : "";
    history.replaceState(null, "", location.pathname + location.search + fragment);
  }

  /** Return the index; what could not be fetched is asked again the next time. */
  #load() {
    this.#index ??= fetch(new URL(this.dataset.index, document.baseURI))
      .then((response) => response.json())
      .then((sections) => new SearchIndex(sections))
      .catch((error) => {
        this.#index = null;
        throw error;
      });
    return this.#index;
  }

  /** Show what is found. The last word of an unfinished question may be the start of one. */
  async #search({ finished }) {
    const index = await this.#load().catch(() => null);
    const question = this.#input.value.trim();
    if (!question) return this.#show([], null);
    if (!index) return this.#show([], "broken");
    const hits = index.find(question);
    const starts = hits.length || finished ? [] : index.findStart(question);
    if (starts.length) return this.#show(starts, "start");
    this.#show(hits, hits.length > MOST ? "many" : hits.length > 1 ? "some" : hits.length ? "one" : "none");
  }

  /**
   * Show the first hits, and the sentence that says what they are.
   * @param {import("../page/search-index.js").Hit[]} hits
   * @param {string | null} sentence
   */
  #show(hits, sentence) {
    partOf(this, "status").hidden = sentence === null;
    for (const one of findAll(this, "[data-when]")) one.hidden = one.dataset.when !== sentence;
    for (const count of findAll(this, '[data-part="count"]')) count.textContent = String(hits.length);
    partOf(this, "results").replaceChildren(...hits.slice(0, MOST).map((hit) => this.#item(hit)));
  }

  /** Return a copy of the template, with the heading of a section, the title of its page and an excerpt. */
  #item({ section, forms }) {
    const copy = find(this, "template", HTMLTemplateElement).content.cloneNode(true);
    const item = find(/** @type {DocumentFragment} */ (copy), "li");
    const home = new URL(this.dataset.home, document.baseURI);
    find(item, "a", HTMLAnchorElement).href = new URL(section.address.slice(1), home).href;
    partOf(item, "heading").textContent = section.heading;
    partOf(item, "page").textContent = section.page;
    partOf(item, "page").hidden = section.page === section.heading;
    partOf(item, "excerpt").append(...marked(excerptOf(section.text, forms), forms));
    return item;
  }
}

/** Return some sentences of a text that follow each other: the first ones with most of the words. */
function excerptOf(text, forms) {
  const sentences = text.split(SENTENCE_END);
  const found = sentences.map((one) => formsOf(one).filter((form) => forms.has(form)));
  const scores = found.map((_, start) => new Set(found.slice(start, start + SENTENCES).flat()).size);
  const start = scores.indexOf(Math.max(...scores));
  return sentences.slice(start, start + SENTENCES).join(" ");
}

/** Return a text in pieces, with a mark around each of the words. */
function* marked(text, forms) {
  let end = 0;
  for (const { word, start, form } of wordsOf(text)) {
    if (!forms.has(form)) continue;
    const mark = document.createElement("mark");
    mark.textContent = word;
    yield text.slice(end, start);
    yield mark;
    end = start + word.length;
  }
  yield text.slice(end);
}

customElements.define("site-search", SiteSearch);
