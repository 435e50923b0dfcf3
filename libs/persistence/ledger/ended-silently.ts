import type { Change, Episode } from './episode.js';

/** A running alert that nobody tells any more: it has ended, as is inferred, when it was last told. */
export const endedSilently = (row: Episode, lastTold: Date, now: Date): Change => ({
  before: row,
  after: {
    ...row,
    missed: 2,
    ends_at: lastTold > row.starts_at ? lastTold : row.starts_at,
    recorded_at: now,
    resolution: 'inferred',
    reporters: {},
    state: 'active',
    silenced_by: [],
    inhibited_by: [],
    muted_by: [],
  },
});
