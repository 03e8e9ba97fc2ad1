import { Card } from "./card";
import { readCard } from "./readCard";
import { TextKey } from "./texts";

/** The bound columns of the row, and whether they are there. */
export interface CardInputs {
  readonly insights: string | null;
  readonly profiling: number | null;
  readonly isLoading: boolean;
  readonly mayRead: boolean;
}

/** What the card shows. */
export type ScoreView =
  | { readonly kind: "loading" }
  | { readonly kind: "none"; readonly heading: TextKey; readonly text: TextKey }
  | { readonly kind: "broken"; readonly heading: TextKey; readonly text: TextKey; readonly detail: string }
  | { readonly kind: "card"; readonly card: Card };

const objected = 712340002;
const restricted = 712340003;

/** Consent comes first: of a customer who objected nothing is shown, whatever the row still holds. */
export function toScoreView(inputs: CardInputs): ScoreView {
  if (inputs.isLoading) return { kind: "loading" };
  if (inputs.profiling === objected) return { kind: "none", heading: "None_Objected", text: "None_Objected_Text" };
  if (inputs.profiling === restricted) return { kind: "none", heading: "None_Restricted", text: "None_Restricted_Text" };
  if (!inputs.mayRead) return { kind: "none", heading: "None_NoPermission", text: "None_NoPermission_Text" };
  if (inputs.insights === null || inputs.insights.trim() === "") return { kind: "none", heading: "None_NoScore", text: "None_NoScore_Text" };
  return read(inputs.insights);
}

function read(insights: string): ScoreView {
  const result = readCard(insights);
  switch (result.kind) {
    case "broken":
      return { kind: "broken", heading: "Broken", text: "Broken_Text", detail: result.detail };
    case "newer":
      return { kind: "broken", heading: "Newer", text: "Newer_Text", detail: `schemaVersion ${result.version}` };
    case "card":
      return { kind: "card", card: result.card };
  }
}
