import { apply, type Episode, endedSilently, lockOrganizations, retrying, type Store } from '#persistence';

export type Tx = Parameters<typeof lockOrganizations>[0];
/** A running alert that nobody tells any more, and when it was last told. */
export type Silent = Episode & { readonly told_at: Date };
/** One kind of silence: `turn` names it among the locks, `read` finds a batch of what has fallen silent, `after` follows when there is no more. */
export type Silence = {
  readonly turn: number;
  readonly read: (tx: Tx) => Promise<Silent[]>;
  readonly after?: (tx: Tx) => Promise<unknown>;
};

/** Ends running alerts when they were last told, in small transactions. Any number of processes may do so: one works at a time. */
export async function endSilent(store: Store, silence: Silence, now: Date): Promise<void> {
  while (!(await retrying(() => store.transaction((tx) => endBatch(tx, silence, now)))));
}

/** False: there may be more. */
async function endBatch(tx: Tx, { turn, read, after }: Silence, now: Date): Promise<boolean> {
  const [{ mine }] = await tx.query('SELECT pg_try_advisory_xact_lock(4711, $1) AS mine', [turn]);
  if (!mine) return true;
  const seen = await read(tx);
  if (seen.length === 0) {
    await after?.(tx);
    return true;
  }
  const locked = new Set(seen.map((row) => row.organization_id));
  await lockOrganizations(tx, [...locked]);
  const rows = (await read(tx)).filter((row) => locked.has(row.organization_id));
  await apply(
    tx,
    rows.map(({ told_at, ...row }) => endedSilently(row, told_at, now)),
    now,
  );
  return false;
}
