/** A card as the app writes it. */
export function sample() {
  return {
    schemaVersion: 2,
    asOf: "2026-11-22T03:00:00Z",
    model: "1",
    churn: {
      score: 72, band: "At risk", horizonDays: 97, trend: 18, confidence: { level: "High", reason: "41 orders" }, base: 48, other: 6,
      reasons: [
        { text: "Last order on 3 March", direction: "raises risk", points: 21 },
        { text: "Many products", direction: "lowers risk", points: -3 },
      ],
    },
    quality: { score: 85, findings: ["No industry"] },
    history: [{ day: "2026-10-01", score: 54.4 }, { day: "2026-11-22", score: 72 }],
    profile: {
      segment: { id: "b33d7874-d9dc-9275-0143-59e0f179795a", name: "Large, regular orders", fit: 0.8 },
      stage: { name: "Decline", since: "2026-08-03", reason: "Half as many orders" },
      value: { alive: 0.87, value12m: 48123.5, valueLifetime: 90000, marginBasis: "Margin assumed as 30 % of revenue" },
      nextOrder: { on: "2026-12-01", earliest: "2026-11-20", latest: "2027-02-01" },
      offers: [{ productId: "0F8FAD5B-D9CB-469F-A165-70867728950E", product: "Filter", kind: "CrossSell", reason: "61 % of those", score: 40 }],
    },
  };
}
