import {
  Abstained, Card, Lapsed, Offer, Profile, Reason, Scored, bands, confidenceLevels, directions, offerKinds, stageNames,
} from "./card";
import { CardFault, JsonFields } from "./jsonFields";

/** The newest version of the schema that this control knows. */
export const newestSchema = 2;

/** A card, or why there is none: text that cannot be read, or a schema that is newer than this control. */
export type ReadResult =
  | { readonly kind: "card"; readonly card: Card }
  | { readonly kind: "broken"; readonly detail: string }
  | { readonly kind: "newer"; readonly version: number };

export function readCard(json: string): ReadResult {
  try {
    const file = new JsonFields(parse(json), "");
    const version = file.number("schemaVersion", 1, Number.MAX_SAFE_INTEGER);
    return version > newestSchema ? { kind: "newer", version } : { kind: "card", card: readFile(file) };
  } catch (fault) {
    if (fault instanceof CardFault) return { kind: "broken", detail: fault.message };
    throw fault;
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new CardFault("ci_insights", json, "JSON");
  }
}

function readFile(file: JsonFields): Card {
  const quality = file.fields("quality");
  return {
    asOf: file.text("asOf"),
    churn: readChurn(file.fields("churn")),
    quality: quality.number("score", 0, 100),
    findings: quality.texts("findings"),
    history: file.list("history", point => ({ day: point.day("day"), score: point.number("score", 0, 100) })),
    profile: file.optional("profile", readProfile),
  };
}

function readChurn(churn: JsonFields): Scored | Lapsed | Abstained {
  const abstained = churn.optional("abstained", fields => ({ cause: fields.text("cause"), text: fields.text("text") }));
  if (abstained) return { kind: "abstained", ...abstained };

  const band = churn.oneOf("band", bands);
  const reasons = churn.list("reasons", readReason);
  if (band === "Lapsed") return { kind: "lapsed", reasons };
  const scored: Scored = {
    kind: "scored",
    band,
    score: churn.number("score", 0, 100),
    horizonDays: churn.numberOrNull("horizonDays"),
    trend: churn.numberOrNull("trend"),
    confidence: churn.optional("confidence", sure => ({ level: sure.oneOf("level", confidenceLevels), reason: sure.text("reason") })),
    base: churn.number("base", 0, 100),
    other: churn.number("other"),
    reasons,
  };
  const sum = scored.base + scored.other + pointsOf(reasons);
  if (sum !== scored.score) throw churn.wrong("score", `${sum}, the sum of base, reasons and other`);
  return scored;
}

function readReason(reason: JsonFields): Reason {
  return { text: reason.text("text"), direction: reason.oneOf("direction", directions), points: reason.number("points", -100, 100) };
}

function readProfile(profile: JsonFields): Profile {
  return {
    segment: profile.optional("segment", segment => ({ name: segment.text("name"), fit: segment.number("fit", 0, 1) })),
    stage: profile.optional("stage", stage => ({ name: stage.oneOf("name", stageNames), since: stage.day("since"), reason: stage.text("reason") })),
    value: profile.optional("value", value => ({
      alive: value.has("alive") ? value.number("alive", 0, 1) : null, value12m: value.number("value12m"), marginBasis: value.text("marginBasis"),
    })),
    nextOrder: profile.optional("nextOrder", next => ({ on: next.day("on"), earliest: next.day("earliest"), latest: next.day("latest") })),
    offers: profile.list("offers", readOffer),
  };
}

function readOffer(offer: JsonFields): Offer {
  return {
    productId: offer.id("productId"),
    product: offer.text("product"),
    kind: offer.oneOf("kind", offerKinds),
    reason: offer.text("reason"),
    score: offer.number("score", 0, 100),
  };
}

/** Points of the reasons together. */
export function pointsOf(reasons: readonly Reason[]): number {
  return reasons.reduce((sum, reason) => sum + reason.points, 0);
}
