/**
 * What the build writes before the text of `sw.js`: its version, and the integrity of what each page and each file that
 * never changes must hold, by its address.
 */
declare const VERSION: string;
declare const PAGES: Record<string, string>;
declare const FILES: Record<string, string>;
