import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Columns, type Question, question } from '#columns';
import type { Files } from '#files';
import { type CopyBinds, type CopyStatement, type Snapshot, sql } from '#persistence';
import { type Add, fileOf } from '../log/actions.js';
import { download } from '../log/log.js';
import type { TableState } from '../log/state.js';

/** A row that the ledger has and the lake has not (`lacking`), or the other way round. Both: it differs. */
export type LakeDifference = { readonly table: string; readonly kind: 'lacking' | 'surplus'; readonly id: string };
type Found = { readonly kind: LakeDifference['kind']; readonly id: string };
type Asked = { readonly rows: string; readonly files: readonly string[] };
/** What is compared at once: the rows of a statement with the rows of some files. */
type Piece<Binds> = {
  readonly table: string;
  readonly asked: Question<Found, Asked>;
  readonly statement: CopyStatement<Binds>;
  readonly binds: Binds;
  readonly adds: readonly Add[];
};

const months = sql<{ month: string }, object>(import.meta.url, './months.sql');
const alerts = sql<never, { first: string; next: string }>(import.meta.url, './alerts.sql');
const organizations = sql<never, CopyBinds>(import.meta.url, './organizations.sql');
const differentAlerts = question<Found, Asked>(import.meta.url, './alerts.duck.sql');
const differentOrganizations = question<Found, Asked>(import.meta.url, './organizations.duck.sql');

/** Compares a version of the alerts with the ledger as a snapshot has it, month by month. */
export async function* compareAlerts(
  files: Files,
  state: TableState,
  snapshot: Snapshot,
  columns: Columns,
): AsyncGenerator<LakeDifference> {
  const monthOf = ({ partitionValues }: Add): string => partitionValues.month ?? '';
  const active = [...state.files.values()];
  for (const month of new Set([...active.map(monthOf), ...(await months.rows(snapshot.db, {})).map((one) => one.month)])) {
    const binds = { first: `${month}T00:00:00Z`, next: nextMonth(month) };
    const adds = active.filter((add) => monthOf(add) === month);
    if (adds.length > 0)
      yield* compare({ table: 'alerts', asked: differentAlerts, statement: alerts, binds, adds }, files, snapshot, columns);
    else yield { table: 'alerts', kind: 'lacking', id: `all that began in ${month.slice(0, 7)}` };
  }
}

export const compareOrganizations = (
  files: Files,
  state: TableState,
  snapshot: Snapshot,
  columns: Columns,
): AsyncGenerator<LakeDifference> =>
  compare(
    { table: 'organizations', asked: differentOrganizations, statement: organizations, binds: {}, adds: [...state.files.values()] },
    files,
    snapshot,
    columns,
  );

async function* compare<Binds extends CopyBinds>(
  piece: Piece<Binds>,
  files: Files,
  snapshot: Snapshot,
  columns: Columns,
): AsyncGenerator<LakeDifference> {
  const { table, asked, statement, binds, adds } = piece;
  const found = await columns.scratch(async (folder) => {
    const rows = path.join(folder, 'ledger.csv');
    await pipeline(await snapshot.copy(statement, binds, 'csv'), createWriteStream(rows));
    const local = adds.map((add) => path.join(folder, fileOf(add)));
    for (const [i, add] of adds.entries()) await download(files, fileOf(add), local[i] ?? '');
    return columns.rows(asked, { rows, files: local });
  });
  for (const { kind, id } of found) yield { table, kind, id };
}

/** The first instant of the month after one that is named by its first day. */
function nextMonth(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number)).toISOString();
}
