import type { DataSource } from 'typeorm';
import { lockOrganizations, retrying } from '../ledger/record.js';
import { foldPending, holdFolds } from '../projections/folder.js';
import { sql } from '../sql.js';
import { forgetNames } from './forget-names.js';
import { oldestKept } from './oldest-kept.js';
import { dropMonths } from './partitions.js';

/** `month`: what started before it lies in months that are old as a whole. `oldest`: what ended before it is old. */
type Bounds = { readonly month: Date; readonly oldest: Date };
type Batch = Bounds & { most: number };

const doomed = sql<{ organization_id: number }, Batch & { from: number }>(import.meta.url, './doomed.sql');
const dropAlerts = sql<{ dropped: number; series: number[] }, Batch & { organizations: number[] }>(import.meta.url, './drop-alerts.sql');
const forgetSeries = sql<never, { series: number[] }>(import.meta.url, './forget-series.sql');
const forgetZeros = sql<never, { month: Date }>(import.meta.url, './forget-zeros.sql');
const forgetQuarantine = sql<never, { now: Date }>(import.meta.url, './forget-quarantine.sql');

const BATCH = 5_000;

export type Dropped = { readonly alerts: number; readonly months: number };

/**
 * Drops what ended more than `months` ago, month by month of its start; 0 keeps everything. Alerts go in small transactions that subtract what they
 * drop from every number, so that each is right at any moment and recorders hardly wait; then the empty months go as a whole, without waiting for a
 * reader. It may be ended and begun again.
 */
export async function retain(store: DataSource, months: number, now: Date, stop?: AbortSignal): Promise<Dropped> {
  await forgetQuarantine.rows(store, { now });
  const end = oldestKept(months, now);
  if (end === null) return { alerts: 0, months: 0 };
  const oldest = new Date(end);
  const month = new Date(Date.UTC(oldest.getUTCFullYear(), oldest.getUTCMonth()));
  const alerts = await dropOld(store, { month, oldest }, stop);
  await forgetNames(store, now, stop);
  const dropped = await dropMonths(store, month);
  await foldPending(store);
  await store.transaction(async (tx) => {
    await holdFolds(tx);
    await forgetZeros.rows(tx, { month });
  });
  return { alerts, months: dropped };
}

/** Organization by organization: a batch locks the few it touches. */
async function dropOld(store: DataSource, bounds: Bounds, stop: AbortSignal | undefined): Promise<number> {
  let [total, from] = [0, 0];
  for (;;) {
    stop?.throwIfAborted();
    const batch = { ...bounds, most: BATCH };
    const organizations = (await doomed.rows(store, { ...batch, from })).map((row) => row.organization_id);
    const last = organizations.at(-1);
    if (last === undefined) return total;
    const dropped = await retrying(() =>
      store.transaction(async (tx) => {
        await lockOrganizations(tx, organizations);
        const gone = await dropAlerts.one(tx, { ...batch, organizations });
        await forgetSeries.rows(tx, { series: gone.series });
        return gone.dropped;
      }),
    );
    [total, from] = [total + dropped, dropped === 0 ? last + 1 : last];
    await foldPending(store);
  }
}
