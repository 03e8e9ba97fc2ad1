/** What a rep answered to an offer: a row of ci_offer. */
export interface Answer {
  readonly rowId: string;
  readonly productId: string;
  readonly kind: AnswerKind;
  readonly reason: RefusalReason | null;
  readonly on: Date;
}

export type AnswerKind = "none" | "accepted" | "notNow";
export type RefusalReason = "price" | "owned" | "irrelevant" | "later" | "other";

/** Values of the choice ci_offeranswer. */
export const answerValues: Readonly<Record<AnswerKind, number>> = { none: 712340000, accepted: 712340001, notNow: 712340002 };

/** Values of the choice ci_offerrefusal, in the order of the menu. */
export const refusalValues: Readonly<Record<RefusalReason, number>> = {
  price: 712340000, owned: 712340001, irrelevant: 712340002, later: 712340003, other: 712340004,
};

export const refusalReasons: readonly RefusalReason[] = ["price", "owned", "irrelevant", "later", "other"];

/** The latest answer to each product. */
export function latestByProduct(answers: readonly Answer[]): ReadonlyMap<string, Answer> {
  const latest = new Map<string, Answer>();
  for (const answer of answers) {
    const known = latest.get(answer.productId);
    if (!known || known.on < answer.on) latest.set(answer.productId, answer);
  }
  return latest;
}
