/** What the build writes before the text of `sw.js`: its version, the addresses of pages, and those of files that never change. */
declare const VERSION: string;
declare const PAGES: string[];
declare const FILES: string[];
