import type { PoolClient } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { cuttable } from '../cuttable.js';
import { readingTwice, runnerForReads } from '../replica.js';
import type { sql } from '../sql.js';

type Statement<Row, Binds extends object> = ReturnType<typeof sql<Row, Binds>>;

/** The server looks whether the connection still stands: it would sort on for nobody. */
const BEGIN = [
  'START TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY',
  "SET LOCAL work_mem = '64MB'",
  'SET LOCAL cursor_tuple_fraction = 1',
  "SET LOCAL client_connection_check_interval = '500ms'",
  // Only a superuser may.
  "SELECT set_config('temp_file_limit', '1GB', true) WHERE current_setting('is_superuser') = 'on'",
].join('; ');
const NEVER = new AbortController().signal;
const BATCH = 5_000;

/** A question whose answer takes longer than a statement may. */
export class TooMuch extends Error {}

/**
 * For statements that may read a great many rows: on the replica where there is one, with memory to sort in. What they read is of one moment.
 * Aborting ends them on the server too.
 */
export const reading = <T>(store: DataSource, read: (db: EntityManager) => Promise<T>, signal: AbortSignal = NEVER): Promise<T> =>
  readingTwice(store, () => readingOnce(store, read, signal));

async function readingOnce<T>(store: DataSource, read: (db: EntityManager) => Promise<T>, signal: AbortSignal): Promise<T> {
  const { runner, end } = await begin(store, signal);
  try {
    return await read(runner.manager);
  } catch (error) {
    throw signal.aborted ? signal.reason : explained(error);
  } finally {
    await end();
  }
}

/** The rows of such a statement, a few thousand at a time. Whoever takes no more of them ends it. */
export async function* inBatches<Row, Binds extends object>(
  store: DataSource,
  statement: Statement<Row, Binds>,
  binds: Binds,
  signal: AbortSignal = NEVER,
): AsyncGenerator<Row[], void> {
  const { runner, end } = await begin(store, signal);
  try {
    await runner.query(`DECLARE batches NO SCROLL CURSOR FOR ${statement.text}`, statement.values(binds));
    for (let count = BATCH; count === BATCH; ) {
      const rows: Row[] = await runner.query(`FETCH ${BATCH} FROM batches`);
      count = rows.length;
      if (count > 0) yield rows;
    }
  } catch (error) {
    throw signal.aborted ? signal.reason : explained(error);
  } finally {
    await end();
  }
}

async function begin(store: DataSource, signal: AbortSignal) {
  signal.throwIfAborted();
  const runner = await runnerForReads(store);
  const client: PoolClient = await runner.connect();
  const line = cuttable(client, signal);
  const end = async (): Promise<void> => {
    // Nothing was written, so there is nothing to commit.
    if (!signal.aborted) await runner.query('ROLLBACK').catch(() => undefined);
    if (signal.aborted) await line.gone;
    line.forget();
    await runner.release();
  };
  try {
    await runner.query(BEGIN);
  } catch (error) {
    await end();
    throw error;
  }
  return { runner, end };
}

const TIMED_OUT = '57014';
const explained = (error: unknown): unknown =>
  (error as { code?: unknown }).code === TIMED_OUT ? new TooMuch('canceled after the statement timeout', { cause: error }) : error;
