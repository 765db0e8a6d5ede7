/**
 * Bundle the scripts and style sheets of a site with esbuild, each file under a name with a hash of its content: for each
 * kind of page one script and one style sheet, and beside them what starts or runs on its own.
 *
 * Arguments: a folder with js/, css/ and fonts/, a JSON file with the constants of the "worker" and of the "page", and
 * the folder of the packages that scripts import.
 * Writes assets/ into the folder, and prints as JSON the address of each entry, from the site's root. At a mistake in a
 * source it prints where, and ends with status 1.
 */

import { createHash } from "node:crypto";
import { globSync, readFileSync, symlinkSync } from "node:fs";
import { resolve } from "node:path";
import { build } from "esbuild";

const [folder, constants, packages] = process.argv.slice(2);
const { worker: ofWorker, page: ofPage } = JSON.parse(readFileSync(constants, "utf8"));

const WORKER = "js/python/worker.js";
const START = "js/page/start-early.js"; /* a classic script, on its own: it need not wait for the page */
const REPAIR = "js/page/repair.js"; /* on its own: it runs whatever else is broken */
const WITHOUT_SCRIPT = "css/no-script.css";
/** @type {import("esbuild").BuildOptions} */
const SHARED = {
  absWorkingDir: resolve(folder),
  outdir: "assets",
  bundle: true,
  metafile: true,
  preserveSymlinks: true /* a map names the packages by their place below the folder, the same on every machine */,
  charset: "utf8",
  legalComments: "none",
  logLevel: "silent",
  minifyWhitespace: true,
  minifySyntax: true /* names stay: a reader of a stack trace should find them */,
  sourcemap: "linked",
};

/**
 * Bundle each script into a folder; `values` take the place of the constants with their names.
 * @param {string[]} entryPoints
 * @param {string} into
 * @param {object} values
 * @param {import("esbuild").Format} [format]
 */
function bundleScripts(entryPoints, into, values, format = "esm") {
  const define = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]));
  const entryNames = `${into}/[name].[hash]`;
  return build({ ...SHARED, entryPoints, define, format, target: "es2022", entryNames });
}

/** Return the hash of a file, as browsers take it. */
function integrityOf(path) {
  return `sha256-${createHash("sha256").update(readFileSync(path)).digest("base64")}`;
}

/** Return the address of each entry. */
function addresses({ metafile: { outputs } }) {
  const entries = Object.entries(outputs).filter(([, { entryPoint }]) => entryPoint);
  return Object.fromEntries(
    entries.map(([path, { entryPoint }]) => [entryPoint.replace(/^(js|css)\/|\.(js|css)$/g, ""), `/${path}`]),
  );
}

async function bundle() {
  symlinkSync(packages, `${folder}/node_modules`);
  const started = addresses(await bundleScripts([WORKER], "worker", ofWorker));
  const worker = started["python/worker"];
  const values = { ...ofPage, WORKER: `../..${worker}`, WORKER_INTEGRITY: integrityOf(`${folder}${worker}`) };
  const starting = addresses(await bundleScripts([START], "js", values, "iife"));
  const entries = [...globSync("js/entries/*.js", { cwd: folder }).sort(), REPAIR];
  const scripts = addresses(await bundleScripts(entries, "js", values));
  const styles = await build({
    ...SHARED,
    entryPoints: [...globSync("css/entries/*.css", { cwd: folder }).sort(), WITHOUT_SCRIPT],
    loader: { ".woff2": "file" },
    entryNames: "css/[name].[hash]",
    assetNames: "fonts/[name].[hash]",
  });
  const fonts = Object.keys(styles.metafile.outputs).filter((path) => path.endsWith(".woff2"));
  return {
    scripts: { ...started, ...starting, ...scripts },
    styles: addresses(styles),
    fonts: fonts.map((path) => `/${path}`),
  };
}

try {
  console.log(JSON.stringify(await bundle()));
} catch (error) {
  const [{ location, text }] = /** @type {import("esbuild").BuildFailure} */ (error).errors;
  console.error(`${location.file}:${location.line}:${location.column + 1}: ${text}`);
  process.exitCode = 1;
}
