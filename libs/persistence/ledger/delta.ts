import type { Change, Episode } from './episode.js';

const QUARTER_MS = 900_000;
/** The 15 minutes an instant lies in, counted from the epoch. Days of nearly all time zones begin with one; #metrics covers the few that do not. */
export const quarterOf = (at: Date): number => Math.floor(at.getTime() / QUARTER_MS);

/** A row of ledger_delta: the signed difference a change makes to every number kept. */
export type Delta = {
  organization_id: number;
  history: number;
  recorded_quarter: number;
  start_quarter: number;
  severity: string | null;
};
export const NO_DELTA: Delta = { organization_id: 0, history: 0, recorded_quarter: 0, start_quarter: 0, severity: null };

/** Old rows against new rows, so that a replay yields none; those of the same keys as one. */
export function deltasOf(changes: readonly Change[]): Delta[] {
  const byKey = new Map<string, Delta>();
  const count = (episode: Episode | null, history: 1 | -1): void => {
    if (!episode?.recorded_at) return;
    const { organization_id, recorded_at, starts_at, severity } = episode;
    const [recorded_quarter, start_quarter] = [quarterOf(recorded_at), quarterOf(starts_at)];
    const key = `${organization_id} ${recorded_quarter} ${start_quarter} ${severity === null ? '' : `=${severity}`}`;
    const sum = byKey.get(key);
    if (sum) sum.history += history;
    else byKey.set(key, { organization_id, history, recorded_quarter, start_quarter, severity });
  };
  for (const { before, after } of changes) {
    count(before, -1);
    count(after, 1);
  }
  return [...byKey.values()].filter(({ history }) => history !== 0);
}
