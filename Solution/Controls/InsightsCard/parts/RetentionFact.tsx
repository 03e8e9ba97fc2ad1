import * as React from "react";
import { Band, Card, Scored } from "../view/card";
import { TextKey } from "../view/texts";
import { Surroundings, useSurroundings } from "./surroundings";

export const bandTexts: Readonly<Record<Band, TextKey>> = {
  Healthy: "Band_Healthy", Watch: "Band_Watch", "At risk": "Band_AtRisk", Critical: "Band_Critical", Lapsed: "Band_Lapsed",
};

export function bandStyle(band: Band, { styles, isDark }: Surroundings): string {
  switch (band) {
    case "Healthy": return styles.good;
    case "Watch": return styles.watch;
    case "Lapsed": return styles.neutral;
    default: return isDark ? styles.badOnDark : styles.bad;
  }
}

/** Level word first, number second, meter and trend below. */
export function RetentionFact({ churn }: { churn: Card["churn"] }): React.ReactElement {
  const { words, styles } = useSurroundings();
  return (
    <div>
      <dt>{words.text("Retention")}</dt>
      <dd>{churn.kind === "scored" ? <Score churn={churn} /> : <Unscored churn={churn} />}</dd>
      {churn.kind === "scored" && churn.horizonDays !== null && <dd className={styles.secondary}>{words.text("Score_Meaning", words.whole(churn.horizonDays))}</dd>}
    </div>
  );
}

function Unscored({ churn }: { churn: Exclude<Card["churn"], Scored> }): React.ReactElement {
  const { words, styles } = useSurroundings();
  return churn.kind === "lapsed"
    ? <><span className={`${styles.big} ${styles.neutral}`}>{words.text("Band_Lapsed")}</span>{words.text("Lapsed_Text")}</>
    : <><span className={styles.strong}>{words.text("Abstained")}</span> {churn.text}</>;
}

function Score({ churn }: { churn: Scored }): React.ReactElement {
  const surroundings = useSurroundings();
  const { words, styles } = surroundings;
  const word = words.text(bandTexts[churn.band]);
  const score = words.whole(churn.score);
  return (
    <div className={bandStyle(churn.band, surroundings)}>
      <span className={styles.big}>{word} <span className={styles.number} data-part="score">{score}</span></span>
      <svg className={styles.meter} role="meter" aria-label={words.text("Meter")} aria-valuemin={0} aria-valuemax={100} aria-valuenow={churn.score}
        aria-valuetext={words.text("Meter_Value", score, word)} viewBox="0 0 100 8" preserveAspectRatio="none">
        <rect width={100} height={8} rx={1} />
        <rect width={churn.score} height={8} rx={1} />
      </svg>
      <Trend points={churn.trend} />
    </div>
  );
}

/** Arrow and words: colour never carries the meaning alone. */
function Trend({ points }: { points: number | null }): React.ReactElement | null {
  const { words, styles } = useSurroundings();
  if (points === null) return null;
  const rounded = Math.round(points);
  const key: TextKey = rounded > 0 ? "Trend_Up" : rounded < 0 ? "Trend_Down" : "Trend_Steady";
  const arrow = rounded > 0 ? "\u25B2" : rounded < 0 ? "\u25BC" : "\u25B6";
  return <span className={styles.neutral} data-part="trend"><span aria-hidden="true">{arrow}</span> {words.text(key, words.whole(Math.abs(rounded)))}</span>;
}
