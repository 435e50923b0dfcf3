import { rmSync } from 'node:fs';
import path from 'node:path';
import { allOf, exported, type Format, peakOf, startWorker, type Worker } from './export.js';
import { compareTimes, type Outcome } from './measure.js';
import type { World } from './world.js';

/** Of the rows a second that csv has: typed cells, and two layers of packing, cost more than text. */
const LEAST_OF_CSV = 0.1;

/** The alert history of everybody as workbooks and Parquet, each by a worker of its own, so that its memory is the format's; beside the same as csv. */
export async function* books(world: World, rounds: number): AsyncGenerator<Outcome> {
  if (rounds < 2) return;
  for (const format of ['xlsx', 'parquet'] as const) {
    const worker = await startWorker(world);
    try {
      await timed(world, worker, format);
      yield peakOf(worker, format);
      yield await besideCsv(world, worker, format, rounds);
    } finally {
      await worker.stop();
    }
  }
}

async function besideCsv(world: World, worker: Worker, format: Format, rounds: number): Promise<Outcome> {
  const [ours, theLimit] = [() => timed(world, worker, format), () => timed(world, worker, 'csv')];
  return compareTimes(
    { work: `all rows of alert history as ${format}`, limit: 'as csv', target: LEAST_OF_CSV, better: 'higher', ours, theLimit },
    rounds,
  );
}

/** In milliseconds of the worker. */
async function timed(world: World, worker: Worker, format: Format): Promise<number> {
  const { stored_as, ms } = await exported(world, allOf(world), { format });
  rmSync(path.join(worker.files, stored_as));
  return Number(ms);
}
