/** Boot Pyodide under Node with a library, as the browser boots the full runtime. */

import { pathToFileURL } from "node:url";

/**
 * @param {string} pyodide the folder of Pyodide
 * @param {string} library the file with the modules
 * @param {object} lock what Pyodide wants to know of packages
 */
export async function boot(pyodide, library, lock) {
  const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`).href);
  return loadPyodide({
    indexURL: pyodide,
    stdLibURL: library,
    lockFileContents: lock,
    packageBaseUrl: pyodide,
    env: { PYTHONHASHSEED: "0" },
    jsglobals: Object.freeze({}),
    enableRunUntilComplete: false,
    _sysExecutable: "python" /* and not the script that Node runs */,
  });
}
