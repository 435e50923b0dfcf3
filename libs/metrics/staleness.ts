// The warnings of GET /api/alerts/totals; their texts are part of the contract.

export const STALE_AFTER_MS = 300_000;
export const TOTALS_UNAVAILABLE = 'totals: unavailable';
export const HISTORY_UNAVAILABLE = 'history: unavailable';
export const MUTED_UNKNOWN = 'totals: muted alerts are not known, the source is Prometheus';

/** Instants in epoch ms. `oldestRefresh`: of the rows in scope, null without any. `missing`: organizations in scope without a row. */
export type Freshness = { readonly oldestRefresh: number | null; readonly missing: number };

/** What to say about counters refreshed then and read `now`: nothing, that the oldest is older than 5 minutes (its age in whole seconds, cut off), that some never came. */
export function freshnessWarnings({ oldestRefresh, missing }: Freshness, now: number): string[] {
  const warnings: string[] = [];
  const age = oldestRefresh === null ? 0 : now - oldestRefresh;
  if (age > STALE_AFTER_MS) warnings.push(`totals: stale data, oldest refresh ${Math.floor(age / 1000)}s ago`);
  if (missing > 0) warnings.push(`totals: never refreshed for ${missing} organizations`);
  return warnings;
}
