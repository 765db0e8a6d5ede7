/**
 * Finds pages by words: shows the form, asks Pagefind and lists what it finds. Nothing leaves the browser.
 */

const MOST = 10;
const DELAY_MS = 120;
const SEPARATOR = /<\/?mark>/;

export class SiteSearch extends HTMLElement {
  #pagefind;
  #form;
  #input;
  #status;
  #results;

  connectedCallback() {
    this.#form = this.querySelector("form");
    this.#input = this.querySelector("input");
    this.#status = this.querySelector('[data-part="status"]');
    this.#results = this.querySelector('[data-part="results"]');
    this.#form.hidden = false;
    this.#input.addEventListener("focus", () => this.#engine(), { once: true });
    this.#input.addEventListener("input", () => this.#search());
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      history.replaceState(
        null,
        "",
        this.#input.value ? `#q=${encodeURIComponent(this.#input.value)}` : location.pathname,
      );
      this.#search();
    });
    window.addEventListener("hashchange", () => this.#readAddress());
    this.#readAddress();
  }

  /** What is sought stands after the #, which no server sees. */
  #readAddress() {
    const sought = new URLSearchParams(location.hash.slice(1)).get("q");
    if (sought) {
      this.#input.value = sought;
      this.#search();
    }
  }

  async #engine() {
    this.#pagefind ??= this.#load();
    return this.#pagefind;
  }

  /** Pagefind's own worker would need an address that our policy does not know; the index is small enough without. */
  async #load() {
    const engine = await import(new URL(this.dataset.index, document.baseURI).href);
    await engine.options({ noWorker: true });
    return engine;
  }

  async #search() {
    const words = this.#input.value.trim();
    if (!words) {
      this.#results.replaceChildren();
      this.#status.hidden = true;
      return;
    }
    try {
      const found = await (await this.#engine()).debouncedSearch(words, {}, DELAY_MS);
      if (found === null) return; // a later search took its place
      const pages = await Promise.all(found.results.slice(0, MOST).map((result) => result.data()));
      if (words === this.#input.value.trim()) this.#show(pages, found.results.length);
    } catch {
      this.#say("broken");
    }
  }

  #show(pages, count) {
    this.querySelector('[data-part="count"]').textContent = String(count);
    this.#say(count === 0 ? "none" : count === 1 ? "one" : "some");
    this.#results.replaceChildren(...pages.map((page) => this.#item(page)));
  }

  /** @returns {HTMLLIElement} a page with the part that fits best, and where the words stand in it */
  #item(page) {
    const words = this.#input.value.toLowerCase().split(/\s+/);
    const score = ({ title, excerpt }) =>
      excerpt.split("<mark>").length + words.filter((word) => title.toLowerCase().includes(word)).length;
    const best = page.sub_results.reduce((one, other) => (score(other) > score(one) ? other : one));
    const home = new URL(this.dataset.home, document.baseURI);
    const item = document.createElement("li");
    const link = item.appendChild(document.createElement("a"));
    link.href = new URL(best.url.replace(/^\//, ""), home).href;
    link.textContent = best.title === page.meta.title ? page.meta.title : `${page.meta.title}: ${best.title}`;
    const excerpt = item.appendChild(document.createElement("p"));
    for (const [number, text] of best.excerpt.split(SEPARATOR).entries()) {
      const part = number % 2 ? excerpt.appendChild(document.createElement("mark")) : excerpt;
      part.append(decode(text));
    }
    return item;
  }

  #say(what) {
    this.#status.hidden = false;
    for (const sentence of this.#status.querySelectorAll("[data-when]"))
      sentence.hidden = sentence.dataset.when !== what;
  }
}

/** Read the two characters that Pagefind writes as entities. */
function decode(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
}

customElements.define("site-search", SiteSearch);
