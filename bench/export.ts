import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createGzip, gunzipSync } from 'node:zlib';
import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { sql } from '#persistence';
import { scopeIds } from '#scope';
import { isRunning } from '../tools/start/keep.js';
import { freePort } from '../tools/start/ports.js';
import { answers, NODE_FLAGS } from '../tools/start/programs.js';
import { csvOf } from './csv.js';
import { compareTimes, type Outcome } from './measure.js';
import type { World } from './world.js';

type Compression = 'none' | 'gzip';
export type Format = 'csv' | 'xlsx' | 'parquet';
type Range = { readonly from: Date; readonly until: Date };
export type Worker = { readonly pid: number; readonly files: string; stop(): Promise<void> };
type Finished = { readonly status: string; readonly stored_as: string; readonly ms: number; readonly rows: number };

const run = promisify(execFile);
const order = sql<{ id: string }, Range & { organization: number; format: Format; compression: Compression }>(
  import.meta.url,
  './order-export.sql',
);
const REPORT = new URL('../apps/export-worker/src/exports/reports/alert-history/', import.meta.url).href;
const history = sql<Record<string, unknown>, Range & Record<string, unknown>>(REPORT, './rows.sql');

const DAY_MS = 86_400_000;
const CHECKED_DAYS = 7;
const MOST_MEGABYTES = 150;
const WHY = 'extract(epoch FROM finished_at - started_at) * 1000';

/** The alert history of everybody, by the real worker in a process of its own, beside what psql copies of the same statement. */
export async function* exports(world: World, rounds: number): AsyncGenerator<Outcome> {
  const worker = await startWorker(world);
  try {
    await checkBytes(world, worker);
    if (rounds < 2) return;
    yield await besideCopy(world, worker, 'none', rounds);
    yield await besideCopy(world, worker, 'gzip', rounds);
    yield peakOf(worker, 'csv');
  } finally {
    await worker.stop();
  }
}

export async function startWorker({ url }: World): Promise<Worker> {
  const dir = mkdtempSync(path.join(tmpdir(), 'alertledger-bench-exports-'));
  const port = await freePort();
  const files = path.join(dir, 'files');
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: url,
    DATA_DIR: dir,
    EXPORT_STORAGE: `file://${files}`,
    EXPORT_WORKER_PORT: String(port),
    LOG_LEVEL: 'warn',
  };
  const script = fileURLToPath(new URL('../apps/export-worker/src/main.js', import.meta.url));
  const execArgv = [...(NODE_FLAGS['export-worker'] ?? [])];
  const child = fork(script, { env, execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await answers(child, `http://127.0.0.1:${port}/readyz`);
  return { pid: child.pid ?? 0, files, stop: () => stop(child, dir) };
}

async function stop(child: ChildProcess, dir: string): Promise<void> {
  const gone = isRunning(child) ? once(child, 'exit') : undefined;
  child.kill('SIGTERM');
  await gone;
  rmSync(dir, { recursive: true, force: true });
}

/** Orders an export and waits for it. The milliseconds are those of the worker, from taking the job to publishing its file. */
export async function exported(
  { store, owner }: World,
  range: Range,
  { format = 'csv', compression = 'none' }: { format?: Format; compression?: Compression },
): Promise<Finished> {
  const { id } = await order.one(store, { organization: owner.id, format, compression, ...range });
  for (;;) {
    const [job]: Finished[] = await store.query(
      `SELECT status, stored_as, rows_written AS rows, ${WHY} AS ms FROM export_job WHERE id = $1`,
      [id],
    );
    if (job?.status === 'completed') return job;
    if (job?.status === 'failed') throw new Error('the export failed: its log is above');
    await pause(50);
  }
}

/** A week of it, byte by byte, against a writer that shares nothing with the worker's. */
async function checkBytes(world: World, worker: Worker): Promise<void> {
  const range = { from: new Date(world.until.getTime() - CHECKED_DAYS * DAY_MS), until: world.until };
  const rows = await world.store.query(`SELECT h.*, labels::text, annotations::text FROM (${spelledOut(world, range)}) AS h`);
  const expected = csvOf(rows);
  for (const compression of ['none', 'gzip'] as const) {
    const { stored_as } = await exported(world, range, { compression });
    const bytes = readFileSync(path.join(worker.files, stored_as));
    if (!(compression === 'gzip' ? gunzipSync(bytes) : bytes).equals(expected))
      throw new Error(`the exported bytes (${compression}) are not those of ${rows.length} rows written independently`);
  }
}

export const allOf = ({ until }: World): Range => ({
  from: new Date(until.getTime() - 400 * DAY_MS),
  until: new Date(until.getTime() + DAY_MS),
});

async function besideCopy(world: World, worker: Worker, compression: Compression, rounds: number): Promise<Outcome> {
  const range = allOf(world);
  const statement = spelledOut(world, range)
    .replace(/--[^\n]*/g, '')
    .replaceAll('\n', ' ');
  const target = path.join(worker.files, '..', 'copied');
  const psql = await hasPsql();
  const copy = psql ? () => byPsql(world, statement, target, compression) : () => byCopyStream(world, statement, target, compression);
  const { rows } = await exported(world, range, { compression });
  const what = `${rows.toLocaleString('en')} rows of alert history as csv${compression === 'gzip' ? ', gzip level 1' : ''}`;
  const limit = `${psql ? 'psql \\copy' : 'COPY to a file by pg-copy-streams (there is no psql on PATH)'}${compression === 'gzip' ? ', gzip -1' : ''}`;
  const ours = async (): Promise<number> => {
    const { stored_as, ms } = await exported(world, range, { compression });
    rmSync(path.join(worker.files, stored_as));
    return Number(ms);
  };
  return compareTimes({ work: what, limit, target: 0.85, better: 'higher', ours, theLimit: copy }, rounds);
}

/** The statement of the export, with literals for its binds. */
function spelledOut({ owner }: World, range: Range): string {
  const none = { system_key: [], alertname: [], severity: [], status: [] };
  const values = history.values({ scopes: scopeIds({ subtrees: [owner], singles: [] }), ...none, ...range });
  return history.text.replace(/\$(\d+)/g, (_, n: string) => literal(values[Number(n) - 1]));
}

function literal(value: unknown): string {
  if (value instanceof Date) return `'${value.toISOString()}'`;
  return Array.isArray(value) ? `'{${value.join(',')}}'` : String(value);
}

const hasPsql = (): Promise<boolean> =>
  run('psql', ['--version']).then(
    () => true,
    () => false,
  );

async function byPsql({ url }: World, statement: string, target: string, compression: Compression): Promise<number> {
  const place = compression === 'gzip' ? `program 'gzip -1 > ${target}'` : `'${target}'`;
  const env = { ...process.env, PGOPTIONS: '-c work_mem=64MB -c jit=off -c timezone=UTC' };
  const begun = performance.now();
  await run('psql', ['-qX', '-v', 'ON_ERROR_STOP=1', '-d', url, '-c', `\\copy (${statement}) to ${place} with (format csv, header)`], {
    env,
  });
  return performance.now() - begun;
}

async function byCopyStream({ store }: World, statement: string, target: string, compression: Compression): Promise<number> {
  const runner = store.createQueryRunner();
  const client: PoolClient = await runner.connect();
  const begun = performance.now();
  const rows = client.query(copyTo(`COPY (${statement}) TO STDOUT WITH (FORMAT csv, HEADER)`));
  const file = createWriteStream(target);
  await (compression === 'gzip' ? pipeline(rows, createGzip({ level: 1 }), file) : pipeline(rows, file));
  await runner.release();
  return performance.now() - begun;
}

/** The most memory the worker ever held, of which Linux keeps count. */
export function peakOf({ pid }: Worker, format: Format): Outcome {
  const status = `/proc/${pid}/status`;
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(existsSync(status) ? readFileSync(status, 'utf8') : '') ?? [];
  const megabytes = Number(kilobytes ?? Number.NaN) / 1024;
  const ratio = megabytes / MOST_MEGABYTES;
  const one = { work: `most memory of the export-worker that writes ${format}, MB`, limit: 'MB allowed', target: 1, pass: ratio <= 1 };
  return { ...one, oursMs: megabytes, limitMs: MOST_MEGABYTES, ratio };
}
