import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';

/** Recorders queue behind a lock that is waited for: so long they wait at most. */
const LOCK_TIMEOUT = '300ms';
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;
/** A lock was not to be had, or two waited for each other. */
const TAKEN = ['55P03', '40P01'];

/** Runs work in a transaction that waits for no lock longer than others may wait for it, and tries again until it has had all it needs. */
export async function patiently<T>(db: pg.Client, work: () => Promise<T>): Promise<T> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    try {
      await db.query(`BEGIN; SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
      const result = await work();
      await db.query('COMMIT');
      return result;
    } catch (error) {
      await db.query('ROLLBACK').catch(() => undefined); // the first error says more
      if (!TAKEN.includes(String((error as { code?: unknown }).code))) throw error;
    }
    await pause(pauseMs);
  }
}
