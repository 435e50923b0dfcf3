import { startWorker } from '#test/export-worker';
import { jobs, ORDER, settled } from '#test/exports';
import { createTestGateway, type TestGateway } from '#test/gateway';
import { OwnRedis, redisProgram } from '#test/redis';
import { until } from '#test/until';

jest.setTimeout(60_000);

const orderOf = async (gateway: TestGateway, organization: string, more: object = {}): Promise<string> => {
  const { status, text, body } = await gateway.as(organization).post('/reports/export', { ...ORDER, ...more });
  expect([status, text]).toEqual([202, expect.anything()]);
  return body.job_id;
};

describe.each([
  ['PostgreSQL', 'here'],
  ['Redis', redisProgram],
] as const)('with the queue in %s', (_name, present) => {
  const run = present ? test : test.skip;

  run("an organization's second export waits behind the first ones of others, whoever ordered first", async () => {
    const redis = present === 'here' ? undefined : await OwnRedis.start();
    const gateway = await createTestGateway({ redisUrl: redis?.url });
    try {
      const { store } = gateway.database;
      const ordered: string[] = [];
      for (const organization of ['cafe', 'cafe', 'cafe', 'deli', 'bar', 'kiosk', 'shop', 'deli'])
        ordered.push(await orderOf(gateway, organization));
      const worker = await startWorker(gateway, redis && { redisUrl: redis.url });
      for (const id of ordered) expect(await settled(store, id)).toMatchObject({ status: 'completed', attempt: 1 });
      const [first, second, third, ...others] = ordered;
      const begun: { id: string }[] = await store.query('SELECT id FROM export_job ORDER BY started_at, id');
      const turn = (id: string | undefined): number => begun.findIndex((job) => job.id === id);
      expect(turn(first)).toBeLessThan(3);
      for (const id of others.slice(0, 4)) expect(turn(id)).toBeLessThan(turn(second));
      expect(turn(others[4])).toBeLessThan(turn(third));
      await worker.close();
    } finally {
      await gateway.close();
      await redis?.stop();
    }
  });
});

test("two organizations' long exports, however many, leave a place for a third one's", async () => {
  const gateway = await createTestGateway({});
  const { store } = gateway.database;
  const holder = store.createQueryRunner();
  try {
    await holder.startTransaction();
    await holder.query('LOCK TABLE alert IN ACCESS EXCLUSIVE MODE');
    const worker = await startWorker(gateway);
    const long: string[] = [];
    for (const organization of ['cafe', 'cafe', 'cafe', 'bar', 'bar', 'bar']) long.push(await orderOf(gateway, organization));
    await until(async () => (await jobs(store)).filter(({ holder }) => holder).length === 2);
    const quick = await orderOf(gateway, 'deli', { report_type: 'system-events' });
    expect(await settled(store, quick)).toMatchObject({ status: 'completed' });
    expect((await jobs(store)).filter(({ status }) => status === 'processing')).toHaveLength(2);
    await holder.rollbackTransaction();
    for (const id of long) expect(await settled(store, id)).toMatchObject({ status: 'completed', attempt: 1 });
    await worker.close();
  } finally {
    if (holder.isTransactionActive) await holder.rollbackTransaction();
    await holder.release();
    await gateway.close();
  }
});
