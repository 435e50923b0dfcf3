import type { Readable } from 'node:stream';
import type { PoolClient } from 'pg';
import pgCopy from 'pg-copy-streams';
import type { DataSource } from 'typeorm';
import { cuttable } from './cuttable.js';
import { runnerForReads } from './replica.js';
import type { Db } from './sql.js';

/** What a statement that is copied may be given. There is no null: an empty list or text says "any". */
export type CopyBinds = { readonly [name: string]: string | number | boolean | Date | readonly (string | number)[] };
/** A statement of `sql()`. Every bind in it is cast (`:from::timestamptz`), for it arrives as text. */
export type CopyStatement<Binds> = { readonly text: string; values(binds: Binds): unknown[] };

/** One read-only repeatable-read transaction: everything read through it is of the same moment. */
export class Snapshot {
  constructor(
    private readonly client: PoolClient,
    /** For statements with few rows. */
    readonly db: Db,
  ) {}

  /** The rows in one of PostgreSQL's COPY formats; in CSV \N is null. Errors end the stream; it must be read to its end, or the transaction given up. */
  async copy<Binds extends CopyBinds>(
    statement: CopyStatement<Binds>,
    binds: Binds,
    format: 'binary' | 'csv' = 'binary',
  ): Promise<Readable> {
    const options = format === 'csv' ? String.raw`FORMAT csv, NULL '\N'` : 'FORMAT binary';
    const rows = this.client.query(pgCopy.to(`COPY (${this.spelledOut(statement, binds)}) TO STDOUT WITH (${options})`));
    return rows.on('error', () => undefined); // whoever reads it hears of it, also one that has yet to begin
  }

  /** How many rows the planner expects. Costs no reading. */
  async expectedRows<Binds extends CopyBinds>(statement: CopyStatement<Binds>, binds: Binds): Promise<number> {
    const explain = `EXPLAIN (FORMAT JSON) ${this.spelledOut(statement, binds)}`;
    const { rows } = await this.client.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(explain);
    return rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
  }

  /** COPY has no parameters. Values become quoted literals, not settings: the planner must see them, or it sorts all rows before the first. */
  private spelledOut<Binds extends CopyBinds>(statement: CopyStatement<Binds>, binds: Binds): string {
    const values = statement.values(binds).map((value) => this.client.escapeLiteral(textOf(value as CopyBinds[string])));
    return statement.text.replace(/'(?:[^']|'')*'|--[^\n]*|\$(\d+)/g, (token, number?: string) =>
      number === undefined ? token : (values[Number(number) - 1] ?? token),
    );
  }
}

/**
 * Runs `work` in a snapshot, on the replica where there is one, unless what was written a moment ago must show. No statement of it is timed out.
 * Aborting or failing closes the connection, which is what ends a COPY under way on the server too.
 */
export async function inSnapshot<T>(
  store: DataSource,
  signal: AbortSignal,
  work: (snapshot: Snapshot) => Promise<T>,
  from: 'slave' | 'master' = 'slave',
): Promise<T> {
  signal.throwIfAborted();
  const runner = from === 'slave' ? await runnerForReads(store) : store.createQueryRunner('master');
  const client: PoolClient = await runner.connect();
  const { cut, gone, forget } = cuttable(client, signal);
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query("SET LOCAL statement_timeout = 0; SET LOCAL work_mem = '64MB'; SET LOCAL timezone = 'UTC'");
    const result = await work(new Snapshot(client, runner.manager));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    cut();
    await gone;
    throw signal.aborted ? signal.reason : error;
  } finally {
    forget();
    await runner.release().catch(() => undefined); // the pool drops a connection that was cut
  }
}

/** A value as PostgreSQL's text of it. */
function textOf(value: CopyBinds[string]): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object') return String(value);
  return `{${value.map((item) => (typeof item === 'number' ? item : `"${item.replace(/["\\]/g, '\\$&')}"`)).join(',')}}`;
}
