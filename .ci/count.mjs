// Adds up the counters of all .trx files below a folder: "passed failed skipped". No file at all counts as one failure.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
let files = [];
try {
  files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".trx"));
} catch {
  files = [];
}
let passed = 0;
let failed = files.length === 0 ? 1 : 0;
let skipped = 0;
for (const file of files) {
  const text = readFileSync(join(folder, file), "utf8");
  const counters = /<Counters ([^>]*)\/>/.exec(text)?.[1] ?? "";
  const read = (name) => Number(new RegExp(`${name}="(\\d+)"`).exec(counters)?.[1] ?? 0);
  passed += read("passed");
  failed += read("failed") + read("error") + read("timeout") + read("aborted");
  skipped += read("total") - read("executed");
  if (read("total") === 0) failed += 1;
}
console.log(`${passed} ${failed} ${skipped}`);
