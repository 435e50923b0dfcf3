import { get } from 'node:http';
import { registry } from '#runtime';
import { useGateway } from '#test/gateway';
import { until } from '#test/until';

const gateway = useGateway();
const RANGE = 'from=2026-05-01T00:00:00Z&until=2026-05-02T00:00:00Z';
const HEAVY = [`/reports/alerts?${RANGE}`, `/reports/alerts/summary?${RANGE}`, `/reports/alerts?${RANGE}&metric=MTTA`];

/** Before a question the columns take in what is new: for as long as that is held, questions hang; what kept numbers answer does not. */
async function holdNews() {
  const runner = gateway.database.store.createQueryRunner();
  await runner.startTransaction();
  await runner.query('LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE');
  return async () => {
    await runner.rollbackTransaction();
    await runner.release();
  };
}
async function ownersKey(): Promise<string> {
  const key = { organization_id: 'owner', name: 'heavy', permissions: ['read'], scopes: ['report'], roles: [] };
  return (await gateway.as('owner').post('/api/api-keys', key)).body.data.key;
}
const hanging = async (): Promise<number> => {
  const [gauge] = (await registry.getSingleMetric('alertledger_heavy_reads')?.get())?.values ?? [];
  return gauge?.value ?? 0;
};

beforeAll(() => gateway.columns.ready());

test('one organization holds two places, its third question is told to come again, and nobody else notices', async () => {
  const letGo = await holdNews();
  try {
    const asked = HEAVY.slice(0, 2).map((path) => gateway.as('owner').get(path));
    await until(async () => (await hanging()) === 2);
    const [third, stats, totals] = await Promise.all([
      gateway.as('owner').get(HEAVY[2] ?? ''),
      gateway.as('owner').get('/api/alerts/stats'),
      gateway.as('owner').get('/api/alerts/totals'),
    ]);
    expect([third.status, third.body.status]).toEqual([503, 503]);
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
    expect([stats.status, stats.body.code]).toEqual([503, 503]);
    expect(totals.status).toBe(200);
    const others = ['north', 'shop'].map((organization) => gateway.as(organization).get(HEAVY[0] ?? ''));
    await until(async () => (await hanging()) === 4);
    await letGo();
    expect((await Promise.all([...asked, ...others])).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await gateway.as('owner').get(HEAVY[2] ?? '')).status).toBe(200);
  } finally {
    await letGo().catch(() => undefined); // it was let go before
  }
});

test('who goes away gives the place back, also while what is new cannot be read', async () => {
  const key = await ownersKey();
  const letGo = await holdNews();
  try {
    // fetch would open another connection in the place of one that it gives up, and never use it
    const asked = [1, 2].map(() =>
      get(`${gateway.url}${HEAVY[0]}`, { headers: { 'x-api-key': key }, agent: false }).on('error', () => undefined),
    );
    await until(async () => (await hanging()) === 2);
    for (const one of asked) one.destroy();
    await until(async () => (await hanging()) === 0);
  } finally {
    await letGo();
  }
  expect((await gateway.as('owner').get(HEAVY[0] ?? '')).status).toBe(200);
});
