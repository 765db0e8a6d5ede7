/**
 * Shows what a page has to say from a day on: that it was checked too long ago, or that other rules have begun. A site that
 * nobody built again says so by itself.
 */

import { today } from "./dates.js";

/** @type {NodeListOf<HTMLElement>} */
const notices = document.querySelectorAll("[data-shown-from]");

for (const notice of notices) {
  if (today() >= notice.dataset.shownFrom) notice.hidden = false;
}
