/**
 * How the visitor came to this page.
 */

/** Have the page begin with its answer, and keep its questions for a tap, if the visitor opened somebody's link. */
export function beginWithAnswer() {
  const leadsToQuestions = new URLSearchParams(location.search).has("nakijken");
  document.documentElement.toggleAttribute("data-shared", !leadsToQuestions && comesFromElsewhere());
}

/** Return whether the visitor neither loads this page anew nor comes from another page of this site. */
export function comesFromElsewhere() {
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  return visit?.type === "navigate" && !document.referrer.startsWith(`${location.origin}/`);
}
