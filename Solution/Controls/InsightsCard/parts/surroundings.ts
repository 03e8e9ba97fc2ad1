import * as React from "react";
import { Answer, AnswerKind, RefusalReason } from "../view/answers";
import { Offer } from "../view/card";
import { Words } from "../view/texts";
import { Styles } from "./styles";

/** An answer as the rep gives it. */
export interface GivenAnswer {
  readonly offer: Offer;
  readonly kind: AnswerKind;
  readonly reason: RefusalReason | null;
  /** The row to change; null to add one. */
  readonly rowId: string | null;
  /** When the offer was computed. */
  readonly shownOn: string;
}

/** The rows beside the customer's own that the card reads and writes. */
export interface CardRows {
  lastRun(): Promise<Date | null>;
  answers(): Promise<readonly Answer[]>;
  save(answer: GivenAnswer): Promise<Answer>;
}

/** What every part of the card needs. */
export interface Surroundings {
  readonly words: Words;
  readonly styles: Styles;
  readonly isDark: boolean;
}

const SurroundingsContext = React.createContext<Surroundings | null>(null);

export const SurroundingsProvider = SurroundingsContext.Provider;

export function useSurroundings(): Surroundings {
  const surroundings = React.useContext(SurroundingsContext);
  if (!surroundings) throw new Error("A part of the card stands outside of the card.");
  return surroundings;
}
