/**
 * Days as people in Brussels count them.
 */

/** Return today's date in Brussels, as a date field wants it: year, month, day. */
export function today() {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Brussels" }).format();
}
