import { Counter, Gauge } from 'prom-client';
import { registry } from '#runtime';

const registers = [registry];
const perTable = { labelNames: ['table'], registers };

export const commits = new Counter({
  name: 'alertledger_lake_commits_total',
  help: 'Versions of the lake that this process began to make: committed, overtaken by another writer, or failed',
  labelNames: ['outcome'],
  registers,
});
export const rows = new Gauge({ name: 'alertledger_lake_rows', help: 'Rows of a table of the lake, as last read', ...perTable });
export const files = new Gauge({
  name: 'alertledger_lake_files',
  help: 'Files that a table of the lake consists of, as last read',
  ...perTable,
});
export const bytes = new Gauge({ name: 'alertledger_lake_bytes', help: 'Bytes of these files', ...perTable });

const interval = new Gauge({
  name: 'alertledger_lake_interval_seconds',
  help: 'How often the lake is meant to be written (LAKE_INTERVAL_MINUTES), 0 without one',
  registers,
});
const age = new Gauge({
  name: 'alertledger_lake_age_seconds',
  help: 'Age of the snapshot that the lake shows; before the first, of this process; 0 without a lake',
  registers,
});
for (const outcome of ['committed', 'overtaken', 'failed']) commits.inc({ outcome }, 0);

/** Where there is a lake: how often it is meant to be written, and the instant that it shows, both in milliseconds. */
export function watchLake(intervalMs: number, shownAt: () => number): void {
  interval.set(intervalMs / 1_000);
  Object.assign(age, { collect: () => age.set(Math.max(0, Date.now() - shownAt()) / 1_000) });
}
