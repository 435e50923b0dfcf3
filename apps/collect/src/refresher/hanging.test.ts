import type { ServerResponse } from 'node:http';
import { type OrganizationInput, putOrganizations } from '#persistence';
import { type FakeAlertmanager, shown, startFakeAlertmanager } from '#test/alertmanager';
import { createTestCollect, type Replica, type TestCollect } from '#test/collect';
import { until } from '#test/until';
import { FixedConfig } from '../config/config-file.js';
import { shortForm, upstreamAt } from '../config/short-form.js';

// More than polls at once, and none of them ends by itself while a test runs.
const HANGING = 300;
const PATIENT_MS = 600_000;
let fake: FakeAlertmanager;
let collect: TestCollect;
const held = new Map<string, ServerResponse>();
const hanging = Array.from({ length: HANGING }, (_, i) => `hang-${i}`);

const patient = () => new FixedConfig({ ...shortForm({}), upstreams: [{ ...upstreamAt(fake.url), timeoutMs: PATIENT_MS }] });
const hang = (tenant: string) => fake.answers.set(tenant, (_, response) => held.set(tenant, response));
const asked = (tenant: string): number => fake.asked.filter((one) => one.tenant === tenant).length;
const running = async (): Promise<string[]> =>
  (await collect.database.store.query('SELECT fingerprint FROM episode WHERE ends_at IS NULL ORDER BY 1')).map(
    (row: { fingerprint: string }) => row.fingerprint,
  );

beforeAll(async () => {
  fake = await startFakeAlertmanager();
  collect = await createTestCollect({ config: patient(), refreshIntervalSeconds: 1 });
  const organization = (id: string): OrganizationInput => ({ id, name: id, role: 'customer', parent_id: 'south' });
  await putOrganizations(collect.database.store, hanging.map(organization));
  await collect.tree.refreshed();
});
afterAll(async () => {
  await collect.close();
  await fake.close();
});

describe('while hundreds of tenants hang', () => {
  let replica: Replica;
  beforeAll(async () => {
    hanging.forEach(hang);
    replica = await collect.replica();
    replica.refresher.start();
  });

  test('the others are polled at every tick, and show what is new', async () => {
    await until(async () => held.size === HANGING);
    const before = asked('t-bar');
    fake.answers.set('t-bar', [shown('news')]);
    await until(async () => asked('t-bar') >= before + 3);
    expect(await running()).toEqual(['news']);
    expect(hanging.map(asked)).toEqual(hanging.map(() => 1));
  });

  test('one that answers at last is polled with the others again', async () => {
    const [tenant = ''] = hanging;
    fake.answers.set(tenant, [shown('woken')]);
    held.get(tenant)?.end('[]');
    await until(async () => asked(tenant) >= 3);
    await until(async () => (await running()).includes('woken'));
  });

  test('the process ends at once when it is told to', async () => {
    await replica.app.close();
    expect(hanging.filter((tenant) => asked(tenant) > 1)).toEqual(['hang-0']);
  });
});

test('hundreds that fail are not written one beside the other while a healthy one waits', async () => {
  for (const tenant of hanging) fake.answers.set(tenant, (_, response) => response.writeHead(500).end());
  const share = await collect.refresher.refresh(new Date(Date.now() + 3_600_000));
  expect(share.failed).toBe(HANGING);
  const [{ n }] = await collect.database.store.query('SELECT count(*)::int AS n FROM tenant_poll WHERE failing_since IS NOT NULL');
  expect(n).toBe(HANGING);
});
