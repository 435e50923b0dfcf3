import type { DataSource } from 'typeorm';
import { alone } from '../alone.js';
import { sql } from '../sql.js';

type Run = { job: string; day: string };
const ranOn = sql<{ done: boolean }, Run>(import.meta.url, './ran-on.sql');
const note = sql<never, Run>(import.meta.url, './note-run.sql');

const HOUR_MS = 3_600_000;
/** Days of jobs begin when few people watch, in UTC. */
const FIRST_HOUR = 2;

/** Runs a job unless it has finished today, in whichever process comes first; one that dies leaves it to the next that asks. True when it ran here. */
export async function daily(store: DataSource, job: string, now: Date, work: () => Promise<void>): Promise<boolean> {
  const day = new Date(now.getTime() - FIRST_HOUR * HOUR_MS).toISOString().slice(0, 10);
  if ((await ranOn.one(store, { job, day })).done) return false;
  const ran = await alone(store, job, async (holder) => {
    if ((await ranOn.one(holder, { job, day })).done) return false;
    await work();
    await note.rows(holder, { job, day });
    return true;
  });
  return ran ?? false;
}
