import assert from "node:assert/strict";
import { test } from "node:test";
import { toReportView } from "../ModelReport/reportView";

void test("a report is shown as a page", () => {
  assert.deepEqual(toReportView("<h1>Models</h1>", true), { kind: "page", html: "<h1>Models</h1>" });
});

void test("without a report, or the right to read it, a sentence says so", () => {
  assert.deepEqual(toReportView(null, true), { kind: "none", text: "None" });
  assert.deepEqual(toReportView("", true), { kind: "none", text: "None" });
  assert.deepEqual(toReportView("<h1>Models</h1>", false), { kind: "none", text: "NoPermission" });
});
