import type { DataSource } from 'typeorm';
import { sql } from '../sql.js';

const follow = sql<{ done: number }, { most: number }>(import.meta.url, './tidy.sql');
const forgetRows = sql<{ gone: number }, { most: number }>(import.meta.url, './forget-rows.sql');

const AT_ONCE = 500;

/**
 * Does in small steps what need not have happened when organizations moved or were deleted: readers look past what is left of it. It may be ended and
 * goes on when it is called again; a change of the tree, or another process at it, goes before.
 */
export async function tidyOrganizations(store: DataSource, stop?: AbortSignal): Promise<void> {
  for (let done = 1; done > 0; ) {
    stop?.throwIfAborted();
    done = await store.transaction(async (tx) => {
      const [{ mine }] = await tx.query('SELECT pg_try_advisory_xact_lock(4711, 2) AS mine');
      if (!mine) return 0;
      return (await follow.one(tx, { most: AT_ONCE })).done || (await forgetRows.one(tx, { most: 1 + AT_ONCE / 50 })).gone;
    });
  }
}
