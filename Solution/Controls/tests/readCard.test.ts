import assert from "node:assert/strict";
import { test } from "node:test";
import { newestSchema, readCard } from "../InsightsCard/view/readCard";
import { sample } from "./samples";

function broken(change: (card: ReturnType<typeof sample>) => void): string {
  const card = sample();
  change(card);
  const result = readCard(JSON.stringify(card));
  return result.kind === "broken" ? result.detail : assert.fail(`it was read as ${result.kind}`);
}

void test("a card is read with its reasons, profile and history", () => {
  const result = readCard(JSON.stringify(sample()));
  if (result.kind !== "card" || result.card.churn.kind !== "scored") assert.fail(`it was read as ${result.kind}`);
  assert.equal(result.card.churn.score, 72);
  assert.equal(result.card.churn.reasons.length, 2);
  assert.equal(result.card.profile?.offers[0]?.productId, "0f8fad5b-d9cb-469f-a165-70867728950e");
  assert.equal(result.card.history[0]?.score, 54.4);
});

void test("a card of the first schema has no profile", () => {
  const result = readCard(JSON.stringify({ ...sample(), profile: undefined, schemaVersion: 1 }));
  assert.equal(result.kind === "card" ? result.card.profile : "none read", null);
});

void test("members that a newer app adds within the schema do no harm", () => {
  assert.equal(readCard(JSON.stringify({ ...sample(), somethingNew: [1, 2] })).kind, "card");
});

void test("a newer schema is told apart from a damaged one", () => {
  assert.deepEqual(readCard(JSON.stringify({ schemaVersion: newestSchema + 1 })), { kind: "newer", version: newestSchema + 1 });
});

void test("activity and horizon may be missing: the orders may not tell, and older cards did not say", () => {
  const card = sample();
  const result = readCard(JSON.stringify({
    ...card, churn: { ...card.churn, horizonDays: undefined }, profile: { ...card.profile, value: { ...card.profile.value, alive: undefined } },
  }));
  if (result.kind !== "card" || result.card.churn.kind !== "scored") assert.fail(`it was read as ${result.kind}`);
  assert.equal(result.card.churn.horizonDays, null);
  assert.deepEqual(result.card.profile?.value, { alive: null, value12m: 48123.5, marginBasis: "Margin assumed as 30 % of revenue" });
});

void test("points that do not add up to the score are refused", () => {
  assert.match(broken(card => { card.churn.other = 7; }), /^churn\.score: found 72, expected 73, the sum/);
});

void test("a wrong value is named with its place, what was found and what was expected", () => {
  assert.match(broken(card => { card.churn.band = "Doomed"; }), /^churn\.band: found "Doomed", expected one of Healthy, Watch/);
  assert.match(broken(card => { card.history[1] = { day: "22.11.2026", score: 1 }; }), /^history\[1\]\.day: found "22\.11\.2026", expected a day/);
  assert.match(broken(card => { card.churn.score = 720; }), /^churn\.score: found 720, expected a number from 0 to 100/);
  assert.match(broken(card => { card.profile.offers.push({ productId: "1", product: "", kind: "", reason: "", score: 0 }); }), /^profile\.offers\[1\]\.productId/);
});

void test("text that is no JSON, or no object, is a message and no exception", () => {
  for (const text of ["{", "[]", "null", "7", '"text"', "{}"]) assert.equal(readCard(text).kind, "broken", text);
});

void test("a long wrong value is cut in the message", () => {
  const detail = broken(card => { card.churn.band = "x".repeat(5000); });
  assert.ok(detail.length < 250, detail);
});

void test("an abstention needs no score and a lapsed customer no confidence", () => {
  const abstained = readCard(JSON.stringify({ ...sample(), churn: { abstained: { cause: "NoOrder", text: "No order yet." } } }));
  assert.equal(abstained.kind === "card" ? abstained.card.churn.kind : "", "abstained");
  const lapsed = readCard(JSON.stringify({ ...sample(), churn: { band: "Lapsed", base: 0, other: 0, reasons: [] } }));
  assert.equal(lapsed.kind === "card" ? lapsed.card.churn.kind : "", "lapsed");
});
