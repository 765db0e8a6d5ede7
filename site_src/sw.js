/**
 * Keeps the site for when there is no network, from the first visit to a calculator page on.
 *
 * The build puts three constants before this text: VERSION, PAGES (addresses of pages) and FILES
 * (addresses whose content never changes), all relative to this file, with the hash of what each must hold: nothing
 * else is kept. Files come from the cache, for their address says what they hold. Pages come from the network and,
 * without one, from the cache of this version, which only an installation fills: so old and new are never mixed. A new
 * version waits until the pages of the old one are closed. Names of caches are those of the whole origin, on which
 * other sites may stand: ours hold the path of this one.
 */

const OWN = `kmo-portefeuille ${new URL("./", self.location.href).pathname} `;
const FILE_CACHE = `${OWN}files`;
const PAGE_CACHE = `${OWN}pages ${VERSION}`;
const files = absolute(FILES);
const pages = absolute(PAGES);

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOlder()));
self.addEventListener("fetch", (event) => {
  const address = event.request.url.split("#")[0];
  if (event.request.cache === "reload") return; /* whoever asks so knows that what is kept is of no use */
  if (files.has(address)) event.respondWith(keptFile(address, event.request));
  else if (event.request.mode === "navigate") event.respondWith(freshPage(address, event.request));
});

/** Return the hashes by their absolute addresses. */
function absolute(hashes) {
  return new Map(Object.entries(hashes).map(([address, hash]) => [new URL(address, self.location.href).href, hash]));
}

/** Keep every file and page of this version; all of them, or the version is not installed. */
async function keepAll() {
  const fileCache = await caches.open(FILE_CACHE);
  const pageCache = await caches.open(PAGE_CACHE);
  const keep = async (cache, address, hash, how) => cache.put(address, await fetchVerified(address, hash, how));
  await Promise.all(
    [...files].map(async ([address, hash]) => {
      if (!(await fileCache.match(address))) await keep(fileCache, address, hash, "default");
    }),
  );
  await Promise.all([...pages].map(([address, hash]) => keep(pageCache, address, hash, "no-cache")));
}

/** Return what has this hash, past the browser's own cache if that holds something else. Throw if the server does too. */
async function fetchVerified(address, integrity, cache) {
  return fetch(address, { integrity, cache }).catch(() => fetch(address, { integrity, cache: "reload" }));
}

/** Forget what only older versions need. */
async function forgetOlder() {
  for (const name of await caches.keys()) {
    if (name.startsWith(OWN) && name !== FILE_CACHE && name !== PAGE_CACHE) await caches.delete(name);
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
