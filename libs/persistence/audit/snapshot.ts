import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { cuttable } from '../cuttable.js';

/** The rows of one statement, on the replica where there is one unless told otherwise. No time limit but `stop`, which ends it at once, with an error. */
export async function inSnapshot<Row>(
  store: DataSource,
  { text, values }: { readonly text: string; readonly values: unknown[] },
  { from = 'slave', stop }: { from?: 'slave' | 'master'; stop?: AbortSignal | undefined } = {},
): Promise<Row[]> {
  const signal = stop ?? new AbortController().signal;
  signal.throwIfAborted();
  const runner = store.createQueryRunner(from);
  const client: PoolClient = await runner.connect();
  const { cut, gone, forget } = cuttable(client, signal);
  try {
    await client.query('BEGIN READ ONLY');
    await client.query("SET LOCAL statement_timeout = 0; SET LOCAL work_mem = '64MB'; SET LOCAL jit = off");
    const { rows } = await client.query(text, values);
    await client.query('COMMIT');
    return rows;
  } catch (error) {
    cut();
    await gone;
    throw signal.aborted ? signal.reason : error;
  } finally {
    forget();
    await runner.release().catch(() => undefined); // the pool drops a connection that was cut
  }
}
