/**
 * The addresses of the scripts that a page starts beside itself.
 *
 * They are of the page's one trusted types policy: the browser starts scripts from no other addresses than these.
 */

const SCRIPTS = { worker: WORKER, offline: SERVICE_WORKER };

/**
 * Make the policy, which gives the address of "worker" or "offline" in the form that the browser trusts.
 * @param {string} base the address of a script of the site
 */
export function makePolicy(base) {
  const rules = { createScriptURL: (name) => new URL(SCRIPTS[name], base).href };
  return globalThis.trustedTypes?.createPolicy(POLICY, rules) ?? rules;
}
