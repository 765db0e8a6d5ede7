/**
 * Constants that the build puts in the place of their names. Addresses are relative to the scripts of the site.
 */

/* Of a page's scripts. */

/** The version of share links, with which their fragment begins. */
declare const LINK_VERSION: string;

/** The name of the page's trusted types policy. */
declare const POLICY: string;

/** The addresses of the worker's script, with the hash of what it holds, and of the service worker's. */
declare const WORKER: string;
declare const WORKER_INTEGRITY: string;
declare const SERVICE_WORKER: string;

/** The addresses of the two files from which Python is restored. */
declare const INTERPRETER: string;
declare const SNAPSHOT: string;

/* Of the worker's scripts. */

type FileName = "interpreter" | "snapshot" | "fullRuntime" | "library" | "fullRuntimeLoader" | "fullRuntimeScript";

/** The address of each file that the worker fetches, and the length and SHA-256 of its bytes. */
declare const FILES: Record<FileName, { address: string; length: number; sha256: string }>;

/** The address of the folder with Pyodide as it was released. */
declare const RUNTIME: string;

/** Pyodide's list of packages, which is empty. */
declare const LOCK: object;

/** Module and name of each of the calculator's functions, by the name that the page uses. */
declare const EXPORTS: Record<string, [module: string, name: string]>;

/** An input of one of them, and its output when the site was built. */
declare const SELF_TEST: { name: string; input: string; output: string };

/** What the standard library of TypeScript does not know of. */
interface Navigator {
  connection?: { saveData?: boolean };
}

/** What the first of the page's scripts made: the policy, which there is once, and the early worker until it is taken. */
interface Window {
  early?: { policy: { createScriptURL(name: string): string }; worker: Worker | null };
}
