import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { redisAnswers } from '#queue';
import { createLog } from '#runtime';
import { startWorker, WorkerProcess } from '#test/export-worker';
import { orderExport, settled } from '#test/exports';
import { freePort } from '#test/free-port';
import { createTestGateway } from '#test/gateway';
import { OwnRedis, redisProgram } from '#test/redis';
import { RedisSet } from '#test/redis-sets';
import { until } from '#test/until';

const suite = redisProgram ? describe : describe.skip;
const silent = createLog('test', 'silent');

jest.setTimeout(240_000);
beforeAll(() => WorkerProcess.build());

suite.each([
  ['Sentinel set', () => RedisSet.sentinels()],
  ['Cluster', () => RedisSet.cluster()],
])('with a real %s', (_, open) => {
  let set: RedisSet;
  beforeAll(async () => {
    set = await open();
  });
  afterAll(() => set?.close());

  it('a wrong password, of the servers or of the Sentinels, stops the start', async () => {
    await redisAnswers(set.url, silent);
    await expect(redisAnswers(set.url.replace(/:[^:@]+@/, ':wrong@'), silent)).rejects.toThrow(
      /^REDIS_URL: Redis refuses us: .*\(example: REDIS_URL=.+\)$/,
    );
    if (!set.url.includes('sentinel')) return;
    await expect(redisAnswers(set.url.replace(/\?.*/, ''), silent)).rejects.toThrow('REDIS_URL: Redis refuses us: ');
    await expect(redisAnswers(set.url.replace(/\/\w+\?/, '/other?'), silent)).rejects.toThrow('the Sentinels know no master named other');
  });

  it('the master dies in the middle of exports: every one is completed once', async () => {
    const gateway = await createTestGateway({ exports: { perDay: 1_000 }, redisUrl: set.url });
    const worker = await WorkerProcess.start(gateway, { REDIS_URL: set.url });
    const { store } = gateway.database;
    try {
      await settled(store, await orderExport(gateway));
      const ids = await Promise.all(Array.from({ length: 10 }, () => orderExport(gateway)));
      await set.killMaster();
      for (let more = 0; more < 10; more += 1) ids.push(await orderExport(gateway));
      for (const id of ids) expect(await settled(store, id)).toMatchObject({ status: 'completed', failures: 0, attempt: 1 });
      expect(await settled(store, await orderExport(gateway))).toMatchObject({ status: 'completed' });
    } finally {
      await worker.end('SIGTERM');
      await gateway.close();
    }
  });
});

suite('a Redis that is away', () => {
  it('is named in the log, the apps start, and the queue is used once it is there', async () => {
    const port = await freePort();
    const url = `redis://127.0.0.1:${port}`;
    const lines: string[] = [];
    await redisAnswers(url, createLog('test', 'warn', { write: (line) => void lines.push(line) }));
    expect(JSON.parse(lines.join(''))).toMatchObject({ variable: 'REDIS_URL', server: [`127.0.0.1:${port}`] });
    const gateway = await createTestGateway({ redisUrl: url });
    const worker = await startWorker(gateway, { redisUrl: url });
    const id = await orderExport(gateway);
    const redis = await OwnRedis.start(port);
    try {
      expect(await settled(gateway.database.store, id)).toMatchObject({ status: 'completed', attempt: 1 });
    } finally {
      await worker.close();
      await gateway.close();
      await redis.stop();
    }
  });

  it('and one that takes connections and never answers, too', async () => {
    const mute = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const worker = await (async () => {
      const gateway = await createTestGateway();
      const url = `redis://127.0.0.1:${(mute.address() as AddressInfo).port}`;
      const process = await WorkerProcess.start(gateway, { REDIS_URL: url });
      return { gateway, process };
    })();
    await worker.process.serves();
    await worker.process.end('SIGKILL');
    await worker.gateway.close();
    mute.close();
    await until(() => !mute.listening);
  });
});
