/**
 * The names of a year plan's values: "plan.N.…" for what is of one row, and as in an application for what the rows share.
 *
 * An application of its own may stand among them, without a prefix: it is a row on its way to the calculator or back.
 */

const OF_ROW = /^plan\.(\d{1,3})\./;
const OF_APPLICATION = /^(name|submitted_on|project\..+|costs\..+)$/;

/** Return the number of the row that a name belongs to, or null. */
export function rowOf(name) {
  const found = OF_ROW.exec(name);
  return found && Number(found[1]);
}

/** Return the numbers of the rows in these values, in order. */
export function rowsIn(values) {
  const numbers = new Set(Object.keys(values).map(rowOf));
  numbers.delete(null);
  return [...numbers].sort((one, other) => one - other);
}

/** Return whether an application of its own stands among these values. */
export function hasApplication(values) {
  return Object.keys(values).some((name) => OF_APPLICATION.test(name));
}

/** Return values of which the application is a row: at the place that is free. */
export function putIn(values) {
  const taken = rowsIn(values);
  let place = 0;
  while (taken.includes(place)) place++;
  return renamed(values, (name) => (OF_APPLICATION.test(name) ? `plan.${place}.${name}` : name));
}

/** Return values of which one row is an application of its own; its place is free. */
export function takeOut(values, number) {
  return renamed(values, (name) => (rowOf(name) === number ? name.replace(OF_ROW, "") : name));
}

/** Return values with their rows numbered from zero, at most so many. */
export function renumber(values, most) {
  const rows = rowsIn(values).slice(0, most);
  const kept = Object.entries(values).filter(([name]) => rowOf(name) === null || rows.includes(rowOf(name)));
  return renamed(Object.fromEntries(kept), (name) =>
    name.replace(OF_ROW, (_, number) => `plan.${rows.indexOf(Number(number))}.`),
  );
}

/** Return what is of a plan among the values of the calculator: it goes along, and comes back with the row. */
export function planAmong(values) {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name === "name" || rowOf(name) !== null));
}

function renamed(values, rename) {
  return Object.fromEntries(Object.entries(values).map(([name, text]) => [rename(name), text]));
}
