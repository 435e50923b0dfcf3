import type { Readable } from 'node:stream';
import type { CopyBinds, CopyStatement, Snapshot } from '#persistence';
import type { Scope, Tree } from '#scope';
import type { Column } from '../encode/columns.js';
import type { Job } from '../job.js';

/** What an export reads: its rows in PostgreSQL's binary COPY format, and about how many there will be. */
export type Reading = { readonly expected: number; readonly rows: Readable };

/** A kind of report. A new one is a folder with its statement and columns, and a line in report-types.ts. */
export type ReportType = {
  readonly columns: readonly Column[];
  read(snapshot: Snapshot, job: Job, scope: Scope, tree: Tree): Promise<Reading>;
};

/** A report that is one statement. It must order its rows totally, so that every attempt writes the same file. */
export function copied<Binds extends CopyBinds>(
  columns: readonly Column[],
  statement: CopyStatement<Binds>,
  bindsOf: (job: Job, scope: Scope, tree: Tree) => Binds,
): ReportType {
  return {
    columns,
    async read(snapshot, job, scope, tree) {
      const binds = bindsOf(job, scope, tree);
      const expected = await snapshot.expectedRows(statement, binds);
      return { expected, rows: await snapshot.copy(statement, binds) };
    },
  };
}
