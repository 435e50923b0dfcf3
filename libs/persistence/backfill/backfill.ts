import type { DataSource } from 'typeorm';
import type { Observation } from '../ledger/episode.js';
import { ensurePartitions } from '../ledger/partitions.js';
import { lockOrganizations, recordIn, retrying } from '../ledger/record.js';
import { type Db, sql } from '../sql.js';

/** Numbers of episodes by reason. */
export type Reasons = Readonly<Record<string, number>>;
/** How far a backfill is, and what it came to. Everything before `position` is done. */
export type Backfill = {
  readonly id: number;
  readonly since: Date;
  readonly position: Date;
  readonly step_ms: number;
  readonly recorded: number;
  readonly left_out: Reasons;
  readonly set_aside: Reasons;
};
type Asked = { readonly url: string; readonly tenant: string | null; readonly since: Date };
type Candidates = { organizations: number[]; fingerprints: string[]; starts: Date[]; ends: Date[] };
type Told = Observation & { readonly endsAt: Date };

const begin = sql<Backfill, Asked & { until: Date; step_ms: number; now: Date }>(import.meta.url, './begin.sql');
const unfinished = sql<Backfill, Asked>(import.meta.url, './unfinished.sql');
const advance = sql<
  never,
  Omit<Backfill, 'since' | 'step_ms' | 'left_out' | 'set_aside'> & { left_out: string; set_aside: string; ended_at: Date | null }
>(import.meta.url, './advance.sql');
const overlapping = sql<{ at: number }, Candidates>(import.meta.url, './overlapping.sql');

/** `since`: what is missing of it. A step that was measured then is kept. */
export const unfinishedBackfill = (db: Db, asked: Asked): Promise<Backfill | undefined> => unfinished.first(db, asked);

export const beginBackfill = (db: Db, asked: Asked, until: Date, step_ms: number, now: Date): Promise<Backfill> =>
  begin.one(db, { ...asked, until, step_ms, now });

/** `endedAt`: null while there is more to do. */
export async function advanceBackfill(
  db: Db,
  { id, position, recorded, left_out, set_aside }: Backfill,
  endedAt: Date | null,
): Promise<void> {
  await advance.rows(db, {
    ...{ id, position, recorded, ended_at: endedAt },
    ...{ left_out: JSON.stringify(left_out), set_aside: JSON.stringify(set_aside) },
  });
}

/** Records the episodes that overlap no known one of their series. Batches of up to 2,000. How many were recorded. */
export async function recordUnknown(store: DataSource, episodes: readonly Told[], now: Date): Promise<number> {
  if (episodes.length === 0) return 0;
  await ensurePartitions(
    store,
    episodes.map((one) => one.startsAt),
  );
  return retrying(() =>
    store.transaction(async (tx) => {
      await lockOrganizations(
        tx,
        episodes.map((one) => one.organizationId),
      );
      const unknown = await unknownOf(tx, episodes);
      await recordIn(tx, unknown, now);
      return unknown.length;
    }),
  );
}

/** Of these episodes those that overlap no known one of their series. */
export async function unknownOf<T extends Told>(db: Db, episodes: readonly T[]): Promise<T[]> {
  if (episodes.length === 0) return [];
  const rows = await overlapping.rows(db, {
    organizations: episodes.map((one) => one.organizationId),
    fingerprints: episodes.map((one) => one.fingerprint),
    starts: episodes.map((one) => one.startsAt),
    ends: episodes.map((one) => one.endsAt),
  });
  const known = new Set(rows.map(({ at }) => at));
  return episodes.filter((_, at) => !known.has(at));
}
