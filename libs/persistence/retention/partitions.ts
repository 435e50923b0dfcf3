import pg from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { ensurePartitions, forgetPartitions } from '../ledger/partitions.js';
import { sql } from '../sql.js';

type Month = { part: string; attached: boolean; detaching: boolean };
type Day = { part: string; detaching: boolean; last: number | null };

const emptyMonths = sql<Month, { month: Date }>(import.meta.url, './empty-months.sql');
const isEmpty = sql<{ empty: boolean }, { part: string }>(import.meta.url, './is-empty.sql');
const feedDays = sql<Day, object>(import.meta.url, './feed-days.sql');
const forgetMarks = sql<never, { last: number }>(import.meta.url, './forget-marks.sql');
const newest = sql<{ number: number }, object>(import.meta.url, './feed-newest.sql');

/** A reader of the whole ledger keeps a partition from going: what it holds up goes the next time. */
const PATIENCE = '5s';
const WAITED = ['55P03', '57014'];
const FEED_DAYS = 7;
const FEED_LINES = 50_000_000;
const DAY_MS = 86_400_000;

/** Drops the months before one that hold nothing, as long as nobody reads them. How many went. */
export async function dropMonths(store: DataSource, month: Date): Promise<number> {
  let dropped = 0;
  for (const { part, attached, detaching } of await emptyMonths.rows(store, { month })) {
    if (attached && !(await detach(store, 'alert', part, detaching))) continue;
    forgetPartitions(store);
    // An alert may have come between the look and the end.
    if ((await isEmpty.one(store, { part })).empty) {
      await store.query(`DROP TABLE ${pg.escapeIdentifier(part)}`);
      dropped++;
    } else await ensurePartitions(store, [new Date(`${part.slice(-6, -2)}-${part.slice(-2)}-01T00:00:00Z`)]);
  }
  return dropped;
}

/** Drops the days of the feed that are older than seven, or from before the newest fifty million lines. */
export async function dropFeedDays(store: DataSource, now: Date, lines = FEED_LINES): Promise<number> {
  const { number } = await newest.one(store, {});
  const oldest = new Date(now.getTime() - FEED_DAYS * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '');
  const today = now.toISOString().slice(0, 10).replaceAll('-', '');
  let dropped = 0;
  for (const { part, detaching, last } of await feedDays.rows(store, {})) {
    const day = part.slice(-8);
    if (day >= today || (day >= oldest && (last ?? 0) > number - lines)) break;
    if (last !== null) await forgetMarks.rows(store, { last });
    if (!(await detach(store, 'feed', part, detaching))) break;
    await store.query(`DROP TABLE ${pg.escapeIdentifier(part)}`);
    dropped++;
  }
  return dropped;
}

/** Takes a partition out without a lock that anybody waits for. False while somebody reads it: then it counts no more, and goes the next time. */
async function detach(store: DataSource, parent: string, part: string, detaching: boolean): Promise<boolean> {
  const runner = store.createQueryRunner();
  try {
    await runner.query(`SET lock_timeout = '${PATIENCE}'; SET statement_timeout = '${PATIENCE}'`);
    await runner.query(`ALTER TABLE ${parent} DETACH PARTITION ${pg.escapeIdentifier(part)} ${detaching ? 'FINALIZE' : 'CONCURRENTLY'}`);
    return true;
  } catch (error) {
    if (WAITED.includes(String((error as { code?: unknown }).code))) return false;
    throw error;
  } finally {
    await reset(runner);
  }
}

async function reset(runner: QueryRunner): Promise<void> {
  await runner.query('RESET lock_timeout; RESET statement_timeout');
  await runner.release();
}
