import type { DataSource } from 'typeorm';

const RETRY_MS = 60_000;
const made = new WeakMap<DataSource, Map<string, Promise<void>>>();

/**
 * Makes the months these starts lie in. It never waits long: while a long read holds the parent table the rows go to the default partition,
 * from which a later call moves them.
 */
export async function ensurePartitions(store: DataSource, starts: readonly Date[]): Promise<void> {
  const months = made.get(store) ?? new Map<string, Promise<void>>();
  made.set(store, months);
  for (const month of new Set(starts.map((start) => start.toISOString().slice(0, -17)))) {
    const making = months.get(month) ?? make(store, month, months);
    months.set(month, making);
    await making;
  }
}

async function make(store: DataSource, month: string, months: Map<string, Promise<void>>): Promise<void> {
  try {
    await store.transaction(async (tx) => {
      await tx.query(`SET LOCAL lock_timeout = '500ms'`);
      await tx.query('SELECT ensure_alert_partition($1)', [`${month}-01T00:00:00Z`]);
    });
  } catch (error) {
    const isLocked = (error as { code?: string }).code === '55P03';
    if (isLocked) setTimeout(() => months.delete(month), RETRY_MS).unref();
    else {
      months.delete(month);
      throw error;
    }
  }
}
