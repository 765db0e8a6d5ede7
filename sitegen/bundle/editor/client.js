/**
 * Starts the editor at /beheer/, and gives it the field of a page's text: the text as it stands in its file, with lists of
 * what can be inserted at the cursor. An editor that shows text laid out would write the whole page anew.
 */

import CMS from "@sveltia/cms";
import { courses, page } from "./formats.js";

/** @typedef {{ label: string, options: { label: string, text: string }[] }} Insertions */

const { createClass, h } = /** @type {any} */ (window);
const answer = await fetch("beheer.json");
const { config, insertions } = /** @type {{ config: any, insertions: Insertions[] }} */ (await answer.json());

const PageText = createClass({
  /** Show a text that was changed elsewhere, as when changes are taken back; never while someone types. */
  componentDidUpdate() {
    if (this.area !== document.activeElement) this.area.value = this.props.value ?? "";
  },

  /** Put what was chosen in a list where the cursor is. */
  insert({ target }) {
    this.area.setRangeText(target.value, this.area.selectionStart, this.area.selectionEnd, "end");
    target.selectedIndex = 0;
    this.area.focus();
    this.change();
  },

  change() {
    this.props.onChange(this.area.value);
  },

  keepArea(area) {
    this.area = area;
  },

  list({ label, options }) {
    const entries = options.map(({ label, text }) => h("option", { key: label, value: text }, label));
    return h("select", { key: label, "aria-label": label, onChange: this.insert }, h("option", {}, label), entries);
  },

  render() {
    const { value, forID, classNameWrapper } = this.props;
    return h(
      "div",
      { className: "page-text" },
      h("p", {}, "Voeg in: ", insertions.map(this.list)),
      h("textarea", {
        id: forID,
        className: classNameWrapper,
        "aria-label": "tekst",
        ref: this.keepArea,
        defaultValue: value ?? "",
        onChange: this.change,
      }),
    );
  },
});

CMS.registerFieldType("paginatekst", PageText);
CMS.registerCustomFormat("pagina-frontmatter", "md", page);
CMS.registerCustomFormat("opleidingen", "toml", courses);
CMS.init({ config });
