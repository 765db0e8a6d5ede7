/**
 * Bundle the scripts and style sheets of a site with esbuild, each file under a name with a hash of its content.
 *
 * Arguments: a folder with js/, css/ and fonts/, a JSON file with the constants of the "worker" and of the "page", and
 * the folder of the packages that scripts import.
 * Writes assets/ into the folder, and prints as JSON the address of each entry and of what it imports, from the site's
 * root. At a mistake in a source it prints where, and ends with status 1.
 */

import { createHash } from "node:crypto";
import { globSync, readFileSync, symlinkSync } from "node:fs";
import { resolve } from "node:path";
import { build } from "esbuild";

const [folder, constants, packages] = process.argv.slice(2);
const { worker: ofWorker, page: ofPage } = JSON.parse(readFileSync(constants, "utf8"));

const WORKER = "js/python/worker.js";
const ENTRIES = [
  "page/dated-notices",
  "page/embedded",
  "page/number-sign",
  "page/repair",
  "python/prefetch",
  "python/start-worker",
];
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

/** Bundle scripts into a folder; `values` take the place of the constants with their names. */
function bundleScripts(entryPoints, into, values) {
  const names = `${into}/[name].[hash]`;
  const define = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]));
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

/** Return the hash of a file, as browsers take it. */
function integrityOf(path) {
  return `sha256-${createHash("sha256").update(readFileSync(path)).digest("base64")}`;
}

/** Return the address of each entry, and those of the modules that it imports before it runs. */
function addresses({ metafile: { outputs } }) {
  const imported = (path) =>
    outputs[path].imports
      .filter(({ kind }) => kind === "import-statement")
      .flatMap(({ path }) => [path, ...imported(path)]);
  const entries = Object.entries(outputs).filter(([, { entryPoint }]) => entryPoint);
  return Object.fromEntries(
    entries.map(([path, { entryPoint }]) => [
      entryPoint.replace(/^(js|css)\/|\.(js|css)$/g, ""),
      { address: `/${path}`, imports: [...new Set(imported(path))].map((path) => `/${path}`) },
    ]),
  );
}

async function bundle() {
  symlinkSync(packages, `${folder}/node_modules`);
  const started = addresses(await bundleScripts([WORKER], "worker", ofWorker));
  const entries = [...globSync("js/elements/*.js", { cwd: folder }), ...ENTRIES.map((name) => `js/${name}.js`)];
  const { address: worker } = started["python/worker"];
  const page = { ...ofPage, WORKER: `../..${worker}`, WORKER_INTEGRITY: integrityOf(`${folder}${worker}`) };
  const scripts = addresses(await bundleScripts(entries.sort(), "js", page));
  const styles = await build({
    ...SHARED,
    entryPoints: globSync("css/*.css", { cwd: folder }).sort(),
    loader: { ".woff2": "file" },
    entryNames: "css/[name].[hash]",
    assetNames: "fonts/[name].[hash]",
  });
  const fonts = Object.keys(styles.metafile.outputs).filter((path) => path.endsWith(".woff2"));
  return { scripts: { ...started, ...scripts }, styles: addresses(styles), fonts: fonts.map((path) => `/${path}`) };
}

try {
  console.log(JSON.stringify(await bundle()));
} catch (error) {
  const [{ location, text }] = /** @type {import("esbuild").BuildFailure} */ (error).errors;
  console.error(`${location.file}:${location.line}:${location.column + 1}: ${text}`);
  process.exitCode = 1;
}
