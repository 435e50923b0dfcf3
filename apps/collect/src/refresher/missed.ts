import type { Change, Episode } from '#persistence';

/**
 * What becomes of open alerts that an upstream's answer does not show. Once may be an accident: the alert was last seen by the poll before. The second
 * time in a row it has ended, when it was last seen; unless another Alertmanager has told it since.
 */
export function missed(rows: readonly Episode[], upstream: string, previousPoll: Date, now: Date): Change[] {
  return rows.flatMap((before): Change[] => {
    if (before.missed === 0) return [{ before, after: noted(before, previousPoll) }];
    return isToldElsewhere(before, upstream) ? [] : [{ before, after: ended(before, now) }];
  });
}

const isToldElsewhere = ({ reporters, last_seen_at }: Episode, upstream: string): boolean =>
  Object.entries(reporters).some(
    ([name, told]) => !name.startsWith('upstream ') && name !== `own ${upstream}` && told > last_seen_at.getTime(),
  );

const noted = (row: Episode, previousPoll: Date): Episode => ({ ...row, missed: 1, last_seen_at: latest(row.last_seen_at, previousPoll) });

const ended = (row: Episode, now: Date): Episode => ({
  ...row,
  missed: 2,
  ends_at: latest(row.last_seen_at, row.starts_at),
  recorded_at: now,
  resolution: 'inferred',
  reporters: {},
  state: 'active',
  silenced_by: [],
  inhibited_by: [],
  muted_by: [],
});

const latest = (a: Date, b: Date): Date => (a > b ? a : b);
