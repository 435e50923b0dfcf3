import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLog, Reach } from '#runtime';
import { createExportWorker } from '../../apps/export-worker/src/app.js';
import { CallbackSettings } from '../../apps/export-worker/src/exports/callbacks/callbacks.js';
import type { WayOut } from '../../apps/export-worker/src/exports/callbacks/post.js';
import { Drop } from '../../apps/export-worker/src/exports/schedules/deliveries.js';
import { Mail, type MailSettings } from '../../apps/export-worker/src/exports/schedules/mailer.js';
import { ScheduleRhythm } from '../../apps/export-worker/src/exports/schedules/scheduler.js';
import { Settings } from '../../apps/export-worker/src/exports/settings.js';
import type { LakeSettings } from '../../apps/export-worker/src/lake/lake-keeper.js';
import { freePort } from './free-port.js';
import type { TestGateway } from './gateway.js';
import { until } from './until.js';

const ROOT = path.resolve(__dirname, '..', '..');
const LEASE_SECONDS = 1;
/** A worker in the test's own process shares its loop, and may be late with a beat. */
const OWN_LEASE_SECONDS = 5;

/** Nothing is in reach. */
const NO_WAY: WayOut = { reach: new Reach([]), deadlineMs: 1_000, resolve: async () => [] };
type WorkerOptions = {
  readonly redisUrl?: string;
  readonly way?: WayOut;
  readonly mail?: MailSettings;
  /** Where reports are dropped. */
  readonly drop?: string;
  readonly lake?: LakeSettings;
};
/** A test does not wait for slots. */
const LOOK_MS = 50;

/** A worker in this process, over the gateway's database and files. */
export async function startWorker(
  { database, columns, tree, files }: TestGateway,
  { redisUrl, way = NO_WAY, mail, drop, lake }: WorkerOptions = {},
): Promise<NestFastifyApplication> {
  const app = await createExportWorker({
    store: database.store,
    columns,
    tree,
    files,
    queue: { redisUrl, databaseUrl: database.url },
    settings: new Settings(OWN_LEASE_SECONDS, 168, 'worker of the test'),
    callbacks: new CallbackSettings(way, 'https://alerts.example.com'),
    mail: new Mail(mail),
    drop: new Drop(drop === undefined ? undefined : { storage: drop }),
    rhythm: new ScheduleRhythm(LOOK_MS),
    ...(lake && { lake }),
    log: createLog('export-worker', process.env.TEST_LOG_LEVEL ?? 'silent'),
  });
  await app.listen(0, '127.0.0.1');
  return app;
}

const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/** The compiled worker as a process of its own, which a test may kill or freeze. */
export class WorkerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static build(): void {
    execFileSync(process.execPath, ['tools/build.mjs', '--if-stale'], { cwd: ROOT });
  }

  static async start(
    { database, filesDir }: Pick<TestGateway, 'database' | 'filesDir'>,
    more: NodeJS.ProcessEnv = {},
  ): Promise<WorkerProcess> {
    const port = await freePort();
    const env = {
      PATH: process.env.PATH,
      LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
      DATABASE_URL: database.url,
      EXPORT_STORAGE: `file://${filesDir}`,
      COLUMNS_DIR: path.join(filesDir, '..', 'columns'),
      EXPORT_WORKER_PORT: String(port),
      EXPORT_LEASE_SECONDS: String(LEASE_SECONDS),
      ...more,
    };
    const child = spawn(process.execPath, ['dist/apps/export-worker/src/main.js'], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    children.add(child);
    return new WorkerProcess(child, `http://127.0.0.1:${port}`);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Resolves when it is ready, as it is not at once. */
  serves(): Promise<void> {
    return until(async () => (await fetch(`${this.url}/readyz`).catch(() => undefined))?.ok ?? false);
  }

  /** Freezes it, wakes it. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    this.child.kill(name);
  }

  /** The exit code, null after a kill. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const exited = once(this.child, 'exit');
    this.child.kill(signal);
    const [code] = await exited;
    return code;
  }
}
