import { randomUUID } from 'node:crypto';
import { type Columns, type Held, question } from '#columns';
import { type Place, StorageUnusable } from '#files';
import { allSince, inSnapshot, type Snapshot, type Store } from '#persistence';
import { compareAlerts, compareOrganizations, type LakeDifference } from './audit/compare.js';
import type { Parquet } from './log/log.js';
import type { TableState } from './log/state.js';
import { type SnapshotName, snapshotOf } from './snapshot-name.js';
import { bytesIn, type Commit, KEPT_MS, rowsIn, Table, type Touched } from './table.js';
import { ALERTS, ORGANIZATIONS } from './tables/specs.js';

/** What a commit is made from. */
export type Source = { readonly columns: Columns; readonly store: Store; readonly now: Date; readonly signal: AbortSignal };
type Making = { readonly store: Store; readonly folder: string; readonly now: Date; readonly signal: AbortSignal };
export type LakeTables = { readonly alerts: TableState; readonly organizations: TableState };
export type TableSize = { readonly table: string; readonly rows: number; readonly files: number; readonly bytes: number };

const tenantsOf = question<{ tenants: string }, object>(import.meta.url, './tables/tenants.duck.sql');

const EVERY: Touched = { every: true, buckets: [] };
/** Whoever writes takes this lock first: it saves others the trouble, and is not what makes a version one writer's. */
export const WRITERS = 'lake';
const IDS_A_BUCKET = 131_072;
/** More lines than this are not looked at one by one: every part is compared. */
const MOST_LINES = 500_000;

/** The ledger as two Delta tables, each version of which is the ledger as of one snapshot. */
export class Lake {
  private constructor(
    private readonly alerts: Table,
    private readonly organizations: Table,
  ) {}

  static async open(place: Place): Promise<Lake> {
    return new Lake(await Table.open(ALERTS, place), await Table.open(ORGANIZATIONS, place));
  }

  /** Rejects with StorageUnusable where two writers could both believe to have made a version. */
  async check(): Promise<void> {
    const { files } = this.alerts;
    await files.check();
    const name = `probe-${randomUUID()}`;
    try {
      const isNew = await files.create(name, Buffer.from('1'));
      const isNewAgain = await files.create(name, Buffer.from('2'));
      if (!isNew || isNewAgain) throw new StorageUnusable('it does not refuse to write a file that is there (If-None-Match)');
    } catch (error) {
      throw isUnknown(error) ? new StorageUnusable('it cannot write a file only if there is none', { cause: error }) : error;
    } finally {
      await files.remove(name);
    }
  }

  /** What the newest versions say. */
  async read(columns: Columns): Promise<LakeTables> {
    return columns.scratch(async (folder) => {
      const parquet = parquetOf(columns, folder);
      return { alerts: await this.alerts.read(parquet), organizations: await this.organizations.read(parquet) };
    });
  }

  /** Makes the next version of both tables out of one snapshot; undefined when another writer was first. */
  async commit(before: LakeTables, { columns, store, now, signal }: Source): Promise<LakeTables | undefined> {
    return columns.scratch((folder) => columns.held((held) => this.commitHeld(before, held, { store, folder, now, signal }), signal));
  }

  private async commitHeld(before: LakeTables, held: Held, { store, ...making }: Making): Promise<LakeTables | undefined> {
    const snapshot = await nameOf(held);
    const touched = await touchedSince(snapshotOf(before.alerts), snapshot, store, making.signal);
    const commit: Commit = { held, touched, snapshot, ...making };
    const alerts = await this.alerts.commit(before.alerts, commit);
    if (!alerts) return undefined;
    const organizations = await this.organizations.commit(before.organizations, { ...commit, touched: EVERY });
    if (!organizations) return undefined;
    await this.keep(this.alerts, alerts, commit);
    await this.keep(this.organizations, organizations, commit);
    return { alerts, organizations };
  }

  /** What differs between versions of both tables and the ledger as a snapshot has it. */
  async *compare({ alerts, organizations }: LakeTables, snapshot: Snapshot, columns: Columns): AsyncGenerator<LakeDifference> {
    yield* compareAlerts(this.alerts.files, alerts, snapshot, columns);
    yield* compareOrganizations(this.organizations.files, organizations, snapshot, columns);
  }

  /** What of a table's upkeep is due at a version. */
  private async keep(table: Table, state: TableState, { held, folder, now, signal }: Commit): Promise<void> {
    const isWritten = await table.log.checkpoint(state, { rows: held.rows, folder }, now.getTime() - KEPT_MS, signal);
    if (isWritten) await table.tidy(state, now);
  }
}

export const sizesOf = ({ alerts, organizations }: LakeTables): TableSize[] =>
  Object.entries({ alerts, organizations }).map(([table, state]) => ({
    table,
    rows: rowsIn(state),
    files: state.files.size,
    bytes: bytesIn(state),
  }));

const parquetOf = (columns: Columns, folder: string): Parquet => ({ rows: (asked, binds) => columns.rows(asked, binds), folder });

async function nameOf({ place: { number, mark, unnumbered }, rows }: Held): Promise<SnapshotName> {
  const [row] = await rows(tenantsOf, {});
  return { number, mark, unnumbered, tenants: row?.tenants ?? '' };
}

/** Which buckets the feed names between a version and now: some that did not change may be among them. */
async function touchedSince(last: SnapshotName | undefined, next: SnapshotName, store: Store, signal: AbortSignal): Promise<Touched> {
  if (!last || last.tenants !== next.tenants) return EVERY;
  const told = await inSnapshot(store, signal, ({ db }) => allSince(db, last, MOST_LINES), 'master');
  if (told === 'gone') return EVERY;
  return { every: false, buckets: [...new Set(told.lines.map(({ alert }) => Math.floor(alert / IDS_A_BUCKET)))] };
}

/** What a server answers that has not heard of conditions, and a file system without links. */
function isUnknown(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  return (
    status === 501 || status === 400 || ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes((error as NodeJS.ErrnoException).code ?? '')
  );
}
