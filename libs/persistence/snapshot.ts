import type { DataSource, EntityManager } from 'typeorm';
import { retrying } from './ledger/record.js';
import { readingTwice, runnerForReads } from './replica.js';

/**
 * One round trip. Generic plans, because over many months of partitions planning costs ten times what such a read does; and since they know no binds,
 * they are told to read in the order of an index rather than to sort.
 */
const BEGIN = [
  'START TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY',
  'SET LOCAL plan_cache_mode = force_generic_plan',
  'SET LOCAL enable_sort = off',
].join('; ');

/**
 * Several statements that see the same state of the database: the replica's where there is one, unless what was written a moment ago must show. They are `prepared`, and their plans do not know
 * the binds: partitions are chosen when the statement runs.
 */
export const snapshot = <T>(store: DataSource, read: (db: EntityManager) => Promise<T>, from: 'slave' | 'master' = 'slave'): Promise<T> =>
  retrying(() => readingTwice(store, () => snapshotOn(store, read, from)));

async function snapshotOn<T>(store: DataSource, read: (db: EntityManager) => Promise<T>, from: 'slave' | 'master'): Promise<T> {
  const runner = from === 'slave' ? await runnerForReads(store) : store.createQueryRunner('master');
  try {
    await runner.query(BEGIN);
    const result = await read(runner.manager);
    await runner.query('COMMIT');
    return result;
  } catch (error) {
    await runner.query('ROLLBACK').catch(() => undefined); // the first error says more
    throw error;
  } finally {
    await runner.release();
  }
}
