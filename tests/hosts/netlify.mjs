/**
 * Reads a site's `_headers` and `_redirects` by Netlify's own parsers, and says what it then does.
 *
 * In, as JSON: {folder, addresses}. Out: {errors, headers: for each address what is sent, redirects: [from, to, status]}.
 */

import { readFileSync } from "node:fs";
import { parseAllHeaders } from "@netlify/headers-parser";
import { parseAllRedirects } from "@netlify/redirect-parser";

const { folder, addresses } = JSON.parse(readFileSync(0, "utf-8"));
const rules = await parseAllHeaders({ headersFiles: [`${folder}/_headers`], configHeaders: [], minimal: false });
const moved = await parseAllRedirects({
  redirectsFiles: [`${folder}/_redirects`],
  configRedirects: [],
  minimal: false,
});
const sent = (address) =>
  Object.assign(
    {},
    .../** @type {any[]} */ (rules.headers)
      .filter(({ forRegExp }) => forRegExp.test(address))
      .map(({ values }) => values),
  );

console.log(
  JSON.stringify({
    errors: [...rules.errors, ...moved.errors].map(String),
    headers: addresses.map(sent),
    redirects: /** @type {any[]} */ (moved.redirects).map(({ from, to, status }) => [from, to, status]),
  }),
);
