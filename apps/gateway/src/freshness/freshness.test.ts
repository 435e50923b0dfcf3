import { useGateway } from '#test/gateway';
import { tell } from '#test/sightings';

const gateway = useGateway();
const freshness = async (caller: string) => (await gateway.as(caller).get('/api/alerts/freshness')).body.data;

beforeAll(async () => {
  await gateway.database.store.query(
    `INSERT INTO tenant_poll (tenant_id, polled_at, failing_since)
     VALUES ('t-kiosk', now(), NULL), ('t-bar', now() - interval '1 hour', now() - interval '30 minutes'), ('t-shop', 'epoch', now())`,
  );
});

test('the tenants in scope are told by the age of their last answer', async () => {
  const { tenants, oldest, interval_seconds } = await freshness('owner');
  expect(interval_seconds).toBe(60);
  expect(tenants).toMatchObject({ fresh: 1, failing: 2 });
  expect(tenants.fresh + tenants.failing + tenants.never).toBe(tenants.total);
  expect(oldest).toHaveLength(Math.min(20, tenants.total));
  expect(oldest.at(-1)).toEqual({ tenant_id: 't-kiosk', polled_at: expect.stringMatching(/Z$/), failing_since: null, organizations: 1 });
  expect(oldest.find((one: { tenant_id: string }) => one.tenant_id === 't-shop')).toMatchObject({
    polled_at: null,
    organizations: expect.any(Number),
  });
  expect((await freshness('kiosk')).tenants).toEqual({ total: 1, fresh: 1, failing: 0, never: 0 });
  expect((await freshness('cafe')).tenants).toEqual({ total: 0, fresh: 0, failing: 0, never: 0 });
});

test('what waits for the folder, and the mirror, have an age and a size', async () => {
  await tell(gateway.database.store, [{ organization: 'cafe', fingerprint: 'f' }]);
  await gateway.as('cafe').get('/api/alerts/stats');
  const { pending, columns } = await freshness('cafe');
  expect(pending).toEqual({ batches: expect.any(Number), age_seconds: expect.any(Number) });
  expect(pending.batches).toBeGreaterThan(0);
  expect(columns.age_seconds).toBeLessThan(60);
  expect(columns.bytes).toBeGreaterThan(0);
  const metrics = (await gateway.anonymous.get('/metrics')).text;
  expect(metrics).toMatch(/^alertledger_columns_bytes [1-9]/m);
});
