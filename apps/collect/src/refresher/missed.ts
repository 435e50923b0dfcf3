import { type Change, type Episode, endedSilently } from '#persistence';

/** `is_told`: a sender of `/api/v2/alerts` goes on telling it. */
export type Missing = Episode & { readonly is_told: boolean };

/**
 * What becomes of open alerts that an upstream's answer does not show. Once may be an accident: the alert was last seen by the poll before. The second
 * time in a row it has ended, when it was last seen; unless another Alertmanager has told it since.
 */
export function missed(rows: readonly Missing[], upstream: string, previousPoll: Date, now: Date): Change[] {
  return rows.flatMap((before): Change[] => {
    if (before.missed === 0) return [{ before, after: noted(before, previousPoll) }];
    return isToldElsewhere(before, upstream) ? [] : [endedSilently(before, before.last_seen_at, now)];
  });
}

const isToldElsewhere = ({ reporters, last_seen_at, is_told }: Missing, upstream: string): boolean =>
  is_told ||
  Object.entries(reporters).some(
    ([name, told]) => !name.startsWith('upstream ') && name !== `own ${upstream}` && told > last_seen_at.getTime(),
  );

const noted = (row: Episode, previousPoll: Date): Episode => ({ ...row, missed: 1, last_seen_at: latest(row.last_seen_at, previousPoll) });

const latest = (a: Date, b: Date): Date => (a > b ? a : b);
