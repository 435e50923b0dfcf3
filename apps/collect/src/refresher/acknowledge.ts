import { apply, type Db, type Episode, sql } from '#persistence';

const silenced = sql<Episode, { organizations: readonly number[] }>(import.meta.url, './silenced.sql');

/** The first silence on an alert acknowledges it. The organizations are locked. */
export async function acknowledgeSilenced(tx: Db, organizations: readonly number[], now: Date): Promise<void> {
  const rows = await silenced.rows(tx, { organizations });
  const changes = rows.map((before) => ({ before, after: { ...before, acknowledged_at: now } }));
  if (changes.length > 0) await apply(tx, changes, now);
}
