/**
 * Shows what a page has to say from a day on: that it was checked too long ago, or that other rules have begun. A site that
 * nobody built again says so by itself.
 */

import { today } from "./dates.js";

for (const notice of document.querySelectorAll("[data-shown-from]")) {
  if (today() >= notice.dataset.shownFrom) notice.hidden = false;
}
