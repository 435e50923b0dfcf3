import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { lockOrganizations, retrying } from '../ledger/record.js';
import { settleTree } from '../organizations/change-tree.js';
import { holdFolds } from '../projections/folder.js';
import { sql } from '../sql.js';
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
  /** Told of each difference, one after the other. */
  readonly report: (difference: Difference) => void;
  /** Ends it at once, with an error. */
  readonly stop?: AbortSignal;
};

type Rows = { rows: string };
const comparison = (file: string) => sql<Difference, object>(import.meta.url, file);
const mending = (file: string) => {
  const statement = sql<never, Rows>(import.meta.url, file);
  return async (db: EntityManager, found: readonly Difference[]): Promise<void> => {
    const rows = found.map((one) => ({ ...one, missing: one.expected - one.found }));
    await statement.rows(db, { rows: JSON.stringify(rows) });
  };
};

/** What is kept of the ledger beside it, then the projections. A projection that is added to the folder is added here. */
const COPIES = [comparison('./copies.sql')];
const PROJECTIONS = [comparison('./history.sql'), comparison('./counters.sql'), comparison('./starts.sql')];
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
 * Recomputes every projection from the ledger in one snapshot, pending differences included, while everything else goes on. How many numbers differ.
 * Repairing adds what is missing, so that it is right whatever happens meanwhile. Throws {@link AuditBusy}.
 */
export async function audit(store: DataSource, { mode, report, stop }: AuditOptions): Promise<number> {
  if (mode === 'report') return compare(store, [...COPIES, ...PROJECTIONS], async (found) => found.forEach(report), stop);
  return withLock(store, async (lock) => {
    const mend = async (found: readonly Difference[]): Promise<void> => {
      await repair(lock, found);
      found.forEach(report);
    };
    return (await compare(store, COPIES, mend, stop)) + (await compare(store, PROJECTIONS, mend, stop));
  });
}

/** Tells of the differences of one snapshot; memory does not grow with their number. */
async function compare(
  store: DataSource,
  comparisons: readonly ReturnType<typeof comparison>[],
  take: (found: readonly Difference[]) => Promise<void>,
  stop: AbortSignal | undefined,
): Promise<number> {
  let count = 0;
  const texts = comparisons.map(({ text }) => text);
  for await (const found of inSnapshot<Difference>(store, texts, stop)) {
    await take(found);
    count += found.length;
  }
  return count;
}

/** Nobody else changes these alerts or any projection meanwhile: in another order of rows the two would wait for each other. */
async function repair(lock: QueryRunner, found: readonly Difference[]): Promise<void> {
  const ofKind = (projection: string): Difference[] => found.filter((one) => one.projection === projection);
  if (ofKind('organization').length > 0) await settleTree(lock.connection);
  const organizations = ofKind('series').map((one) => one.scope);
  const mendAll = async (tx: EntityManager): Promise<void> => {
    await tx.query('SET LOCAL statement_timeout = 0');
    await lockOrganizations(tx, organizations);
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
