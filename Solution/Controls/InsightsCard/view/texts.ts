/** Keys of the texts in strings/InsightsCard.1033.resx that the card shows. */
export const textKeys = [
  "Title", "Loading", "None_Objected", "None_Objected_Text", "None_Restricted", "None_Restricted_Text", "None_NoPermission",
  "None_NoPermission_Text", "None_NoScore", "None_NoScore_Text", "Broken", "Broken_Text", "Newer", "Newer_Text", "Failed",
  "Failed_Text", "Retention", "Band_Healthy", "Band_Watch", "Band_AtRisk", "Band_Critical", "Band_Lapsed", "Meter", "Meter_Value",
  "Score_Meaning", "Trend_Up", "Trend_Down", "Trend_Steady", "Value", "Value_Alive", "Value_Alive_Lapsed", "Value_NextOrder",
  "Value_NextOrder_If", "Value_None", "Stage",
  "Stage_Since", "Stage_Prospect", "Stage_Growth", "Stage_Maturity", "Stage_Decline", "Stage_Terminated", "Segment", "Why",
  "Direction_Raises", "Direction_Lowers", "Sum", "Sum_Other", "Lapsed_Text", "Abstained", "Sure", "Sure_Low",
  "Sure_Medium", "Sure_High", "History", "History_Summary", "History_Table", "History_Month", "History_Score", "Offers",
  "Offers_None", "Kind_CrossSell", "Kind_UpSell", "Kind_Popular", "Kind_Repeat", "Accept", "Accept_Label", "NotNow", "NotNow_Label",
  "Refusal_price", "Refusal_owned", "Refusal_irrelevant", "Refusal_later", "Refusal_other", "Answer_Saving", "Answer_Accepted",
  "Answer_NotNow", "Answer_Failed", "Undo", "Undo_Label", "Quality", "Fresh", "Stale", "Announce",
] as const;

export type TextKey = (typeof textKeys)[number];

/** Texts, numbers and dates in the user's language and manner. */
export interface Words {
  /** A text; {0}, {1} and so on are replaced by the values. */
  text(key: TextKey, ...values: readonly string[]): string;
  whole(value: number): string;
  /** A day written 2026-08-03. */
  day(day: string): string;
  month(day: string): string;
  moment(moment: Date): string;
}

/** Replaces {0}, {1} and so on, each once: braces in a value stay what they are. */
export function fill(template: string, values: readonly string[]): string {
  return template.replace(/\{(\d)\}/g, (hole, index: string) => values[Number(index)] ?? hole);
}

/** A number with its sign. A real minus: a screen reader reads a hyphen as nothing. */
export function signed(points: number, words: Words): string {
  return points < 0 ? `\u2212${words.whole(-points)}` : `+${words.whole(points)}`;
}
