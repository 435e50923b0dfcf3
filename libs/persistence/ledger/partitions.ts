import type { DataSource } from 'typeorm';

const known = new WeakMap<DataSource, Set<string>>();

/**
 * Makes the months these starts lie in. It never waits long: while a long read holds the parent table the rows go to the default partition,
 * from which a later call moves them.
 */
export async function ensurePartitions(store: DataSource, starts: readonly Date[]): Promise<void> {
  const made = known.get(store) ?? new Set();
  known.set(store, made);
  for (const month of new Set(starts.map((start) => start.toISOString().slice(0, -17)))) {
    if (made.has(month)) continue;
    made.add(month);
    try {
      await store.transaction(async (tx) => {
        await tx.query(`SET LOCAL lock_timeout = '500ms'`);
        await tx.query('SELECT ensure_alert_partition($1)', [`${month}-01T00:00:00Z`]);
      });
    } catch (error) {
      if ((error as { code?: string }).code === '55P03') setTimeout(() => made.delete(month), 60_000).unref();
      else {
        made.delete(month);
        throw error;
      }
    }
  }
}
