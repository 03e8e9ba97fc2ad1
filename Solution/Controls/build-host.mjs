// Bundles the page script that stands in for the platform, with React and Fluent UI from the packages.
import { build } from "esbuild";

await build({
  entryPoints: ["Host/host.ts"],
  outfile: "out/host/host.js",
  bundle: true,
  minify: true,
  legalComments: "linked",
  format: "iife",
  target: "es2020",
  define: { "process.env.NODE_ENV": '"production"' },
  logLevel: "warning",
});
