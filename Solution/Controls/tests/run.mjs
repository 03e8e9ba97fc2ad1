// Bundles the tests for Node and runs them with its own test runner.
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { build } from "esbuild";

rmSync("out/tests", { recursive: true, force: true });
await build({
  entryPoints: readdirSync("tests").filter(name => name.endsWith(".test.ts")).map(name => `tests/${name}`),
  outdir: "out/tests",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  logLevel: "warning",
});
const files = readdirSync("out/tests").map(name => `out/tests/${name}`);
process.exit(spawnSync(process.execPath, ["--test", ...files], { stdio: "inherit" }).status ?? 1);
