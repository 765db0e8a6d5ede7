// Shows what the editor saved: the development server puts this script on each page, the built site has none of it.

const SCROLL = "kmo-scroll";
const loaded = new URL(import.meta.url).searchParams;
const events = new EventSource("/__kmo/events");
let seen = Number(loaded.get("generation"));

restoreScroll();
events.addEventListener("message", ({ data }) => show(JSON.parse(data)));

/** @param {{run: string, generation: number, changed: string[], title: string, diagnostics: string[]}} news */
function show(news) {
  if (news.diagnostics.length) {
    overlay(news);
    return;
  }
  document.querySelector(".kmo-fouten")?.remove();
  const missed = news.run !== loaded.get("run") || news.generation > seen + 1;
  const mine = news.changed.includes(location.pathname) || document.documentElement.hasAttribute("data-kmo-leeg");
  if (missed || (news.generation > seen && mine)) reload();
  seen = news.generation;
}

/** Show what is wrong over the page, which stays as it was. */
function overlay({ title, diagnostics }) {
  const box = document.querySelector(".kmo-fouten") ?? document.body.appendChild(document.createElement("section"));
  box.className = "kmo-fouten";
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

/** Scroll to where the reader was, once; the browser's own way loses the place when the page grows. */
function restoreScroll() {
  const kept = JSON.parse(sessionStorage.getItem(SCROLL) ?? "null");
  sessionStorage.removeItem(SCROLL);
  history.scrollRestoration = "auto";
  if (kept?.page === location.pathname) scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
}
