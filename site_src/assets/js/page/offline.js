/**
 * Has the browser keep the site for when there is no network, once the visitor has used the calculator.
 */

import { scriptAddress } from "../python/start-worker.js";

/**
 * Install the service worker, where the browser has them; without it everything works, online.
 * What stands in another site's page is not kept, for that page is not.
 */
export function keepForOffline() {
  if (parent === self) navigator.serviceWorker?.register(scriptAddress("offline")).catch(() => {});
}
