import type { DataSource } from 'typeorm';
import { sql } from '../sql.js';

type Gone = { gone: number };
const oldEvents = sql<Gone, { before: Date; most: number }>(import.meta.url, './forget-old-events.sql');
const mostEvents = sql<Gone, { kept: number; most: number }>(import.meta.url, './forget-most-events.sql');
const aged = [
  './forget-exports.sql',
  './forget-runs.sql',
  './forget-notifications.sql',
  './forget-holds.sql',
  './forget-quotas.sql',
  './forget-sessions.sql',
  './forget-calls.sql',
  './forget-reported.sql',
].map((file) => sql<Gone, { before: Date; most: number }>(import.meta.url, file));

const DAY_MS = 86_400_000;
/** Longer than a year, so that the same month of the last one is there. */
const KEPT_DAYS = 400;
/** Log lines of an organization. */
const KEPT_EVENTS = 100_000;
const BATCH = 10_000;

/** Forgets log lines, exports without a file, notifications, runs of schedules and what was counted of usage and silences no longer shown that are older than 400 days, and of each organization's log all but the newest 100,000 lines. */
export async function forgetLogs(store: DataSource, now: Date, stop?: AbortSignal): Promise<void> {
  const before = new Date(now.getTime() - KEPT_DAYS * DAY_MS);
  await repeated(() => oldEvents.one(store, { before, most: BATCH }), stop);
  await repeated(() => mostEvents.one(store, { kept: KEPT_EVENTS, most: BATCH }), stop);
  for (const old of aged) await repeated(() => old.one(store, { before, most: BATCH }), stop);
}

/** In transactions that are short. */
async function repeated(work: () => Promise<Gone>, stop: AbortSignal | undefined): Promise<void> {
  do stop?.throwIfAborted();
  while ((await work()).gone === BATCH);
}
