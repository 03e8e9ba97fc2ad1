/** What ci_insights says. Days are written 2026-08-03. */
export interface Card {
  readonly asOf: string;
  readonly churn: Scored | Lapsed | Abstained;
  readonly findings: readonly string[];
  readonly quality: number;
  readonly history: readonly ScorePoint[];
  readonly profile: Profile | null;
}

export interface Scored {
  readonly kind: "scored";
  readonly band: Band;
  readonly score: number;
  /** The score is the chance of no order within so many days; null on cards of before it was told. */
  readonly horizonDays: number | null;
  readonly trend: number | null;
  readonly confidence: { readonly level: ConfidenceLevel; readonly reason: string } | null;
  /** Score of the average customer. It, the points of the reasons and the other points add up to the score. */
  readonly base: number;
  readonly other: number;
  readonly reasons: readonly Reason[];
}

export interface Lapsed {
  readonly kind: "lapsed";
  readonly reasons: readonly Reason[];
}

export interface Abstained {
  readonly kind: "abstained";
  readonly cause: string;
  readonly text: string;
}

export interface Reason {
  readonly text: string;
  readonly direction: Direction;
  readonly points: number;
}

export interface ScorePoint {
  readonly day: string;
  readonly score: number;
}

export interface Profile {
  readonly segment: { readonly name: string; readonly fit: number } | null;
  readonly stage: { readonly name: StageName; readonly since: string; readonly reason: string } | null;
  /** Alive is null where the orders do not show that customers leave for good. */
  readonly value: { readonly alive: number | null; readonly value12m: number; readonly marginBasis: string } | null;
  readonly nextOrder: { readonly on: string; readonly earliest: string; readonly latest: string } | null;
  readonly offers: readonly Offer[];
}

export interface Offer {
  readonly productId: string;
  readonly product: string;
  readonly kind: OfferKind;
  readonly reason: string;
  readonly score: number;
}

export const bands = ["Healthy", "Watch", "At risk", "Critical", "Lapsed"] as const;
export const directions = ["raises risk", "lowers risk", "fact"] as const;
export const confidenceLevels = ["Low", "Medium", "High"] as const;
export const stageNames = ["Prospect", "Growth", "Maturity", "Decline", "Terminated"] as const;
export const offerKinds = ["CrossSell", "UpSell", "Popular", "Repeat"] as const;

export type Band = (typeof bands)[number];
export type Direction = (typeof directions)[number];
export type ConfidenceLevel = (typeof confidenceLevels)[number];
export type StageName = (typeof stageNames)[number];
export type OfferKind = (typeof offerKinds)[number];
