import * as React from "react";
import { Direction, Reason, Scored } from "../view/card";
import { pointsOf } from "../view/readCard";
import { TextKey, signed } from "../view/texts";
import { Surroundings, useSurroundings } from "./surroundings";

type Effect = Exclude<Direction, "fact">;

const directionTexts: Readonly<Record<Effect, TextKey>> = { "raises risk": "Direction_Raises", "lowers risk": "Direction_Lowers" };

const arrows: Readonly<Record<Effect, string>> = { "raises risk": "\u25B2 ", "lowers risk": "\u25BC " };

/** Why: facts with signed points, and under a score the sum that they add up to. */
export function Reasons({ reasons, scored }: { reasons: readonly Reason[]; scored: Scored | null }): React.ReactElement | null {
  const { words, styles } = useSurroundings();
  if (reasons.length === 0 && !scored) return null;
  return (
    <>
      <h3>{words.text("Why")}</h3>
      <ul className={styles.reasons} data-part="reasons">{reasons.map((reason, index) => <ReasonLine key={index} reason={reason} />)}</ul>
      {scored && <p className={styles.secondary} data-part="sum">{sumOf(scored, words)}</p>}
    </>
  );
}

function ReasonLine({ reason }: { reason: Reason }): React.ReactElement {
  const surroundings = useSurroundings();
  const { words, styles } = surroundings;
  if (reason.direction === "fact") return <li>{reason.text}</li>;
  return (
    <li className={styles.reason}>
      <span className={directionStyle(reason.direction, surroundings)}>
        <span aria-hidden="true">{arrows[reason.direction]}</span>{words.text(directionTexts[reason.direction])}
      </span>
      <span>{reason.text}</span>
      <span className={styles.number}>{signed(reason.points, words)}</span>
    </li>
  );
}

function directionStyle(direction: Effect, { styles, isDark }: Surroundings): string {
  switch (direction) {
    case "raises risk": return isDark ? styles.badOnDark : styles.bad;
    case "lowers risk": return styles.good;
  }
}

function sumOf(scored: Scored, words: Surroundings["words"]): string {
  const base = words.whole(scored.base);
  const reasons = signed(pointsOf(scored.reasons), words);
  const score = words.whole(scored.score);
  return scored.other === 0 ? words.text("Sum", base, reasons, score) : words.text("Sum_Other", base, reasons, signed(scored.other, words), score);
}
