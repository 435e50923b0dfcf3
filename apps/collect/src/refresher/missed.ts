import type { Change, Episode } from '#persistence';

/**
 * What becomes of open alerts that an answer does not show. Once may be an accident: the alert was last seen by the poll before. The second
 * time in a row it has ended, when it was last seen.
 */
export function missed(rows: readonly Episode[], previousPoll: Date, now: Date): Change[] {
  return rows.map((before) => ({ before, after: before.missed === 0 ? noted(before, previousPoll) : ended(before, now) }));
}

const noted = (row: Episode, previousPoll: Date): Episode => ({ ...row, missed: 1, last_seen_at: latest(row.last_seen_at, previousPoll) });

const ended = (row: Episode, now: Date): Episode => ({
  ...row,
  missed: 2,
  ends_at: latest(row.last_seen_at, row.starts_at),
  recorded_at: now,
  resolution: 'inferred',
  state: 'active',
  silenced_by: [],
  inhibited_by: [],
});

const latest = (a: Date, b: Date): Date => (a > b ? a : b);
