// Reloads the page after a save and shows mistakes over it. Only the preview server adds this script to pages.

const SCROLL = "kmo-scroll";
const loaded = new URL(import.meta.url).searchParams;
const events = new EventSource("/__kmo/events");
let shown = Number(loaded.get("generation"));

restoreScroll();
events.addEventListener("message", ({ data }) => show(JSON.parse(data)));

/** @param {{run: string, generation: number, changed: string[], title: string, diagnostics: string[]}} status */
function show(status) {
  if (status.diagnostics.length) {
    overlay(status);
    return;
  }
  document.querySelector(".kmo-mistakes")?.remove();
  const missed = status.run !== loaded.get("run") || status.generation > shown + 1;
  const changed = status.changed.includes(location.pathname) || document.documentElement.hasAttribute("data-kmo-empty");
  if (missed || (status.generation > shown && changed)) reload();
  shown = status.generation;
}

/** Show the mistakes over the page, which keeps its content. */
function overlay({ title, diagnostics }) {
  const box = document.querySelector(".kmo-mistakes") ?? document.body.appendChild(document.createElement("section"));
  box.className = "kmo-mistakes";
  box.setAttribute("role", "alert");
  const heading = document.createElement("h2");
  heading.textContent = title;
  const list = document.createElement("ul");
  for (const diagnostic of diagnostics) list.appendChild(document.createElement("li")).textContent = diagnostic;
  box.replaceChildren(heading, list);
  if (!document.querySelector("link[data-kmo]")) {
    const style = document.head.appendChild(document.createElement("link"));
    style.rel = "stylesheet";
    style.href = "/__kmo/live.css";
    style.dataset.kmo = "";
  }
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
