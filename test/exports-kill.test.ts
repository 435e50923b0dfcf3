import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { WorkerProcess } from '#test/export-worker';
import { filesIn, type Job, jobs, orderExport, plantHistory, settled } from '#test/exports';
import { createTestGateway, type TestGateway } from '#test/gateway';
import { OwnRedis, redisProgram } from '#test/redis';
import { until } from '#test/until';

const ROWS = 30_000;
const KILLS = 25;
const LEAST_JOBS = 20;
/** Below the ten that an export survives. */
const SPARED_AFTER = 5;
const FORMS = [{ format: 'csv' }, { format: 'ndjson' }, { format: 'csv', compression: 'gzip' }];

jest.setTimeout(900_000);
beforeAll(() => WorkerProcess.build());

describe.each([
  ['PostgreSQL', 'here'],
  ['Redis', redisProgram],
] as const)('with the queue in %s', (_name, present) => {
  const run = present ? test : test.skip;

  run(`workers killed ${KILLS} times in mid-file lose no export, fail none, and leave the bytes of an undisturbed run`, async () => {
    const redis = present === 'here' ? undefined : await OwnRedis.start();
    const gateway = await createTestGateway({ exports: { perDay: 1_000 }, redisUrl: redis?.url });
    try {
      await plantHistory(gateway.database.store, ROWS);
      await killAndCompare(gateway, redis ? { REDIS_URL: redis.url } : {});
    } finally {
      await gateway.close();
      await redis?.stop();
    }
  });
});

async function killAndCompare(gateway: TestGateway, env: NodeJS.ProcessEnv): Promise<void> {
  const { store } = gateway.database;
  const workers = new Workers(gateway, env);
  await workers.start();
  const expected = new Map<string, string>();
  for (const form of FORMS) expected.set(JSON.stringify(form), (await settled(store, await orderExport(gateway, form))).sha256);
  const ordered = new Map<string, string>();
  const orderOne = async (): Promise<void> => {
    const form = FORMS[ordered.size % FORMS.length];
    ordered.set(await orderExport(gateway, form), JSON.stringify(form));
  };
  const keepBusy = async (): Promise<void> => {
    while ((await unfinished(gateway)).length < 6) await orderOne();
  };
  await workers.start();
  for (let kills = 0; kills < KILLS; kills++) {
    await workers.killOneInMidFile(kills / KILLS, keepBusy);
    await workers.start();
  }
  while (ordered.size < LEAST_JOBS) await orderOne();
  for (const [id, form] of ordered) {
    const job = await settled(store, id);
    expect([job.error_code, job.status, job.sha256]).toEqual([null, 'completed', expected.get(form)]);
    const bytes = readFileSync(path.join(gateway.filesDir, job.stored_as ?? ''));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(job.sha256);
    expect(Number(job.rows_written)).toBe(ROWS);
  }
  expect((await jobs(store)).reduce((sum, { lost }) => sum + lost, 0)).toBeGreaterThanOrEqual(KILLS);
  await until(() => filesIn(gateway.filesDir).length === ordered.size + FORMS.length);
  expect(filesIn(gateway.filesDir).filter((name) => name.endsWith('.part'))).toEqual([]);
  await workers.stop();
}

const unfinished = async ({ database }: TestGateway): Promise<Job[]> =>
  (await jobs(database.store)).filter(({ status }) => status === 'queued' || status === 'processing');

class Workers {
  private readonly running = new Map<number, WorkerProcess>();

  constructor(
    private readonly gateway: TestGateway,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  async start(): Promise<void> {
    const worker = await WorkerProcess.start(this.gateway, this.env);
    this.running.set(worker.pid, worker);
  }

  /** The first worker that has written so much of a file; of one whose exports have not been lost too often. Some may end before they are seen. */
  async killOneInMidFile(fraction: number, keepBusy: () => Promise<void>): Promise<void> {
    let victim: number | undefined;
    await until(async () => {
      await keepBusy();
      victim = await this.victim(fraction);
      return victim !== undefined;
    });
    await this.running.get(victim ?? 0)?.end('SIGKILL');
    this.running.delete(victim ?? 0);
  }

  async stop(): Promise<void> {
    for (const worker of this.running.values()) {
      await worker.serves();
      expect(await worker.end('SIGTERM')).toBe(0);
    }
  }

  private async victim(fraction: number): Promise<number | undefined> {
    const held = (await unfinished(this.gateway)).filter(({ holder }) => holder !== null);
    const spared = new Set(held.filter(({ lost }) => lost >= SPARED_AFTER).map(({ holder }) => holder));
    const whole = Math.max(0, ...filesIn(this.gateway.filesDir).map((name) => this.sizeOf(name)));
    const found = held.find(({ id, attempt, holder }) => {
      const part = filesIn(this.gateway.filesDir).find((name) => name.startsWith(`${id}.${attempt}.`) && name.endsWith('.part'));
      return part && !spared.has(holder) && this.running.has(pidOf(holder)) && this.sizeOf(part) >= fraction * 0.5 * whole;
    });
    return found && pidOf(found.holder);
  }

  private sizeOf(name: string): number {
    return statSync(path.join(this.gateway.filesDir, name), { throwIfNoEntry: false })?.size ?? 0;
  }
}

const pidOf = (holder: string | null): number => Number(holder?.split('/')[1]);
