/**
 * How the editor reads and writes a page, and the list of courses.
 *
 * What was not changed in a page stays as it was typed, so that a changed sentence is a change of one line. The list is
 * written anew, without its comments.
 */

import { parse, stringify, TomlDate } from "smol-toml";
import { Document, parseDocument } from "yaml";

const FRONT_MATTER = /^---[ \t]*\n(.*?\n)---[ \t]*(?:\n|$)(.*)$/s;
const STYLE = { lineWidth: 0, singleQuote: true, flowCollectionPadding: false };
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What of a page tells which it was: of no two pages is one of these the same. */
const TELLING = ["titel", "omschrijving", "body"];

/** Each page that was read: its front matter, its values and how its lines end. */
const read = [];

export const page = {
  fromFile(text) {
    const plain = text.replace(/^\ufeff/, "").replaceAll("\r\n", "\n");
    const [, block = "", body = plain] = plain.match(FRONT_MATTER) ?? [];
    const document = parseDocument(block);
    const values = { ...document.toJS(), body };
    read.unshift({ document, values, end: text.includes("\r\n") ? "\r\n" : "\n" });
    return values;
  },

  toFile({ body = "", ...values }) {
    const before = findRead({ ...values, body });
    const text = write(before?.document.clone() ?? new Document({}), values, body);
    return text.replaceAll("\n", before?.end ?? "\n");
  },
};

/** Return the page as it was read, whatever was changed in it; nothing for a new one. */
function findRead(values) {
  for (const name of TELLING) {
    const found = values[name] && read.find((page) => page.values[name] === values[name]);
    if (found) return found;
  }
}

function write(document, values, body) {
  const before = document.toJS() ?? {};
  for (const key of Object.keys(before)) if (!(key in values)) document.delete(key);
  for (const [key, value] of Object.entries(values)) {
    if (JSON.stringify(value) !== JSON.stringify(before[key])) {
      document.set(key, document.createNode(value, { flow: true }));
    }
  }
  return `---\n${document.toString(STYLE)}---\n${body}`;
}

export const courses = {
  fromFile(text) {
    return JSON.parse(JSON.stringify(parse(text)));
  },

  toFile(values) {
    const asDays = (_, value) => (DAY.test(value) ? new TomlDate(value) : value);
    return stringify(JSON.parse(JSON.stringify(values), asDays));
  },
};
