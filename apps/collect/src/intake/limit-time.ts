import { type Db, sql } from '#persistence';

const limit = sql<never, { milliseconds: string }>(import.meta.url, './limit-time.sql');

/** No later statement of the transaction takes longer: who waits for a lock in vain gives its connection back. */
export const limitTime = async (tx: Db, milliseconds: number): Promise<void> => {
  await limit.rows(tx, { milliseconds: String(milliseconds) });
};
