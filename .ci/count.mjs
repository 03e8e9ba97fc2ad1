// Adds up the counters of all .trx files below a folder: "passed failed skipped". No file at all counts as one failure.
// Each failed test is named on standard error with its message: a log cut at its head still says what failed.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const entities = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&#xD;": "", "&#xA;": "\n", "&amp;": "&" };
const plain = (text) => text.replace(/&(?:lt|gt|quot|apos|amp|#xD|#xA);/g, (entity) => entities[entity]);

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
  for (const [, head, body] of text.matchAll(/<UnitTestResult ([^>]*outcome="Failed"[^>]*)>([\s\S]*?)<\/UnitTestResult>/g)) {
    const name = /testName="([^"]*)"/.exec(head)?.[1];
    const what = /<ErrorInfo>([\s\S]*?)<\/ErrorInfo>/.exec(body)?.[1] ?? "";
    console.error(`FAILED: ${plain(name ?? file)}\n${plain(what.replace(/(?:<[^>]*>\s*)+/g, "\n")).trim().slice(0, 2000)}`);
  }
}
console.log(`${passed} ${failed} ${skipped}`);
