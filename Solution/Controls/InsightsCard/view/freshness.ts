/** How old the shown values are. */
export interface Freshness {
  readonly on: Date;
  readonly isStale: boolean;
}

const staleAfterMilliseconds = 24 * 60 * 60 * 1000;

/**
 * An unchanged customer is not written again, so its values are as fresh as the last successful run. Null where no moment is known.
 * @param moments When the row was computed and when the last run ended; null where unknown.
 */
export function freshnessOf(moments: readonly (Date | null)[], now: Date): Freshness | null {
  const known = moments.filter((moment): moment is Date => moment !== null && !Number.isNaN(moment.getTime()));
  if (known.length === 0) return null;
  const latest = known.reduce((one, other) => (one > other ? one : other));
  return { on: latest, isStale: now.getTime() - latest.getTime() > staleAfterMilliseconds };
}
