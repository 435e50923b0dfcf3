import type { DataSource, EntityManager } from 'typeorm';

const BEGIN = "START TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL work_mem = '64MB'; SET LOCAL jit = off";

/** For statements that may read a great many rows: on the replica where there is one, with memory to sort in. What they read is of one moment. */
export async function reading<T>(store: DataSource, read: (db: EntityManager) => Promise<T>): Promise<T> {
  const runner = store.createQueryRunner('slave');
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
