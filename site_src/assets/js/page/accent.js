/**
 * The colour that another site chose for links and buttons: taken in light and in dark only where it can be read.
 */

const COLOUR = /^[0-9a-f]{6}$/;
const LEAST_CONTRAST = 4.5; /* what WCAG 2.2 asks of text, level AA */
const PROPERTIES = { light: "--chosen-light", dark: "--chosen-dark" };

/**
 * Return in which scheme text in a colour can be read.
 * @param {string} colour six hexadecimal digits
 * @param {HTMLElement} element with data-light and data-dark: the colours that text can stand on, each after a sign
 * @returns {{light: boolean, dark: boolean}}
 */
export function legibility(colour, { dataset: { light, dark } }) {
  const onAll = (grounds) => grounds.split(" ").every((ground) => contrast(colour, ground.slice(1)) >= LEAST_CONTRAST);
  return { light: onAll(light), dark: onAll(dark) };
}

/** Set the accent of this page to the colour in its address, in each scheme where it can be read. */
export function takeAccent(element) {
  const colour = new URLSearchParams(location.search).get("accent")?.toLowerCase() ?? "";
  if (!COLOUR.test(colour)) return;
  for (const [scheme, legible] of Object.entries(legibility(colour, element))) {
    if (legible) document.documentElement.style.setProperty(PROPERTIES[scheme], `#${colour}`);
  }
}

/** Return the contrast ratio of two colours, as WCAG defines it. */
function contrast(one, other) {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour) {
  const [red, green, blue] = [0, 2, 4].map((place) => linear(parseInt(colour.slice(place, place + 2), 16) / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(channel) {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
