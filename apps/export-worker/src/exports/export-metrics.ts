import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Counter, Gauge, Histogram } from 'prom-client';
import { Store, sql } from '#persistence';
import { registry } from '#runtime';

type Unfinished = { queued: number; processing: number; oldest_seconds: number };
const count = sql<Unfinished, object>(import.meta.url, './unfinished.sql');
const registers = [registry];

const OUTCOMES = ['completed', 'failed', 'retried', 'outlasted', 'overtaken', 'handed-back'] as const;

export const attempts = new Counter({
  name: 'alertledger_export_attempts_total',
  help: 'Attempts to write an export that ended in this process: completed, failed for good, to be retried, overtaken, or handed back at a stop',
  labelNames: ['outcome'],
  registers,
});
for (const outcome of OUTCOMES) attempts.inc({ outcome }, 0);
export const attemptDuration = new Histogram({
  name: 'alertledger_export_attempt_duration_seconds',
  help: 'Time from taking an export to the end of the attempt',
  buckets: [0.1, 0.5, 1, 5, 15, 60, 300, 1800],
  registers,
});
export const rowsWritten = new Counter({
  name: 'alertledger_export_rows_total',
  help: 'Rows in the files of completed exports',
  registers,
});
export const callbacks = new Counter({
  name: 'alertledger_export_callbacks_total',
  help: 'Tries to tell whoever ordered an export that it is finished: delivered, to be retried, or given up',
  labelNames: ['outcome'],
  registers,
});
for (const outcome of ['delivered', 'to-be-retried', 'given-up']) callbacks.inc({ outcome }, 0);
const unfinished = new Gauge({
  name: 'alertledger_exports_unfinished',
  help: 'Exports of the whole installation that wait or are being written, at the last scrape',
  labelNames: ['status'],
  registers,
});
const oldest = new Gauge({
  name: 'alertledger_export_oldest_unfinished_seconds',
  help: 'Age of the oldest export that is not finished, 0 without one',
  registers,
});

const UNKNOWN: Unfinished = { queued: Number.NaN, processing: Number.NaN, oldest_seconds: Number.NaN };

/** Counts what waits whenever it is asked. */
@Injectable()
export class ExportMetrics implements OnModuleInit {
  constructor(private readonly store: Store) {}

  onModuleInit(): void {
    Object.assign(unfinished, {
      collect: async () => {
        const { queued, processing } = await this.count();
        unfinished.set({ status: 'queued' }, queued);
        unfinished.set({ status: 'processing' }, processing);
      },
    });
    Object.assign(oldest, { collect: async () => oldest.set((await this.count()).oldest_seconds) });
  }

  /** A scrape must not fail with the database. */
  private count(): Promise<Unfinished> {
    return count.one(this.store, {}).catch(() => UNKNOWN);
  }
}
