/** Print the name of each page, the arguments, that the editor would write otherwise than it was, without a change. */

import { readFileSync } from "node:fs";
import { page } from "../../../sitegen/bundle/editor/formats.js";

for (const path of process.argv.slice(2)) {
  const text = readFileSync(path, "utf8");
  if (page.toFile(page.fromFile(text)) !== text) console.log(path);
}
