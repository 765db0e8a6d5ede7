/**
 * Days as people in Brussels count them, whatever the device's own clock and language are.
 */

const ZONE = { timeZone: "Europe/Brussels" };
const DAY = new Intl.DateTimeFormat("sv-SE", ZONE);

/** Return today's date in Brussels, as a date field wants it: year, month, day. */
export function today() {
  return DAY.format();
}

/** Return today's date in Brussels in words. */
export function todayInWords() {
  return new Intl.DateTimeFormat("nl-BE", { ...ZONE, dateStyle: "long" }).format();
}
