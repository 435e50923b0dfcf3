import type { DataSource } from 'typeorm';
import { type Db, sql } from '../sql.js';

/** `waiting_from`: the transaction from which on differences may be left. */
type Folded = { taken: number; waiting_from: string };
const foldLedger = sql<Folded, { most: number }>(import.meta.url, './fold-ledger.sql');
const foldTotals = sql<Folded, { most: number }>(import.meta.url, './fold-totals.sql');
const mark = sql<never, { ledger_from: string; totals_from: string }>(import.meta.url, './mark-fold.sql');

/** Enough for one transaction: a reader adds up what it left pending. */
const AT_ONCE = 20_000;

/**
 * Adds pending differences to the kept numbers, one fold at a time, `most` of a kind in a transaction, until none is left.
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

/** Until the transaction ends nobody folds; waits for a fold under way. Who changes kept numbers, or the places of organizations, holds them. */
export async function holdFolds(tx: Db): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(4711, 3)');
}

async function foldOnce(tx: Db, most: number): Promise<number> {
  const ledger = await foldLedger.one(tx, { most });
  const totals = await foldTotals.one(tx, { most });
  const taken = ledger.taken + totals.taken;
  if (taken > 0) await mark.rows(tx, { ledger_from: ledger.waiting_from, totals_from: totals.waiting_from });
  return taken;
}
