/**
 * How the editor reads and writes a page, and the list of courses.
 *
 * What was not changed in a page stays as it was typed, so that a changed sentence is a change of one line. The list is
 * written anew, without its comments.
 */

import { parse, stringify, TomlDate } from "smol-toml";
import { Document, parseDocument } from "yaml";

const FRONT_MATTER = /^---[ \t]*\r?\n(.*?\n)---[ \t]*(?:\r?\n|$)(.*)$/s;
const STYLE = { lineWidth: 0, singleQuote: true, flowCollectionPadding: false };
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The front matter of each page that was read, by its title: no two pages have the same. */
const read = new Map();

export const page = {
  fromFile(text) {
    const [, block, body] = text.match(FRONT_MATTER);
    const document = parseDocument(block);
    read.set(document.get("titel"), document);
    return { ...document.toJS(), body };
  },

  toFile({ body = "", ...values }) {
    const document = read.get(values.titel)?.clone() ?? new Document({});
    const before = document.toJS();
    for (const key of Object.keys(before)) if (!(key in values)) document.delete(key);
    for (const [key, value] of Object.entries(values)) {
      if (JSON.stringify(value) !== JSON.stringify(before[key])) {
        document.set(key, document.createNode(value, { flow: true }));
      }
    }
    return `---\n${document.toString(STYLE)}---\n${body}`;
  },
};

export const courses = {
  fromFile(text) {
    return JSON.parse(JSON.stringify(parse(text)));
  },

  toFile(values) {
    const asDays = (_, value) => (DAY.test(value) ? new TomlDate(value) : value);
    return stringify(JSON.parse(JSON.stringify(values), asDays));
  },
};
