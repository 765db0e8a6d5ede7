/**
 * Has the browser keep the site for when there is no network, once the visitor has used the calculator.
 */

/** Install the service worker, where the browser has them; without it everything works, online. */
export function keepForOffline() {
  navigator.serviceWorker?.register(new URL("../../sw.js", import.meta.url)).catch(() => {});
}
