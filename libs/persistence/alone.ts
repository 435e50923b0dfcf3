import type { DataSource, EntityManager } from 'typeorm';

/**
 * Runs work of this name unless another process is at it: then undefined. The lock lives as long as the connection that holds it, which the work may
 * use for what belongs to the lock.
 */
export async function alone<T>(store: DataSource, name: string, work: (holder: EntityManager) => Promise<T>): Promise<T | undefined> {
  const lock = store.createQueryRunner();
  try {
    const [{ mine }] = await lock.query('SELECT pg_try_advisory_lock(4713, hashtext($1)) AS mine', [name]);
    if (!mine) return undefined;
    try {
      return await work(lock.manager);
    } finally {
      await lock.query('SELECT pg_advisory_unlock(4713, hashtext($1))', [name]);
    }
  } finally {
    await lock.release();
  }
}
