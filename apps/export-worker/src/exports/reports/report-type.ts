import { Readable } from 'node:stream';
import type { Columns } from '#columns';
import { type CopyBinds, type CopyStatement, inSnapshot, type Store } from '#persistence';
import type { Asking } from '#reports';
import type { Scope, Tree } from '#scope';
import type { Column } from '../encode/columns.js';
import { copyOf, type Row } from '../encode/copy-of.js';
import type { Job } from '../job.js';

/** Where reports are read. `signal` ends the reading. */
export type Sources = { readonly store: Store; readonly columns: Columns; readonly signal: AbortSignal };
/** What an export reads: its rows in PostgreSQL's binary COPY format, and about how many there will be; 0 where nobody knows. */
export type Reading = { readonly expected: number; readonly rows: Readable };
/** What is done with it, while what it is read from stands still. */
type Write<T> = (reading: Reading) => Promise<T>;

/** A kind of report. A new one is a folder with its statement and columns, and a line in report-types.ts. Its rows are of one moment. */
export type ReportType = {
  readonly columns: readonly Column[];
  read<T>(sources: Sources, job: Job, scope: Scope, tree: Tree, write: Write<T>): Promise<T>;
};

/** A report that is one statement. It must order its rows totally, so that every attempt writes the same file. */
export function copied<Binds extends CopyBinds>(
  columns: readonly Column[],
  statement: CopyStatement<Binds>,
  bindsOf: (job: Job, scope: Scope, tree: Tree) => Binds,
): ReportType {
  return {
    columns,
    read({ store, signal }, job, scope, tree, write) {
      const binds = bindsOf(job, scope, tree);
      return inSnapshot(store, signal, async (snapshot) =>
        write({ expected: await snapshot.expectedRows(statement, binds), rows: await snapshot.copy(statement, binds) }),
      );
    },
  };
}

/** A report that the columns answer, in a total order too. */
export function asked(
  columns: readonly Column[],
  rowsOf: (asking: Asking, job: Job, scope: Scope, store: Store) => AsyncIterable<Row[]>,
): ReportType {
  return {
    columns,
    read({ columns: mirror, store, signal }, job, scope, _, write) {
      const rows = rowsOf((question, binds) => mirror.batches(question, binds, signal), job, scope, store);
      return write({ expected: 0, rows: Readable.from(copyOf(columns, rows), { objectMode: false }) });
    },
  };
}
