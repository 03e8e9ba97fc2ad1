import * as React from "react";
import { freshnessOf } from "../view/freshness";
import { CardRows, useSurroundings } from "./surroundings";

/** How fresh the values are: the later of when the row was computed and when the last run succeeded. */
export function FreshnessLine({ computedOn, rows }: { computedOn: Date | null; rows: CardRows | null }): React.ReactElement | null {
  const { words, styles } = useSurroundings();
  const [lastRun, setLastRun] = React.useState<Date | null>(null);
  const computedAt = computedOn?.getTime();
  React.useEffect(() => {
    let isCurrent = true;
    // Who may not read runs sees the row's own moment.
    rows?.lastRun().then(found => { if (isCurrent) setLastRun(found); }, () => undefined);
    return () => { isCurrent = false; };
  }, [rows, computedAt]);
  const freshness = freshnessOf([computedOn, lastRun], new Date());
  if (!freshness) return null;
  return (
    <span className={freshness.isStale ? styles.watch : styles.secondary} data-part="freshness">
      {words.text(freshness.isStale ? "Stale" : "Fresh", words.moment(freshness.on))}
    </span>
  );
}
