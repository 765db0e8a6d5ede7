/**
 * Has the browser keep the site for when there is no network, once the visitor has used the calculator.
 */

import { scriptAddress } from "../python/start-worker.js";

const ROOM = 100_000_000; /* bytes: ten times what is kept */

/**
 * Install the service worker, where the browser has them; without it everything works, online.
 * What stands in another site's page is not kept, for that page is not. Nor is anything where the visitor saves data, or
 * where the browser has little room.
 */
export async function keepForOffline() {
  if (parent !== self || !navigator.serviceWorker || navigator.connection?.saveData) return;
  const { quota = ROOM, usage = 0 } = (await navigator.storage?.estimate()) ?? {};
  if (quota - usage >= ROOM) await navigator.serviceWorker.register(scriptAddress("offline")).catch(() => {});
}
