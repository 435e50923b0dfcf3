import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';

const DAY_MS = 86_400_000;
/** Beside the present one. */
const MONTHS_AHEAD = 2;
const DAYS_AHEAD = 2;
/** Attaching waits only for who makes, drops or indexes another one. */
const TRIES = 20;
const RETRY_MS = 100;
const LOCKED = '55P03';
const made = new WeakMap<DataSource, Map<string, Promise<void>>>();

/** Makes the months these starts lie in, as far as this process does not know them to be there. */
export async function ensurePartitions(store: DataSource, starts: readonly Date[]): Promise<void> {
  for (const month of new Set(starts.map((start) => start.toISOString().slice(0, -17))))
    await once(store, month, 'SELECT ensure_alert_partition($1)', [`${month}-01T00:00:00Z`]);
}

/** Makes the months that recording will need: starts lie at most a day ahead. */
export const ensureMonths = (store: DataSource, now: Date): Promise<void> =>
  ensurePartitions(
    store,
    Array.from({ length: 1 + MONTHS_AHEAD }, (_, i) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + i))),
  );

/** Makes the days that the feed will need. */
export async function ensureFeedDays(store: DataSource, now: Date): Promise<void> {
  const today = Math.floor(now.getTime() / DAY_MS);
  for (let day = today - 1; day <= today + DAYS_AHEAD; day++) {
    const [first, next] = [new Date(day * DAY_MS), new Date((day + 1) * DAY_MS)];
    const part = `feed_${first.toISOString().slice(0, 10).replaceAll('-', '')}`;
    await once(store, part, "SELECT ensure_partition('feed', $1, $2, $3)", [part, first, next]);
  }
}

/** What was made may have been dropped. */
export const forgetPartitions = (store: DataSource): void => void made.delete(store);

/** Runs a statement that makes a partition, unless it has been run. */
async function once(store: DataSource, name: string, text: string, binds: readonly unknown[]): Promise<void> {
  const known = made.get(store) ?? new Map<string, Promise<void>>();
  made.set(store, known);
  const making = known.get(name) ?? make(store, text, binds);
  known.set(name, making);
  await making.catch((error: unknown) => {
    known.delete(name);
    throw error;
  });
}

async function make(store: DataSource, text: string, binds: readonly unknown[]): Promise<void> {
  for (let left = TRIES; ; left--) {
    try {
      return await store.transaction(async (tx) => {
        await tx.query(`SET LOCAL lock_timeout = '300ms'`);
        await tx.query(text, [...binds]);
      });
    } catch (error) {
      if (left === 0 || (error as { code?: string }).code !== LOCKED) throw error;
    }
    await pause(RETRY_MS);
  }
}
