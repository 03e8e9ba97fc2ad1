import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Answer, latestByProduct } from "../InsightsCard/view/answers";
import { chartLine } from "../InsightsCard/view/chartLine";
import { freshnessOf } from "../InsightsCard/view/freshness";
import { CardInputs, toScoreView } from "../InsightsCard/view/scoreView";
import { Words, fill, signed, textKeys } from "../InsightsCard/view/texts";
import { sample } from "./samples";

const inputs: CardInputs = { insights: JSON.stringify(sample()), profiling: null, isLoading: false, mayRead: true };

void test("who objected is shown nothing, whatever the row still holds", () => {
  const view = toScoreView({ ...inputs, profiling: 712340002 });
  assert.deepEqual(view, { kind: "none", heading: "None_Objected", text: "None_Objected_Text" });
});

void test("each state of the column has its own view", () => {
  assert.equal(toScoreView(inputs).kind, "card");
  assert.equal(toScoreView({ ...inputs, isLoading: true }).kind, "loading");
  assert.equal(toScoreView({ ...inputs, insights: " " }).kind, "none");
  assert.equal(toScoreView({ ...inputs, insights: "{" }).kind, "broken");
  assert.deepEqual(toScoreView({ ...inputs, mayRead: false }), { kind: "none", heading: "None_NoPermission", text: "None_NoPermission_Text" });
  assert.equal(toScoreView({ ...inputs, profiling: 712340001 }).kind, "card");
});

void test("values are as fresh as the last successful run", () => {
  const now = new Date("2026-11-22T12:00:00Z");
  const old = new Date("2026-11-20T12:00:00Z");
  assert.equal(freshnessOf([old, null], now)?.isStale, true);
  assert.deepEqual(freshnessOf([old, new Date("2026-11-22T11:00:00Z")], now), { on: new Date("2026-11-22T11:00:00Z"), isStale: false });
  assert.equal(freshnessOf([new Date("2026-11-21T12:00:00Z"), null], now)?.isStale, false);
  assert.equal(freshnessOf([null, new Date(NaN)], now), null);
});

void test("the line starts at the left, ends at the right and is high where the score is", () => {
  assert.equal(chartLine([{ day: "", score: 0 }, { day: "", score: 100 }, { day: "", score: 25 }], 100, 40), "0,40 50,0 100,30");
  assert.equal(chartLine([{ day: "", score: 50 }], 100, 40), "0,20");
});

void test("the latest answer to a product counts", () => {
  const answer = (productId: string, day: number): Answer => ({ rowId: `${productId}${day}`, productId, kind: "notNow", reason: null, on: new Date(2026, 1, day) });
  const latest = latestByProduct([answer("a", 2), answer("a", 3), answer("b", 1), answer("a", 1)]);
  assert.deepEqual([...latest.values()].map(one => one.rowId), ["a3", "b1"]);
});

void test("braces in a value stay what they are", () => {
  assert.equal(fill("{0} of {1}", ["{1}", "$&"]), "{1} of $&");
});

void test("a sign is always written, and minus is a real one", () => {
  const words = { whole: String } as unknown as Words;
  assert.deepEqual([signed(3, words), signed(0, words), signed(-3, words)], ["+3", "+0", "\u22123"]);
});

void test("every text of the card is in the resources, and each has its comment where it has holes", () => {
  const resx = readFileSync("InsightsCard/strings/InsightsCard.1033.resx", "utf8");
  const texts = new Map([...resx.matchAll(/<data name="([^"]+)"[^>]*><value>([^<]*)<\/value>(<comment>)?/g)].map(match => [match[1], { text: match[2] ?? "", hasComment: match[3] !== undefined }]));
  for (const key of textKeys) assert.ok(texts.has(key), key);
  for (const [key, { text, hasComment }] of texts) {
    assert.ok(text.length > 0, key);
    assert.equal(hasComment, /\{\d\}/.test(text), `${key}: ${text}`);
  }
});
