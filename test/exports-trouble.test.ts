import { existsSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { startWorker, WorkerProcess } from '#test/export-worker';
import { filesIn, jobs, orderExport, plantHistory, settled } from '#test/exports';
import { createTestGateway, type TestGateway } from '#test/gateway';
import { OwnRedis, redisProgram } from '#test/redis';
import { until } from '#test/until';

const withRedis = redisProgram ? test : test.skip;

jest.setTimeout(240_000);
beforeAll(() => WorkerProcess.build());

async function withGateway(work: (gateway: TestGateway) => Promise<void>, redisUrl?: string): Promise<void> {
  const gateway = await createTestGateway({ exports: { perDay: 100 }, redisUrl });
  try {
    await work(gateway);
  } finally {
    await gateway.close();
  }
}

async function withOwnRedis(work: (redis: OwnRedis) => Promise<void>): Promise<void> {
  const redis = await OwnRedis.start();
  try {
    await work(redis);
  } finally {
    await redis.stop();
  }
}

const beganFile = ({ filesDir }: TestGateway): boolean => existsSync(filesDir) && filesIn(filesDir).some((name) => name.endsWith('.part'));
const onlyJob = async ({ database }: TestGateway) => (await jobs(database.store))[0];

test('a worker that froze beyond its lease and wakes up changes nothing of what another one finished', () =>
  withGateway(async (gateway) => {
    const { store } = gateway.database;
    await plantHistory(store, 100_000);
    const lease = { EXPORT_LEASE_SECONDS: '3' };
    const frozen = await WorkerProcess.start(gateway, lease);
    const id = await orderExport(gateway);
    await until(() => beganFile(gateway));
    frozen.signal('SIGSTOP');
    const other = await WorkerProcess.start(gateway, lease);
    const finished = await settled(store, id);
    frozen.signal('SIGCONT');
    await until(async () => (await fetch(`${frozen.url}/readyz`).catch(() => undefined))?.status === 200);
    expect(await frozen.end('SIGTERM')).toBe(0);
    await until(() => filesIn(gateway.filesDir).length === 1);
    expect(await onlyJob(gateway)).toEqual(finished);
    expect(finished).toMatchObject({ status: 'completed', attempt: 2, lost: 1, failures: 0 });
    expect(filesIn(gateway.filesDir)).toEqual([`${id}.2.csv`]);
    await other.end('SIGTERM');
  }));

test('a worker that is asked to stop hands its export back at once', () =>
  withGateway(async (gateway) => {
    const { store } = gateway.database;
    await plantHistory(store, 100_000);
    const first = await WorkerProcess.start(gateway, { EXPORT_LEASE_SECONDS: '50' });
    const id = await orderExport(gateway);
    await until(() => beganFile(gateway));
    expect(await first.end('SIGTERM')).toBe(0);
    expect(await onlyJob(gateway)).toMatchObject({ status: 'processing', holder: null, lost: 0, failures: 0 });
    expect(beganFile(gateway)).toBe(false);
    const second = await startWorker(gateway);
    expect(await settled(store, id)).toMatchObject({ status: 'completed', attempt: 2, lost: 0, failures: 0 });
    await second.close();
  }));

test('a database that ends the connections of an export again and again costs it no try', () =>
  withGateway(async (gateway) => {
    const { store } = gateway.database;
    await plantHistory(store, 100_000);
    const worker = await WorkerProcess.start(gateway);
    const id = await orderExport(gateway);
    const end = `SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity
                  WHERE datname = current_database() AND query ILIKE 'COPY%' AND state = 'active' AND backend_type = 'client backend'`;
    const ended = new Set<number>();
    await until(async () => {
      for (const { pid } of await store.query(end)) ended.add(pid);
      return ended.size > 3;
    });
    expect(await settled(store, id)).toMatchObject({ status: 'completed', failures: 0, lost: 0 });
    expect((await onlyJob(gateway))?.attempt).toBeGreaterThan(3);
    await worker.end('SIGTERM');
  }));

test('a full disk fails the export after three tries, tells so, gives the quota back, and the next export is fine', () =>
  withGateway(async (gateway) => {
    const { store } = gateway.database;
    await plantHistory(store, 20_000);
    await gateway.files.check();
    const id = await orderExport(gateway);
    // Whatever is written to /dev/full meets a full disk.
    for (const attempt of [1, 2, 3]) symlinkSync('/dev/full', path.join(gateway.filesDir, `${id}.${attempt}.csv.part`));
    const worker = await startWorker(gateway);
    expect(await settled(store, id)).toMatchObject({ status: 'failed', attempt: 3, failures: 3, lost: 0 });
    const { body } = await gateway.as('bar').get(`/reports/export/${id}`);
    expect(body.error).toEqual({ code: 'storage_full', message: 'the export storage is full', retryable: true });
    expect(await store.query('SELECT used FROM export_quota')).toEqual([{ used: 0 }]);
    expect(await store.query(`SELECT severity, source, message FROM system_event WHERE source = 'exports'`)).toEqual([
      { severity: 'error', source: 'exports', message: 'an export failed: the export storage is full' },
    ]);
    expect(await settled(store, await orderExport(gateway))).toMatchObject({ status: 'completed', rows_written: expect.anything() });
    await worker.close();
  }));

test('an export over which ten workers died is given up, and does not keep others waiting', () =>
  withGateway(async (gateway) => {
    const { store } = gateway.database;
    const id = await orderExport(gateway);
    await store.query(
      `UPDATE export_job SET status = 'processing', started_at = now(), attempt = 11, lost = 10, holder = 'gone', lease_until = now() - interval '1 s'`,
    );
    const worker = await startWorker(gateway);
    const other = await orderExport(gateway);
    expect(await settled(store, id)).toMatchObject({ status: 'failed', error_code: 'WORKERS_LOST' });
    expect(await settled(store, other)).toMatchObject({ status: 'completed' });
    expect(await store.query('SELECT used FROM export_quota')).toEqual([{ used: 1 }]);
    await worker.close();
  }));

test('a ticket that no queue knows of is made again', () =>
  withGateway(async (gateway) => {
    const { store } = gateway.database;
    const id = await orderExport(gateway);
    await store.query('TRUNCATE bullmq.job CASCADE');
    const worker = await startWorker(gateway);
    expect(await settled(store, id)).toMatchObject({ status: 'completed', attempt: 1 });
    await worker.close();
  }));

withRedis('one running and five queued exports are completed once each after FLUSHALL', () =>
  withOwnRedis((redis) =>
    withGateway(async (gateway) => {
      const { store } = gateway.database;
      await plantHistory(store, 60_000);
      const first = await orderExport(gateway);
      const worker = await WorkerProcess.start(gateway, { REDIS_URL: redis.url, EXPORT_LEASE_SECONDS: '30' });
      await until(() => beganFile(gateway));
      const queued = await Promise.all(Array.from({ length: 5 }, () => orderExport(gateway)));
      await redis.flush();
      for (const id of [first, ...queued])
        expect(await settled(store, id)).toMatchObject({ status: 'completed', attempt: 1, failures: 0, lost: 0 });
      expect(new Set((await jobs(store)).map(({ sha256 }) => sha256)).size).toBe(1);
      await worker.end('SIGTERM');
    }, redis.url),
  ),
);

withRedis('while Redis is down orders are taken, and completed once it is back', () =>
  withOwnRedis((redis) =>
    withGateway(async (gateway) => {
      const worker = await startWorker(gateway, { redisUrl: redis.url });
      await settled(gateway.database.store, await orderExport(gateway));
      await redis.stop();
      const begun = performance.now();
      const id = await orderExport(gateway);
      expect(performance.now() - begun).toBeLessThan(1_000);
      expect((await jobs(gateway.database.store)).find((job) => job.id === id)).toMatchObject({ status: 'queued' });
      await redis.start();
      expect(await settled(gateway.database.store, id)).toMatchObject({ status: 'completed', attempt: 1 });
      await worker.close();
    }, redis.url),
  ),
);
