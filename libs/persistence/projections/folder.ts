import type { DataSource } from 'typeorm';
import { type Db, sql } from '../sql.js';

const foldLedger = sql<{ taken: number }, { most: number }>(import.meta.url, './fold-ledger.sql');
const foldTotals = sql<{ taken: number }, object>(import.meta.url, './fold-totals.sql');

/** Enough for one transaction: a reader adds up what it left pending. */
const AT_ONCE = 20_000;

/**
 * Adds pending differences to the projections, one fold at a time, `most` in a transaction, until none is left.
 * How many it took; 0 as well when another process is at it.
 */
export async function foldPending(store: DataSource, most = AT_ONCE): Promise<number> {
  let total = 0;
  for (let taken = 1; taken > 0; total += taken) {
    taken = await store.transaction(async (tx) => {
      const [{ mine }] = await tx.query('SELECT pg_try_advisory_xact_lock(4711, 3) AS mine');
      return mine ? foldOnce(tx, most) : 0;
    });
  }
  return total;
}

/** Until the transaction ends nobody folds; waits for a fold under way. Who changes projections, or the tree they stand on, holds them. */
export async function holdFolds(tx: Db): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(4711, 3)');
}

/** The same inside a transaction that changes the tree: waits for a fold under way, then leaves nothing pending. */
export async function foldAllHere(tx: Db): Promise<void> {
  await holdFolds(tx);
  while ((await foldOnce(tx, AT_ONCE)) > 0);
}

async function foldOnce(tx: Db, most: number): Promise<number> {
  const ledger = await foldLedger.one(tx, { most });
  const totals = await foldTotals.one(tx, {});
  return ledger.taken + totals.taken;
}
