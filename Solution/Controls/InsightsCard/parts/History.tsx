import * as React from "react";
import { ScorePoint } from "../view/card";
import { chartLine } from "../view/chartLine";
import { useSurroundings } from "./surroundings";

const width = 100;
const height = 40;
const margin = 4;

/** The score by month as a line, in one sentence, and as a table. */
export function History({ points }: { points: readonly ScorePoint[] }): React.ReactElement | null {
  const { words, styles } = useSurroundings();
  const first = points[0];
  const last = points[points.length - 1];
  if (points.length < 2 || !first || !last) return null;

  const scores = points.map(point => Math.round(point.score));
  const summary = words.text("History_Summary", words.whole(Math.round(first.score)), words.month(first.day), words.whole(Math.round(last.score)),
    words.month(last.day), words.whole(Math.min(...scores)), words.whole(Math.max(...scores)));
  return (
    <>
      <h3>{words.text("History")}</h3>
      <figure className={styles.figure}>
        <svg className={styles.chart} role="img" aria-label={summary} viewBox={`0 ${-margin} ${width} ${height + 2 * margin}`} preserveAspectRatio="none">
          <polyline points={chartLine(points, width, height)} fill="none" stroke="currentcolor" strokeWidth={2} vectorEffect="non-scaling-stroke" />
        </svg>
        <figcaption className={styles.secondary} aria-hidden="true">{summary}</figcaption>
      </figure>
      <details>
        <summary className={styles.summary}>{words.text("History_Table")}</summary>
        <HistoryTable points={points} />
      </details>
    </>
  );
}

function HistoryTable({ points }: { points: readonly ScorePoint[] }): React.ReactElement {
  const { words, styles } = useSurroundings();
  return (
    <table className={styles.table}>
      <thead><tr><th scope="col">{words.text("History_Month")}</th><th scope="col">{words.text("History_Score")}</th></tr></thead>
      <tbody>
        {points.map(point => <tr key={point.day}><th scope="row">{words.month(point.day)}</th><td>{words.whole(Math.round(point.score))}</td></tr>)}
      </tbody>
    </table>
  );
}
