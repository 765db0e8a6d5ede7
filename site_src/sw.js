/**
 * Keeps the site for when there is no network, from the first visit to a calculator page on.
 *
 * The build puts three constants before this text: VERSION, PAGES (addresses of pages) and FILES
 * (addresses whose content never changes), all relative to this file. Files come from the cache, for their
 * address says what they hold. Pages come from the network and, without one, from the cache of this
 * version, which only an installation fills: so old and new are never mixed. A new version waits until
 * the pages of the old one are closed.
 */

const FILE_CACHE = "files";
const PAGE_CACHE = `pages ${VERSION}`;
const absolute = (address) => new URL(address, self.location).href;
const files = new Set(FILES.map(absolute));
const pages = new Set(PAGES.map(absolute));

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOlder()));
self.addEventListener("fetch", (event) => {
  const address = event.request.url.split("#")[0];
  if (event.request.method !== "GET") return;
  if (files.has(address)) event.respondWith(keptFile(address, event.request));
  else if (event.request.mode === "navigate") event.respondWith(freshPage(address, event.request));
});

/** Keep every file and page of this version; all of them, or the version is not installed. */
async function keepAll() {
  const fileCache = await caches.open(FILE_CACHE);
  const pageCache = await caches.open(PAGE_CACHE);
  await Promise.all([...files].map(async (address) => (await fileCache.match(address)) ?? fileCache.add(address)));
  await Promise.all([...pages].map((address) => pageCache.add(new Request(address, { cache: "no-cache" }))));
}

/** Forget what only older versions need. */
async function forgetOlder() {
  for (const name of await caches.keys()) {
    if (name.startsWith("pages ") && name !== PAGE_CACHE) await caches.delete(name);
  }
  const fileCache = await caches.open(FILE_CACHE);
  for (const request of await fileCache.keys()) {
    if (!files.has(request.url)) await fileCache.delete(request);
  }
}

/** Return a file from the cache, or from the network if the browser has thrown it away. */
async function keptFile(address, request) {
  return (await caches.match(address, { cacheName: FILE_CACHE })) ?? fetch(request);
}

/** Return a page from the network; without one, the kept copy, marked so that it says what it is. */
async function freshPage(address, request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(address, { cacheName: PAGE_CACHE, ignoreSearch: true });
    if (!kept) throw error;
    const headers = new Headers(kept.headers);
    headers.delete("content-encoding");
    headers.delete("content-length");
    const text = (await kept.text()).replace("<html", "<html data-offline");
    return new Response(text, { headers });
  }
}
