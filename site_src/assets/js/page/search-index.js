/**
 * Finds the sections of the site that have the words of a question, or a synonym that leads to them.
 *
 * Words are compared in one form: small letters, no accents, no ending. A word never matches a part of another.
 */

import { stemmer } from "@orama/stemmers/dutch";
import { stopwords } from "@orama/stopwords/dutch";
import MiniSearch from "minisearch";

const WORD = /[\p{L}\p{N}]+(?:[.'’][\p{L}\p{N}]+)*/gu;
const LONGEST_PHRASE = 4;
const SHORTEST_START = 3;
const BOOST = { heading: 3, synonyms: 6, page: 1 };
const LENGTH_MATTERS = { k: 1.2, b: 0.5, d: 0.5 }; /* half as much as usual: our sections are all short */
const OF_THE_SITE_ITSELF = 0.1;

/**
 * @typedef {{ address: string, page: string, heading: string, text: string, synonyms: Record<string, string>,
 *   last: boolean }} Section
 * @typedef {{ section: Section, forms: Set<string> }} Hit a section, and the forms of the words that led to it
 */

/**
 * Return the words of a text, where each starts, and its form.
 * @param {string} text
 */
export function wordsOf(text) {
  return [...text.matchAll(WORD)].map(({ 0: word, index }) => ({ word, start: index, form: formOf(word) }));
}

/** Return a word in small letters, without accents, apostrophes and points. */
function plainOf(word) {
  return word
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}|['’]s$|[.'’]/gu, "");
}

/** The form of each plain word that was read: most words of the site occur many times. */
const FORMS = new Map();

/** Return a word in the form in which words are compared. */
function formOf(word) {
  const plain = plainOf(word);
  if (!FORMS.has(plain)) FORMS.set(plain, stem(plain));
  return FORMS.get(plain);
}

/** Return a word without its ending; of the library's stemmer are left "bedrijv", "reiz", "cursuss" and "themas". */
function stem(plain) {
  return stemmer(plain)
    .replace(/v$/, "f")
    .replace(/z$/, "s")
    .replace(/([^aeiou\d])\1$/, "$1")
    .replace(/(?<=...[aeiou])s$/, "");
}

/** Return the forms of the words of a text. */
export const formsOf = (text) => wordsOf(text).map(({ form }) => form);

const phraseOf = (text) => formsOf(text).join(" ");
const STOP_FORMS = new Set(stopwords.map(formOf));
const withoutStops = (forms) => forms.filter((form) => !STOP_FORMS.has(form));

export class SearchIndex {
  /** The words of the site in small letters, each with its form. @type {Map<string, string>} */
  #vocabulary = new Map();
  /** The synonyms, each with the forms of what it means. @type {Map<string, string[]>} */
  #meanings = new Map();
  /** @type {Map<string, Section>} */
  #sections;
  #engine;

  /** @param {Section[]} sections */
  constructor(sections) {
    this.#sections = new Map(sections.map((section) => [section.address, section]));
    this.#engine = new MiniSearch({
      idField: "address",
      fields: ["heading", "text", "synonyms", "page"],
      extractField: (section, field) =>
        field === "synonyms" ? Object.keys(section.synonyms).join("\n") : section[field],
      tokenize: (text, field) => (field === "synonyms" ? text.split("\n").map(phraseOf) : this.#read(text)),
      processTerm: (form) => form,
      searchOptions: {
        boost: BOOST,
        bm25: LENGTH_MATTERS,
        filter: ({ match }) =>
          Object.values(match)
            .flat()
            .some((field) => field !== "page"),
        boostDocument: (address) => (this.#sections.get(address).last ? OF_THE_SITE_ITSELF : 1),
      },
    });
    this.#engine.addAll(sections);
    for (const { synonyms } of sections)
      for (const [words, meaning] of Object.entries(synonyms))
        this.#meanings.set(phraseOf(words), withoutStops(formsOf(meaning)));
  }

  /** Return the forms of a text's words, and add the words to the vocabulary. */
  #read(text) {
    const words = wordsOf(text);
    for (const { word, form } of words) this.#vocabulary.set(plainOf(word), form);
    return withoutStops(words.map(({ form }) => form));
  }

  /**
   * Return the sections with one or more of the words of a question, the best first.
   * @param {string} question
   * @returns {Hit[]}
   */
  find(question) {
    const forms = formsOf(question);
    return this.#search([...withoutStops(forms), ...this.#synonymsIn(forms)]);
  }

  /**
   * Return the sections with a word that starts as the last one of an unfinished question does, the best first.
   * @param {string} question
   * @returns {Hit[]}
   */
  findStart(question) {
    const start = plainOf(wordsOf(question).at(-1)?.word ?? "");
    if (start.length < SHORTEST_START) return [];
    return this.#search([...this.#vocabulary].filter(([word]) => word.startsWith(start)).map(([, form]) => form));
  }

  /** Return the synonyms, of one word or more, that stand in a question. */
  #synonymsIn(forms) {
    const lengths = Array.from({ length: LONGEST_PHRASE }, (_, number) => number + 1);
    const phrases = forms.flatMap((_, start) => lengths.map((length) => forms.slice(start, start + length).join(" ")));
    return phrases.filter((phrase) => this.#meanings.has(phrase));
  }

  /** @returns {Hit[]} */
  #search(terms) {
    const found = this.#engine.search(terms.join(" "), { tokenize: () => [...new Set(terms)] });
    return found.map(({ id, match }) => ({ section: this.#sections.get(id), forms: this.#formsIn(match) }));
  }

  /** Return the forms that matched; for a synonym also those of what it means. */
  #formsIn(match) {
    return new Set(
      Object.entries(match).flatMap(([term, fields]) =>
        fields.includes("synonyms") ? [term, ...this.#meanings.get(term)] : [term],
      ),
    );
  }
}
