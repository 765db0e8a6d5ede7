/**
 * Bundles the scripts and style sheets of the pages, each under a name with a hash of its content.
 *
 * Argument: a folder with js/, css/ and fonts/. Writes assets/ into it, and prints as JSON where each entry stands and
 * which files its browser needs besides, as addresses from the site's root.
 */

import { globSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [folder, root] = process.argv.slice(2);
const { build } = createRequire(`${root}/package.json`)("esbuild");

const WORKER = "js/python/worker.js";
const SHARED = {
  absWorkingDir: resolve(folder),
  outdir: "assets",
  bundle: true,
  metafile: true,
  charset: "utf8",
  legalComments: "none",
  logLevel: "error",
  minifyWhitespace: true,
  minifySyntax: true /* names stay: a reader of a stack trace should find them */,
  sourcemap: "linked",
};

/** Bundle scripts into a folder. */
function bundleScripts(entryPoints, into, define) {
  const names = `${into}/[name].[hash]`;
  return build({
    ...SHARED,
    entryPoints,
    define,
    format: "esm",
    splitting: true,
    target: "es2022",
    entryNames: names,
    chunkNames: names,
  });
}

/** Where each entry stands, and what its browser fetches with it. */
function addresses({ metafile: { outputs } }) {
  const needed = (name) =>
    outputs[name].imports
      .filter(({ kind }) => kind === "import-statement")
      .flatMap(({ path }) => [path, ...needed(path)]);
  const entries = Object.entries(outputs).filter(([name, { entryPoint }]) => entryPoint && !name.endsWith(".map"));
  return Object.fromEntries(
    entries.map(([name, { entryPoint }]) => [
      entryPoint.replace(/^(js|css)\/|\.(js|css)$/g, ""),
      { address: `/${name}`, imports: [...new Set(needed(name))].map((path) => `/${path}`) },
    ]),
  );
}

const worker = addresses(await bundleScripts([WORKER], "worker", {}))["python/worker"];
const entries = globSync("js/elements/*.js", { cwd: folder }).concat(
  "js/page/dated-notices.js",
  "js/page/embedded.js",
  "js/python/prefetch.js",
  "js/python/start-worker.js",
);
const place = (address) => JSON.stringify(`..${address.replace(/^\/assets/, "")}`);
const pages = await bundleScripts(entries.sort(), "js", {
  WORKER_ADDRESS: place(worker.address),
  SERVICE_WORKER_ADDRESS: '"../../sw.js"',
});
const styles = await build({
  ...SHARED,
  entryPoints: globSync("css/*.css", { cwd: folder }).sort(),
  loader: { ".woff2": "file" },
  entryNames: "css/[name].[hash]",
  assetNames: "fonts/[name].[hash]",
});
const fonts = Object.keys(styles.metafile.outputs).filter((name) => name.endsWith(".woff2"));
console.log(
  JSON.stringify({
    worker: worker.address,
    font: `/${fonts[0]}`,
    scripts: addresses(pages),
    styles: addresses(styles),
  }),
);
