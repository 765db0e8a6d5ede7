/** Bundle the editor with esbuild into a folder, the argument. */

import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** What it only asks for in fields that this site does not have: coloured code, maps, drawings. */
const UNUSED = /^(@shikijs\/|leaflet|terra-draw|svgo)/;
const LOCALE = /\/locales\//;
const DUTCH = "../locales/nl.json";

/** @type {import("esbuild").Plugin} */
const leaveOut = {
  name: "leave out",
  setup({ onResolve }) {
    onResolve({ filter: UNUSED }, ({ path }) => ({ path, external: true }));
    onResolve({ filter: LOCALE }, ({ path }) => (path === DUTCH ? null : { path, external: true }));
  },
};

await build({
  absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
  entryPoints: ["client.js", "client.css"],
  outdir: process.argv[2],
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  chunkNames: "[name]-[hash]",
  legalComments: "none",
  logLevel: "error",
  plugins: [leaveOut],
});
