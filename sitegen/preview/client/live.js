// Reloads the page after a save and shows mistakes over it. Only the preview server adds this script to pages.

const SCROLL = "kmo-scroll";
const loaded = new URL(import.meta.url).searchParams;
const events = new EventSource("/__kmo/events");
let shown = Number(loaded.get("generation"));

restoreScroll();
events.addEventListener("message", ({ data }) => show(JSON.parse(data)));

/**
 * @typedef {{text: string, code: string, warning: boolean, written: string}} Diagnostic
 * @typedef {{
 *   run: string, generation: number, changed: string[], drafts: Record<string, string>,
 *   title: string, stopped: boolean, failure: string | null, diagnostics: Diagnostic[],
 * }} Status
 */

/** @param {Status} status */
function show(status) {
  overlay(status);
  ribbon(status.drafts[location.pathname]);
  if (status.stopped) return;
  const missed = status.run !== loaded.get("run") || status.generation > shown + 1;
  const changed = status.changed.includes(location.pathname) || document.documentElement.hasAttribute("data-kmo-empty");
  if (missed || (status.generation > shown && changed)) reload();
  shown = status.generation;
}

/**
 * Show what is wrong over the page, which keeps its content; what stops nothing is folded.
 * @param {Status} status
 */
function overlay({ title, stopped, failure, diagnostics }) {
  document.querySelector(".kmo-mistakes")?.remove();
  if (!stopped && !diagnostics.length) return;
  const box = document.createElement(stopped ? "section" : "details");
  box.className = "kmo-mistakes";
  if (stopped) box.setAttribute("role", "alert");
  const heading = box.appendChild(document.createElement(stopped ? "h2" : "summary"));
  heading.textContent = stopped ? title : `${title} (${diagnostics.length})`;
  const list = box.appendChild(document.createElement("ul"));
  if (failure) list.appendChild(document.createElement("li")).textContent = failure;
  for (const { text, code, warning, written } of diagnostics) {
    const item = list.appendChild(document.createElement("li"));
    item.textContent = `${text} `;
    const help = item.appendChild(document.createElement("a"));
    help.href = `/__kmo/handboek/fouten/#${code}`;
    help.target = "_blank";
    help.textContent = "Uitleg";
    if (warning) item.className = "kmo-warning";
    if (written) item.appendChild(document.createElement("code")).textContent = written;
  }
  document.body.append(box);
  addStyle();
}

/**
 * Say of a page that visitors do not see it yet, or no longer.
 * @param {string | undefined} why
 */
function ribbon(why) {
  document.querySelector(".kmo-ribbon")?.remove();
  if (!why) return;
  const strip = document.createElement("p");
  strip.className = "kmo-ribbon";
  strip.textContent = why;
  document.body.prepend(strip);
  addStyle();
}

function addStyle() {
  if (document.querySelector("link[data-kmo]")) return;
  const style = document.head.appendChild(document.createElement("link"));
  style.rel = "stylesheet";
  style.href = "/__kmo/live.css";
  style.dataset.kmo = "";
}

function reload() {
  sessionStorage.setItem(SCROLL, JSON.stringify({ page: location.pathname, x: scrollX, y: scrollY }));
  history.scrollRestoration = "manual";
  events.close();
  location.reload();
}

/** Scroll once to where the reader was; the browser's own restoration fails when the page grows. */
function restoreScroll() {
  const saved = JSON.parse(sessionStorage.getItem(SCROLL) ?? "null");
  sessionStorage.removeItem(SCROLL);
  history.scrollRestoration = "auto";
  if (saved?.page === location.pathname) scrollTo({ left: saved.x, top: saved.y, behavior: "instant" });
}
