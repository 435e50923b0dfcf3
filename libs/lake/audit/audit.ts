import { setTimeout as pause } from 'node:timers/promises';
import { Columns, type ColumnsOptions } from '#columns';
import { alone, inSnapshot } from '#persistence';
import { type Lake, WRITERS } from '../delta-lake.js';
import type { LakeDifference } from './compare.js';

const AGAIN_MS = 1_000;

/**
 * Makes a version of the lake out of one snapshot of the ledger and compares all of it with the ledger within that snapshot, while no worker writes. How many
 * rows differ. The columns are of that snapshot alone: they need a folder of their own.
 */
export async function auditLake(lake: Lake, options: ColumnsOptions, report: (difference: LakeDifference) => void): Promise<number> {
  await lake.check();
  for (;;) {
    const found = await alone(options.store, WRITERS, () => auditOnce(lake, options, report));
    if (found !== undefined) return found;
    await pause(AGAIN_MS); // a worker is at it
  }
}

function auditOnce(lake: Lake, options: ColumnsOptions, report: (difference: LakeDifference) => void): Promise<number> {
  const { signal } = new AbortController();
  return inSnapshot(
    options.store,
    signal,
    async (snapshot) => {
      const columns = new Columns({ ...options, asOf: snapshot });
      try {
        await columns.ready();
        const made = await lake.commit(await lake.read(columns), { columns, store: options.store, now: new Date(), signal });
        if (!made) throw new Error('somebody who does not take our lock writes to the lake');
        let count = 0;
        for await (const difference of lake.compare(made, snapshot, columns)) {
          report(difference);
          count++;
        }
        return count;
      } finally {
        await columns.close();
      }
    },
    'master',
  );
}
