/**
 * Print the name of each page, the arguments, that the editor would write otherwise than it was, without a change; of a
 * list of courses, print what it would write; after `--titel`, print the pages with that title.
 */

import { readFileSync } from "node:fs";
import { courses, page } from "../../../sitegen/bundle/editor/formats.js";

const [option, titel] = process.argv.slice(2);
const renamed = option === "--titel";
for (const path of process.argv.slice(renamed ? 4 : 2)) {
  const text = readFileSync(path, "utf8");
  if (renamed) {
    process.stdout.write(page.toFile({ ...page.fromFile(text), titel }));
    continue;
  }
  if (path.endsWith(".toml")) console.log(courses.toFile(courses.fromFile(text)));
  else if (page.toFile(page.fromFile(text)) !== text) console.log(path);
}
