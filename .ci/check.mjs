// Checks the summary of `run --once` against what is known of the data. Usage: check.mjs sample|adventureworks|again FILE
import { readFileSync } from "node:fs";

const [kind, file] = process.argv.slice(2);
const run = JSON.parse(readFileSync(file, "utf8"));
const problems = [];
const expect = (what, ok) => { if (!ok) problems.push(what); };
const equal = (key, wanted) => expect(`${key} is ${run[key]}, not ${wanted}`, run[key] === wanted);

expect(
  `scored ${run.scored} + abstained ${run.abstained} + opted out ${run.optedOut} are not the ${run.accounts} customers`,
  run.scored + run.abstained + run.optedOut === run.accounts);
equal("rejected", 0);

if (kind === "sample") {
  equal("accounts", 2000);
  expect(`orders ${run.orders} are not 1 to 12,000`, run.orders > 0 && run.orders <= 12000);
  expect(`lines ${run.orderLines} are not 1 to 30,000`, run.orderLines > 0 && run.orderLines <= 30000);
  expect("nobody was scored", run.scored > 0);
  expect("nothing was written", run.written > 0);
  expect("there is no churn champion", run.models.some((model) => model.kind === "churn" && model.stage === "champion"));
} else {
  // The figures of the published files themselves.
  equal("accounts", 18484);
  equal("orders", 27659);
  equal("orderLines", 60398);
  expect(`revenue is ${run.revenue}, not 29358677.22`, Math.abs(run.revenue - 29358677.22) < 0.005);
  if (kind === "again") equal("written", 0);
  else expect("nothing was written", run.written > 0);
}

for (const problem of problems) console.error(problem);
console.log(JSON.stringify({ kind, seconds: run.seconds, peakMegabytes: run.peakMegabytes, scored: run.scored, written: run.written }));
process.exit(problems.length === 0 ? 0 : 1);
