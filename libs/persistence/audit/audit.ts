import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { retrying } from '../ledger/record.js';
import { settleTree } from '../organizations/change-tree.js';
import { holdFolds } from '../projections/folder.js';
import { sql } from '../sql.js';
import { rolling, type Slice, slicesOf } from './slices.js';
import { inSnapshot } from './snapshot.js';

/** A number that is not what it should be: of a row of a projection, or how many rows of a table carry wrong copies. */
export type Difference = {
  readonly projection: string;
  /** As in scope_totals: an organization with everything below it, negative for it alone. */
  readonly scope: number;
  /** What else names the row. */
  readonly key: Readonly<Record<string, string | number>>;
  readonly measure: string;
  readonly expected: number;
  readonly found: number;
};
export type AuditOptions = {
  readonly mode: 'report' | 'repair';
  /** Only the part whose turn it is on this night. */
  readonly night?: Date;
  /** Told of each difference, one after the other. */
  readonly report: (difference: Difference) => void;
  /** Ends it at once, with an error. */
  readonly stop?: AbortSignal;
};

/** Differences that are mended in one transaction. */
const BATCH = 1_000;

type Rows = { rows: string };
const comparison = <Binds extends object>(file: string) => sql<Difference, Binds>(import.meta.url, file);
const mending = (file: string) => {
  const statement = sql<never, Rows>(import.meta.url, file);
  return async (db: EntityManager, found: readonly Difference[]): Promise<void> => {
    const rows = found.map((one) => ({ ...one, missing: one.expected - one.found }));
    await statement.rows(db, { rows: JSON.stringify(rows) });
  };
};

/** What is derived from the tree, then the kept numbers slice by slice, then what is derived from those. A number that is added to the folder is added here. */
const COPIES = comparison<object>('./copies.sql');
const SLICED = [comparison<Slice>('./recorded.sql'), comparison<Slice>('./started.sql')];
const WHOLE = [comparison<object>('./totals.sql'), comparison<object>('./counters.sql')];
const MENDERS: Readonly<Record<string, ReturnType<typeof mending>>> = {
  series: mending('./mend-series.sql'),
  alerts_totals_by_org: mending('./mend-counters.sql'),
  scope_totals: mending('./mend-totals.sql'),
  history_day: mending('./mend-history-day.sql'),
  history_month: mending('./mend-history-month.sql'),
  history_starts: mending('./mend-history-starts.sql'),
  history_quarter: mending('./mend-history-quarter.sql'),
  start_day: mending('./mend-start-day.sql'),
};

/** Another process repairs at the moment: two would add what is missing twice. */
export class AuditBusy extends Error {}

/**
 * Recomputes kept numbers from the ledger, pending differences included, while everything else goes on. How many differ. Each slice of the ledger is read
 * in a snapshot of its own, on the replica where there is one: none is open for long. `night` takes the part whose turn it is then, else all is read.
 * Repairing looks again at the primary and adds what is missing, so that it is right whatever happens meanwhile. Throws {@link AuditBusy}.
 */
export async function audit(store: DataSource, { mode, report, night, stop }: AuditOptions): Promise<number> {
  const work = async (mend: Mend | undefined): Promise<number> => {
    const slices = await slicesOf(store);
    let count = 0;
    for (const question of questionsOf(night ? rolling(slices, night) : slices)) {
      const found = await differences(store, question, mend, stop);
      found.forEach(report);
      count += found.length;
    }
    return count;
  };
  return mode === 'report' ? work(undefined) : withLock(store, (lock) => work((found) => repair(lock, found)));
}

type Mend = (found: readonly Difference[]) => Promise<void>;
type Question = { readonly text: string; readonly values: unknown[] };

const questionsOf = (slices: readonly Slice[]): Question[] => [
  { text: COPIES.text, values: COPIES.values({}) },
  ...slices.flatMap((slice) => SLICED.map((one) => ({ text: one.text, values: one.values(slice) }))),
  ...WHOLE.map((one) => ({ text: one.text, values: one.values({}) })),
];

async function differences(
  store: DataSource,
  question: Question,
  mend: Mend | undefined,
  stop: AbortSignal | undefined,
): Promise<Difference[]> {
  const found = await inSnapshot<Difference>(store, question, { stop });
  if (!mend || found.length === 0) return found;
  // A replica may not have seen the last repair.
  const sure = await inSnapshot<Difference>(store, question, { from: 'master', stop });
  for (let at = 0; at < sure.length; at += BATCH) await mend(sure.slice(at, at + BATCH));
  return sure;
}

/** Nobody else changes kept numbers meanwhile: in another order of rows the two would wait for each other. */
async function repair(lock: QueryRunner, found: readonly Difference[]): Promise<void> {
  const ofKind = (projection: string): Difference[] => found.filter((one) => one.projection === projection);
  if (ofKind('organization').length > 0) await settleTree(lock.connection);
  const mendAll = async (tx: EntityManager): Promise<void> => {
    await tx.query('SET LOCAL statement_timeout = 0');
    await holdFolds(tx);
    for (const [projection, mend] of Object.entries(MENDERS)) if (ofKind(projection).length > 0) await mend(tx, ofKind(projection));
  };
  await retrying(() => lock.manager.transaction(mendAll));
}

/** The lock belongs to the connection that repairs: when one is lost, so is the other. */
async function withLock<T>(store: DataSource, work: (lock: QueryRunner) => Promise<T>): Promise<T> {
  const lock = store.createQueryRunner();
  try {
    const [{ mine }] = await lock.query('SELECT pg_try_advisory_lock(4711, 4) AS mine');
    if (!mine) throw new AuditBusy('another audit repairs at the moment');
    try {
      return await work(lock);
    } finally {
      await lock.query('SELECT pg_advisory_unlock(4711, 4)');
    }
  } finally {
    await lock.release();
  }
}
